"""What was made once, and is kept for the next who asks for it."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """By a key; beyond `most` the oldest goes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: dict[Hashable, T] = {}

    def get(self, key: Hashable) -> T | None:
        return self._made.get(key)

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        try:
            return self._made[key]
        except KeyError:
            if len(self._made) >= self._most:
                self._made.pop(next(iter(self._made)))
            made = self._made[key] = make()
            return made
