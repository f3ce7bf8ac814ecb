"""Changing rows: as `models/prepared.py` has it for reading, each statement is written once.

A change is a query of Tortoise like any other, and happens when it is awaited, or `together` with others
(`models/joining.py`).
"""

from collections.abc import Callable, Generator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar, cast

from tortoise.models import Model
from tortoise.queryset import BulkCreateQuery, DeleteQuery, QuerySet, UpdateQuery

from models.kept import Kept
from models.shapes import MOST_STATEMENTS, Unshaped, shape_of_change
from models.written_queries import Place, bound, written_change

M = TypeVar("M", bound=Model)

Change = UpdateQuery | DeleteQuery | BulkCreateQuery[Any]
Written = tuple[str, list[Any]]  # a statement, and what it is bound to
Insertion = tuple[str, list[tuple[str, Callable[..., Any]]]]  # a statement, and how each column gets its value


class Changed(UpdateQuery):
    """An UPDATE of the rows that a query finds."""

    __slots__ = ()

    def __await__(self) -> Generator[Any, None, int]:
        return self._done().__await__()

    def written(self) -> list[Written]:
        return [_written(self, self.update_kwargs)]

    async def _done(self) -> int:
        return await _count(self, self.written())


class Removed(DeleteQuery):
    """A DELETE of the rows that a query finds."""

    __slots__ = ()

    def __await__(self) -> Generator[Any, None, int]:
        return self._done().__await__()

    def written(self) -> list[Written]:
        return [_written(self, {})]

    async def _done(self) -> int:
        return await _count(self, self.written())


class Held(Generic[M]):
    """A change of one row that others are made together with, and hang on: without that row they do not happen.

    `row` is that row as it then stands, held until the transaction ends; None where there is none.
    """

    def __init__(self, rows: QuerySet[M], **columns: Any) -> None:
        self.model = rows.model
        self.row: M | None = None
        self._change = cast("Changed", rows.update(**columns))

    @property
    def _db(self) -> Any:
        return self._change._db

    def written(self) -> list[Written]:
        return self._change.written()


class Taken(NamedTuple):
    """A value that is only known when it is there: that of a column in a row which is held."""

    held: Held[Any]
    name: str


class Added(BulkCreateQuery[M]):
    """An INSERT of rows."""

    __slots__ = ("_taken",)

    def taking(self, held: Held[Any], **names: str) -> "Added[M]":
        """With some columns from those of a row that is held, by which it is made together with that."""
        self._taken = {name: Taken(held, source) for name, source in names.items()}
        return self

    def __await__(self) -> Generator[Any, None, None]:
        return self._done().__await__()

    def written(self) -> list[Written]:
        """One for each row."""
        self._choose_db_if_not_chosen(True)
        self._objects, meta = list(self._objects), self.model._meta
        names = list(meta.fields_db_projection)
        left_out = frozenset(self._analyze_db_default_fields(names) if meta.db_default_db_columns else ())
        conflicts = self._ignore_conflicts, tuple(self._on_conflict or ()), tuple(self._update_fields or ())
        shape = self._db.capabilities.dialect, self.model, left_out, conflicts
        sql, columns = _insertions.of(shape, lambda: self._insertion(names, left_out))
        taken: dict[str, Any] = getattr(self, "_taken", {})
        return [
            (sql, [taken.get(name) or to_db_value(getattr(row, name), row) for name, to_db_value in columns])
            for row in self._objects
        ]

    def _insertion(self, names: Sequence[str], left_out: frozenset[str]) -> Insertion:
        self._executor = self._db.executor_class(model=self.model, db=self._db)
        _, sql = self._make_queries(set(left_out))
        fields = self.model._meta.fields_map
        return sql, [(name, fields[name].to_db_value) for name in names if name not in left_out]

    async def _done(self) -> None:
        written = self.written()
        if len(written) == 1:
            await self._db.execute_query(*written[0])
        elif written:
            await self._db.execute_many(written[0][0], [values for _, values in written])


_known: Kept[tuple[str, list[Place]] | None] = Kept(MOST_STATEMENTS)
_insertions: Kept[Insertion] = Kept(MOST_STATEMENTS)


def _written(change: Changed | Removed, columns: dict[str, Any]) -> Written:
    """The statement of the change's shape. One that has none Tortoise writes."""
    change._choose_db_if_not_chosen(True)
    values: list[Any] = []
    try:
        shape = shape_of_change(change, columns, values)
        known = _known.of(shape, lambda: written_change(change, columns))
    except Unshaped:
        known = None
    if known is None:
        change._make_query()
        return change.query.get_parameterized_sql()
    sql, places = known
    return sql, bound(places, values)


async def _count(change: Changed | Removed, written: list[Written]) -> int:
    [statement] = written
    count, _ = await change._db.execute_query(*statement)
    return count
