"""The moment at which messages go out to who listens: rights are looked at again, and messages are read as they stand.

Those with an outlet are told the same as others, and past all that stands between a resolver and a socket: they are
looked at together, and what they are told is written once. Each also follows by itself (`resolvers.live`). This only
knows how to succeed: whoever it passes over goes on there, and hears there why.
"""

import asyncio
from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import Protocol
from uuid import UUID

import clock
import metrics
from auth.access import visible_messages, visible_threads
from auth.standing import standing
from auth.together import Together
from auth.viewer import Viewer
from models import Message
from realtime.thread_feed import Row, ThreadListener
from resolvers.pages import cursor_of
from resolvers.threads import order_for

WRITTEN_IN_ONE_GO = 250  # before anybody else may go on


class Outlet(Protocol):
    """Where a listener is told of messages. Those with the same `key` reach the same, and are told it in one way."""

    viewer: Viewer
    session_id: UUID
    key: Hashable

    async def tell(self, message: Message, cursor: str) -> bytes:
        """What all with this key are told of a message."""

    def write(self, told: bytes) -> bool:
        """Write it, now; False when it cannot be."""

    def count(self, pushes: int) -> None:
        """Note how many messages were written."""


async def push_messages(thread_id: UUID, rows: Sequence[Row], listeners: Sequence[ThreadListener]) -> None:
    """Tell those who may be told; who was has its position moved on."""
    groups: dict[Hashable, list[ThreadListener]] = defaultdict(list)
    for listener in listeners:
        groups[listener.outlet.key].append(listener)
    await asyncio.gather(*(_push_to_group(thread_id, rows, members) for members in groups.values()))


async def _push_to_group(thread_id: UUID, rows: Sequence[Row], members: Sequence[ThreadListener]) -> None:
    """Who is shown one of its messages may follow the thread; only where nothing is shown, that is asked too."""
    outlet: Outlet = members[0].outlet
    stand, messages = await asyncio.gather(
        standing(outlet.viewer, [listener.outlet.session_id for listener in members]),
        messages_seen(outlet.viewer, [row.id for row in rows]),
    )
    if not messages and not await may_follow(outlet.viewer, thread_id):
        return
    told = [(message.seq, await outlet.tell(message, cursor_for(outlet.viewer, message))) for message in messages]
    pushes = 0
    for number, listener in enumerate(members, start=1):
        if listener.outlet.session_id in stand:
            pushes += _write(listener, rows, told)
        if number % WRITTEN_IN_ONE_GO == 0:
            await asyncio.sleep(0)
    outlet.count(pushes)
    for message in messages:
        observe_lag(message)


def _write(listener: ThreadListener, rows: Sequence[Row], told: Sequence[tuple[int, bytes]]) -> int:
    """All of it in order, to one who has had what came before, as far as the socket takes it; how many it took."""
    if not listener.is_at(rows[0].seq - 1):
        return 0
    for taken, (seq, text) in enumerate(told):
        if not listener.outlet.write(text):
            return taken
        listener.position = seq
    listener.position = rows[-1].seq
    return len(told)


async def may_follow(viewer: Viewer, thread_id: UUID) -> bool:
    return bool(await _thread_now.ask((viewer, (thread_id,))))


async def messages_seen(viewer: Viewer, message_ids: Sequence[UUID]) -> list[Message]:
    """Those that the viewer may read, in order."""
    if not message_ids:
        return []
    return await _messages_now.ask((viewer, tuple(message_ids))) or []


def cursor_for(viewer: Viewer, message: Message) -> str:
    return cursor_of(message, order_for(viewer))


def observe_lag(message: Message) -> None:
    metrics.PUSH_LAG.observe(max((clock.now() - message.created_at).total_seconds(), 0))


# A viewer, and the ids that it asks for: two who reach the same are shown the same rows.
_Asked = tuple[Viewer, tuple[UUID, ...]]


def _same(asked: _Asked) -> Hashable:
    viewer, ids = asked
    return viewer.reach, ids


async def _threads_seen(asked: list[_Asked]) -> dict[Hashable, bool]:
    return {_same(each): bool(await visible_threads(each[0]).filter(id__in=each[1])) for each in asked}


async def _messages_seen(asked: list[_Asked]) -> dict[Hashable, list[Message]]:
    return {_same(each): await visible_messages(each[0]).filter(id__in=each[1]).order_by("seq") for each in asked}


_thread_now = Together(_threads_seen, _same)
_messages_now = Together(_messages_seen, _same)
