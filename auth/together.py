"""Questions that are asked in the same turn, answered with one query."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Together(Generic[K, V]):
    """Reads for all who ask in one turn of the event loop. Nobody gets what was read before it asked.

    `read` takes what was asked, each `key` once, and answers by it; what it does not answer is None.
    """

    def __init__(
        self, read: Callable[[list[K]], Awaitable[Mapping[Any, V]]], key: Callable[[K], Hashable] = lambda asked: asked
    ) -> None:
        self._read = read
        self._key = key
        self._turn: _Turn[K, V] | None = None

    async def ask(self, question: K) -> V | None:
        turn = self._turn
        if turn is None or turn.loop is not asyncio.get_running_loop():
            turn = self._turn = _Turn()
            turn.reading = asyncio.ensure_future(self._answer(turn))
        key = self._key(question)
        turn.asked.setdefault(key, question)
        return (await asyncio.shield(turn.reading)).get(key)

    async def _answer(self, turn: "_Turn[K, V]") -> Mapping[Any, V]:
        """Whoever asks from here on is answered in the next turn."""
        self._turn = None
        return await self._read(list(turn.asked.values()))


class _Turn(Generic[K, V]):
    reading: asyncio.Future[Mapping[Any, V]]

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.asked: dict[Hashable, K] = {}
