"""Acts that are made on what was read before: where that no longer stands, they are done anew from the door on."""

import functools
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from tortoise.exceptions import IntegrityError

P = ParamSpec("P")
T = TypeVar("T")

AT_MOST = 5


class Overtaken(Exception):  # noqa: N818
    """Somebody else has changed what an act goes by."""


def done_anew(act: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """An act that may find, when it makes its changes, that somebody at the same moment made such as forbid them.

    Nothing of it was done then. Who looks again sees what the other did.
    """

    @functools.wraps(act)
    async def done(*args: P.args, **kwargs: P.kwargs) -> T:
        for _ in range(AT_MOST - 1):
            try:
                return await act(*args, **kwargs)
            except (Overtaken, IntegrityError):
                continue
        return await act(*args, **kwargs)

    return done
