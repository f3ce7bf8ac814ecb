"""Reading no more of a row than is looked at. Which columns that is, is learned by watching them being looked at.

Whoever reads the same again and again keeps an `Attention`. The first time rows are read whole, and what is looked at
is noted; after that only this is read. A look at anything else raises NotRead, and it is done again with whole rows.
"""

from collections.abc import Awaitable, Callable, Collection, Hashable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any, TypeVar

from tortoise.models import Model

T = TypeVar("T")

Columns = frozenset[str]


class NotRead(Exception):  # noqa: N818
    """A column or relation of a row that was not read, because nobody had looked at it before."""


class Attention:
    """The columns that are looked at, and as `_name` the relations, by model."""

    def __init__(self) -> None:
        self.is_learned = False
        self._seen: dict[type[Model], Columns] = {}

    async def reading(self, read: Callable[[], Awaitable[T]]) -> T:
        """What `read` answers from rows of which it is given what it looks at."""
        if self.is_learned:
            with suppress(NotRead), self.narrowly():
                return await read()
        with self.learning():
            return await read()

    def note(self, model: type[Model], name: str) -> None:
        self._seen[model] = self.of(model) | {name}

    def of(self, model: type[Model]) -> Columns:
        return self._seen.get(model, frozenset())

    @contextmanager
    def learning(self) -> Iterator[None]:
        """Rows that are read in this block are whole, and what is looked at is noted."""
        with _attending(self, is_narrow=False):
            yield
        self.is_learned = True

    @contextmanager
    def narrowly(self) -> Iterator[None]:
        """Rows that are read in this block hold what was looked at before. Raises NotRead."""
        with _attending(self, is_narrow=True):
            yield


class Look:
    """How attention is paid where rows are read now."""

    def __init__(self, attention: Attention, *, is_narrow: bool) -> None:
        self.attention, self.is_narrow = attention, is_narrow

    def at(self, models: Collection[type[Model]]) -> Hashable:
        """What is to be read of some models, for the shape of a query; None for all of it."""
        return tuple((model, self.attention.of(model)) for model in models) if self.is_narrow else None


_look: ContextVar[Look | None] = ContextVar("look", default=None)


def current_look() -> Look | None:
    return _look.get()


@contextmanager
def _attending(attention: Attention, *, is_narrow: bool) -> Iterator[None]:
    token = _look.set(Look(attention, is_narrow=is_narrow))
    try:
        yield
    finally:
        _look.reset(token)


class Watched(Model):
    """A row that knows what of it was read, and who watches."""

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there: what is held until somebody looks at it, or what was not read."""
        own = self.__dict__
        if name in own.get("_held", ()):
            look = _look.get()
            if look is not None:
                look.attention.note(type(self), name)
            own[name] = own["_held"][name]
            return own[name]
        if "_is_narrow" in own and is_readable(type(self), name):
            raise NotRead(f"{type(self).__name__}.{name}")
        raise AttributeError(name)

    class Meta:
        abstract = True


def is_readable(model: type[Model], name: str) -> bool:
    meta = model._meta
    return name in meta.fields_db_projection or (name.startswith("_") and name[1:] in meta.fetch_fields)
