"""One transaction, and what is to be heard of it: told when it commits, silent when it does not."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Protocol

from tortoise.transactions import in_transaction

from realtime.events import Announcement, Topic

Announce = Callable[[Announcement], None]


class Bells(Protocol):
    """Whoever rings; the hub."""

    def ring(self, topics: list[Topic]) -> None: ...


_connected: list[Bells] = []
_is_announcing: ContextVar[bool] = ContextVar("is_announcing", default=False)


def connect(bells: Bells | None) -> None:
    """Say who rings in this process. With nobody connected nothing is heard: a command line needs no bells."""
    _connected[:] = [] if bells is None else [bells]


@asynccontextmanager
async def announcing() -> AsyncIterator[Announce]:
    """A transaction for one act. What it announces is rung after the commit, once for each topic.

    Raises RuntimeError within another one: acts never call acts, and an inner one could not tell before the outer
    commits.
    """
    if _is_announcing.get():
        raise RuntimeError("an act was called within an act")
    announced: list[Announcement] = []
    token = _is_announcing.set(True)
    try:
        async with in_transaction():
            yield announced.append
    finally:
        _is_announcing.reset(token)
    topics = list(dict.fromkeys(topic for event in announced for topic in event.topics))
    for bells in _connected:
        bells.ring(topics)
