"""Reading rows: each statement is written once, and bound to other values each time after that.

Tortoise writes the SQL of a query anew at every use, which takes longer than PostgreSQL needs to answer it. A query is
known here by its shape: all of it but the ids, numbers and texts that it compares with. What has a part that the shape
does not describe (an annotation, an expression, a lock) is left to Tortoise.
"""

import asyncio
from collections.abc import Callable, Generator, Hashable, Sequence
from typing import Any, Generic, TypeVar, cast

from tortoise.exceptions import DoesNotExist, MultipleObjectsReturned
from tortoise.manager import Manager
from tortoise.models import Model
from tortoise.queryset import QuerySet, QuerySetSingle

from models.hydration import Extent, Hydrate, Part, hydrator
from models.narrowing import Look, current_look
from models.selecting import models_of
from models.shapes import Place, Unshaped, shape_of, written_out

M = TypeVar("M", bound=Model)

MOST_STATEMENTS = 1_000
CHUNK = 2_000  # rows that are made without letting anybody else go on


class Prepared(QuerySet[M]):
    """A query of rows, whose statement is looked up by its shape where it has one."""

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
        extent = Extent.WHOLE if look is None else Extent.NARROW if look.is_narrow else Extent.HELD
        rows = await statement.rows(self._db, values, extent)
        return self._one_of(rows) if self._single else rows

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


class Reading(Manager):
    """What `filter`, `all` and `get` of a model begin with."""

    def get_queryset(self) -> QuerySet[Any]:
        return Prepared(self._model)


class Statement:
    """One shape of query, as SQL: which values stand where, and how its records become rows."""

    def __init__(self, sql: str, places: Sequence[Place], parts: Sequence[Part]) -> None:
        self._sql, self._places, self._parts = sql, places, parts
        self._hydrators: dict[Extent, Hydrate] = {}

    async def rows(self, database: Any, values: Sequence[Any], extent: Extent = Extent.WHOLE) -> list[Any]:
        bound = [constant if place is None else values[place] for place, constant in self._places]
        _, records = await database.execute_query(self._sql, bound)
        if extent not in self._hydrators:
            self._hydrators[extent] = hydrator(self._parts, extent)
        hydrate = self._hydrators[extent]
        made = hydrate(records[:CHUNK])
        for start in range(CHUNK, len(records), CHUNK):
            await asyncio.sleep(0)
            made += hydrate(records[start : start + CHUNK])
        return made


def statement_for(query: QuerySet[Any], values: list[Any], look: Look | None = None) -> Statement | None:
    """The statement of a query; into `values` goes what it is bound to. None for one that Tortoise has to write."""
    try:
        shape = query.capabilities.dialect, shape_of(query, values), _looked_at(query, look)
    except Unshaped:
        return None
    if shape not in _known:
        if len(_known) >= MOST_STATEMENTS:
            _known.pop(next(iter(_known)))
        found = written_out(query, look)
        _known[shape] = None if found is None else Statement(*found)
    return _known[shape]


_known: dict[Hashable, Statement | None] = {}


def _looked_at(query: QuerySet[Any], look: Look | None) -> Hashable:
    return None if look is None else look.at(models_of(cast("Hashable", query.model), frozenset(query._select_related)))
