"""Reading rows: each statement is written once, and bound to other values each time after that.

Tortoise writes the SQL of a query anew at every use, which takes longer than PostgreSQL needs to answer it. A query is
known here by its shape: all of it but the ids, numbers and texts that it compares with. What has a part that the shape
does not describe (an annotation, an expression) is left to Tortoise.
"""

import asyncio
from collections.abc import Callable, Generator, Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar, cast

from tortoise.exceptions import DoesNotExist, MultipleObjectsReturned
from tortoise.manager import Manager
from tortoise.models import Model
from tortoise.queryset import QuerySet, QuerySetSingle

from models.apiece import MOST_TOGETHER, Values, differing, for_postgresql, for_sqlite
from models.changing import Added, Changed, Removed
from models.hydration import Extent, Hydrate, Part, hydrator
from models.kept import Kept
from models.narrowing import Look, current_look
from models.selecting import models_of
from models.shapes import MOST_STATEMENTS, Unshaped, shape_of
from models.written_queries import Place, bound, written_out

M = TypeVar("M", bound=Model)

CHUNK = 2_000  # rows that are made without letting anybody else go on


class Prepared(QuerySet[M]):
    """A query of rows, whose statement is looked up by its shape where it has one."""

    def _clone(self) -> "Prepared[M]":
        clone = object.__new__(type(self))
        _copy(self, clone)
        return clone

    def __await__(self) -> Generator[Any, None, Any]:
        return self._found().__await__()

    async def _found(self) -> Any:
        self._choose_db_if_not_chosen(self._select_for_update)
        values: list[Any] = []
        look = current_look()
        statement = statement_for(self, values, look)
        if statement is None:
            self._make_query()
            return await self._execute()
        rows = await statement.rows(self._db, values, extent_of(look))
        return self._one_of(rows) if self._single else rows

    def update(self, **columns: Any) -> Changed:
        found = self._q_objects, self._annotations, self._custom_filters, self._limit, self._orderings
        return Changed(self.model, columns, self._db, *found)

    def delete(self) -> Removed:
        found = self._q_objects, self._annotations, self._custom_filters, self._limit, self._orderings
        return Removed(self.model, self._db, *found)

    def bulk_create(self, objects: Iterable[M], *options: Any, **more: Any) -> Added[M]:
        given = super().bulk_create(objects, *options, **more)
        options = given._batch_size, given._ignore_conflicts, given._update_fields, given._on_conflict
        return Added(self.model, self._db, objects, *options)

    def _one_of(self, rows: list[M]) -> M | None:
        if len(rows) > 1:
            raise MultipleObjectsReturned(self.model)
        if not rows and self._raise_does_not_exist:
            raise DoesNotExist(self.model)
        return rows[0] if rows else None


class Lookup(Generic[M]):
    """A row that is looked up by one text at every turn: even its query is made but once.

    `query` makes it of a text, with `get_or_none`. The row is whole.
    """

    def __init__(self, model: type[M], query: Callable[[str], QuerySetSingle[M | None]]) -> None:
        self._model, self._query = model, query
        self._statements: dict[str, Statement] = {}

    async def __call__(self, text: str) -> M | None:
        database = self._model._meta.db
        statement = self._statements.get(database.capabilities.dialect)
        if statement is None:
            return await self._first(text)
        rows = await statement.rows(database, [text])
        if len(rows) > 1:
            raise MultipleObjectsReturned(self._model)
        return rows[0] if rows else None

    async def _first(self, text: str) -> M | None:
        query = cast("Prepared[M]", self._query(text))
        values: list[Any] = []
        statement = statement_for(query, values)
        if statement is not None and values == [text]:
            self._statements[query.capabilities.dialect] = statement
        found: M | None = await query
        return found


def _copier(query: QuerySet[Any]) -> Callable[[Any, Any], None]:
    """What Tortoise does to clone a query, written out slot by slot; a door clones it several times."""
    lines = [
        f"    other.{slot} = own.{slot}{'.copy()' if isinstance(getattr(query, slot), list | dict) else ''}\n"
        for slot in {slot for kind in type(query).__mro__ for slot in getattr(kind, "__slots__", ())}
        if hasattr(query, slot)
    ]
    names: dict[str, Any] = {}
    exec(compile("def copy(own, other):\n" + "".join(lines), "<clone>", "exec"), names)  # noqa: S102 - our own slots
    copy: Callable[[Any, Any], None] = names["copy"]
    return copy


_copy = _copier(QuerySet(Model))


class Reading(Manager):
    """What `filter`, `all` and `get` of a model begin with."""

    def get_queryset(self) -> QuerySet[Any]:
        return Prepared(self._model)


class Statement:
    """One shape of query, as SQL: which values stand where, and how its records become rows."""

    def __init__(self, sql: str, places: Sequence[Place], parts: Sequence[Part]) -> None:
        self._sql, self._places, self._parts = sql, places, parts
        self._hydrators: dict[Extent, Hydrate] = {}

    async def rows(self, database: Any, values: Values, extent: Extent = Extent.WHOLE) -> list[Any]:
        _, records = await database.execute_query(self._sql, bound(self._places, values))
        return await self._made(records, extent)

    async def rows_of_each(
        self, database: Any, values_of_each: Sequence[Values], extent: Extent
    ) -> list[list[Any]] | None:
        """What it finds for each set of values, read together; None when they differ in more than ids and numbers."""
        if not differing(values_of_each):
            return [await self.rows(database, values_of_each[0], extent)] * len(values_of_each)
        is_postgresql = database.capabilities.dialect == "postgres"
        written = (for_postgresql if is_postgresql else for_sqlite)(self._sql, self._places, values_of_each)
        if written is None:
            return None
        _, records = await database.execute_query(*written)
        found: list[list[Any]] = [[] for _ in values_of_each]
        for record, row in zip(records, await self._made(records, extent), strict=True):
            found[record[-1]].append(row)
        return found

    async def _made(self, records: Sequence[Any], extent: Extent) -> list[Any]:
        if extent not in self._hydrators:
            self._hydrators[extent] = hydrator(self._parts, extent)
        hydrate = self._hydrators[extent]
        made = hydrate(records[:CHUNK])
        for start in range(CHUNK, len(records), CHUNK):
            await asyncio.sleep(0)
            made += hydrate(records[start : start + CHUNK])
        return made


async def rows_of_each(queries: Sequence[QuerySet[M]]) -> list[list[M]]:
    """What each of several queries finds, in their order: those that differ in their ids alone are one statement.

    Each has an order and a limit, like the pages of a list.
    """
    found: list[list[M]] = []
    for start in range(0, len(queries), MOST_TOGETHER):
        some = queries[start : start + MOST_TOGETHER]
        together = await _together(some) if len(some) > 1 else None
        found += [list(await query) for query in some] if together is None else together
    return found


async def _together(queries: Sequence[QuerySet[M]]) -> list[list[M]] | None:
    """None when they are not of one shape."""
    look, values_of_each = current_look(), [list[Any]() for _ in queries]
    statements = [statement_for(query, values, look) for query, values in zip(queries, values_of_each, strict=True)]
    [statement, *others] = statements
    if statement is None or any(other is not statement for other in others):
        return None
    queries[0]._choose_db_if_not_chosen()
    return await statement.rows_of_each(queries[0]._db, values_of_each, extent_of(look))


def extent_of(look: Look | None) -> Extent:
    if look is None:
        return Extent.WHOLE
    return Extent.NARROW if look.is_narrow else Extent.HELD


def statement_for(query: QuerySet[Any], values: list[Any], look: Look | None = None) -> Statement | None:
    """The statement of a query; into `values` goes what it is bound to. None for one that Tortoise has to write."""
    try:
        shape = query.capabilities.dialect, shape_of(query, values), _looked_at(query, look)
    except Unshaped:
        return None
    return _known.of(shape, lambda: _statement(query, look))


_known: Kept[Statement | None] = Kept(MOST_STATEMENTS)


def _statement(query: QuerySet[Any], look: Look | None) -> Statement | None:
    written = written_out(query, look)
    return None if written is None else Statement(*written)


def _looked_at(query: QuerySet[Any], look: Look | None) -> Hashable:
    return None if look is None else look.at(models_of(cast("Hashable", query.model), frozenset(query._select_related)))
