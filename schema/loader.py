"""One relation, read in batches: what is asked together is read together, and nothing is read twice."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from auth.viewer import Viewer

K = TypeVar("K")
V = TypeVar("V")


class Loader(Generic[K, V]):
    """For one operation. `read` takes a list and answers by the `key` of each; what it does not name is None."""

    def __init__(
        self, read: Callable[[list[K]], Awaitable[dict[Any, V]]], key: Callable[[K], Hashable] = lambda asked: asked
    ) -> None:
        self._read = read
        self._key = key
        self._known: dict[Hashable, V | None] = {}
        self._reading = asyncio.Lock()

    async def all(self, asked: Sequence[K | None]) -> list[V | None]:
        """What belongs to each, in their order; to None nothing does."""
        wanted = {self._key(each): each for each in asked if each is not None}
        async with self._reading:
            unknown = [each for key, each in wanted.items() if key not in self._known]
            if unknown:
                found = await self._read(unknown)
                self._known.update((key, found.get(key)) for key in map(self._key, unknown))
        return [None if each is None else self._known[self._key(each)] for each in asked]

    def know(self, asked: K, value: V) -> None:
        """What is at hand need not be read."""
        self._known.setdefault(self._key(asked), value)


class Relation(Generic[K, V]):
    """A loader of each operation that asks for it, made when it does; `read` is told who asks."""

    def __init__(
        self,
        read: Callable[[Viewer, list[K]], Awaitable[dict[Any, V]]],
        key: Callable[[K], Hashable] = lambda asked: asked,
    ) -> None:
        self._read, self._key = read, key

    def __set_name__(self, _: type, name: str) -> None:
        self._name = name

    def __get__(self, loaders: Any, _: type) -> Loader[K, V]:
        """Asked once of each: what is made takes its place there."""
        loader = Loader(partial(self._read, loaders.viewer), self._key)
        vars(loaders)[self._name] = loader
        return loader
