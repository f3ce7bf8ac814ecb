"""The statement that all queries of one shape share.

To learn where each value that was left out of the shape ends up, the statement is written once with values that stand
nowhere else, and these are looked for among its parameters.
"""

import re
import secrets
from collections.abc import Hashable, Mapping, Sequence
from copy import copy
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

from pypika_tortoise.terms import ValueWrapper
from tortoise.exceptions import BaseORMException
from tortoise.expressions import Expression, Q, Subquery
from tortoise.models import Model
from tortoise.queryset import DeleteQuery, QuerySet, UpdateQuery, ValuesQuery

from models.hydration import Part
from models.named_rows import Together
from models.narrowing import Look
from models.selecting import is_looked_at, selected
from models.shapes import asks_postgresql, is_given, is_one_parameter

# What a parameter of a statement is: the number of a value, or else a constant.
Place = tuple[int | None, Any]

PARAMETER = re.compile(r"\$(\d+)")


def written_out(query: QuerySet[Any], look: Look | None) -> tuple[str, list[Place], list[Part]] | None:
    """The statement of a query's shape, its parameters, and what its columns are of. None when not all is found."""
    marks = Marks(asks_postgresql(query))
    marked = copy(query)
    if look is not None and look.is_narrow:
        marked._select_related = {path for path in query._select_related if is_looked_at(query.model, path, look)}
    marked._q_objects = [marks.in_q(each) for each in query._q_objects]
    try:
        parts = _made(marked, look)
        placed = marks.placed(marked.query)
    except (BaseORMException, TypeError, ValueError):
        return None  # a mark that a column does not take
    return None if placed is None else (*placed, parts)


def written_change(change: UpdateQuery | DeleteQuery, columns: Mapping[str, Any]) -> tuple[str, list[Place]] | None:
    """The same of a change of rows; the values that it sets come after those that it compares with."""
    marks = Marks(asks_postgresql(change))
    marked = copy(change)
    marked._q_objects = [marks.in_q(each) for each in change._q_objects]
    try:
        marked._make_query()
        updates = zip(marked.query._updates, columns.values(), strict=True)
        marked.query._updates = [
            (column, term if isinstance(value, Expression) else marks.assigned()) for (column, term), value in updates
        ]
        return marks.placed(marked.query)
    except (BaseORMException, TypeError, ValueError):
        return None


def bound(places: Sequence[Place], values: Sequence[Any]) -> list[Any]:
    """What the parameters of a statement are for some values."""
    return [constant if place is None else values[place] for place, constant in places]


def _made(marked: QuerySet[Any], look: Look | None) -> list[Part]:
    """Make the query, and say what its columns are of.

    A page is chosen before what belongs to its rows is joined. PostgreSQL, which plans once for threads of any length,
    would take a join that loses the order of an index, and read and sort the longest thread for each page.
    """
    if marked._limit is None:
        marked._make_query()
        return selected(marked, look)
    chosen = copy(marked)
    chosen._select_related = set()
    chosen._make_query()
    # A limit that PostgreSQL is not told it takes for a tenth of all rows, and plans each time.
    chosen.query._limit = ValueWrapper(marked._limit, allow_parametrize=False)
    if not marked._select_related or any(
        name not in marked.model._meta.fields_db_projection for name, _ in marked._orderings
    ):
        marked.query, marked._select_related_idx = chosen.query, chosen._select_related_idx
        return selected(marked, look)
    marked._q_objects, marked._limit = [], None
    marked._make_query()
    parts = selected(marked, look)
    needed = {*parts[0].columns, *_joined_or_ordered_by(marked)}
    chosen.query._selects = [term for term in chosen.query._selects if term.name in needed]
    page: Any = chosen.query.as_(marked.model._meta.db_table)
    marked.query._from = [page]
    return parts


def _joined_or_ordered_by(query: QuerySet[Any]) -> set[str]:
    """The columns of its own rows that a query needs besides those it selects."""
    relations = {path.split("__")[0] for path in query._select_related}
    joined = {query.model._meta.fields_map[name].source_field for name in relations}
    columns = query.model._meta.fields_db_projection
    return joined | {columns[name] for name, _ in query._orderings}


class Marks:
    """Values that stand nowhere else, in the places of those that were left out of a shape, in the same order."""

    def __init__(self, is_postgresql: bool) -> None:
        self.count = 0
        self._is_postgresql = is_postgresql
        self._places: dict[Any, int] = {}
        self._lists: set[int] = set()

    def in_q(self, node: Q) -> Q:
        marked = copy(node)
        marked.children = tuple(self.in_q(child) for child in node.children)
        marked.filters = {name: self._in_value(value) for name, value in node.filters.items()}
        return marked

    def assigned(self) -> ValueWrapper:
        """In the place of a value that a column is set to."""
        return ValueWrapper(self._mark(""))

    def placed(self, query: Any) -> tuple[str, list[Place]] | None:
        """The statement, and where its parameters come from. None when not all marks are found in it."""
        sql, parameters = query.get_parameterized_sql()
        places = [self._place_of(parameter) for parameter in parameters]
        if {place for place, _ in places if place is not None} != set(range(self.count)):
            return None
        if not self._is_postgresql:
            return sql, places
        written = self._with_lists(sql, places)
        return None if written is None else _with_constants(written, places)

    def _place_of(self, parameter: Any) -> Place:
        place = self._places.get(parameter) if isinstance(parameter, Hashable) else None
        return (None, parameter) if place is None else (place, None)

    def _with_lists(self, sql: str, places: Sequence[Place]) -> str | None:
        """The statement with `= ANY` for each list that is one value."""
        for number, (place, _) in enumerate(places, start=1):
            if place in self._lists:
                for pattern, operator in ((rf" NOT IN \(\${number}\)", "<>ALL"), (rf" IN \(\${number}\)", "=ANY")):
                    sql, count = re.subn(pattern, f"{operator}(${number}::uuid[])", sql)
                    if count:
                        break
                else:
                    return None
        return sql

    def _in_value(self, value: Any) -> Any:
        if value is None or isinstance(value, bool | Enum):
            return value
        if is_given(value):
            return self._mark(value)
        if isinstance(value, list | tuple | set | frozenset):
            if is_one_parameter(value, self._is_postgresql):
                self._lists.add(self.count)
                return [self._mark(next(iter(value)))]
            return [self._in_value(each) for each in value]
        if isinstance(value, Together):
            return Together([self._in_values(each) for each in value.queries])
        return Subquery(self._in_values(value.query))

    def _in_values(self, inner: ValuesQuery[Any]) -> ValuesQuery[Any]:
        marked = copy(inner)
        marked._q_objects = [self.in_q(each) for each in inner._q_objects]
        return marked

    def _mark(self, value: Any) -> Any:
        mark = _unheard_of(value)
        self._places[str(mark) if isinstance(mark, UUID) else mark] = self.count
        self.count += 1
        return mark


def _with_constants(sql: str, places: Sequence[Place]) -> tuple[str, list[Place]]:
    """A statement of PostgreSQL with its constants written out, so that one plan, made once, goes by them."""
    written: dict[int, str] = {}
    left: list[Place] = []
    for number, (place, constant) in enumerate(places, start=1):
        literal = None if place is not None else _literal(constant)
        if literal is None:
            left.append((place, constant))
        written[number] = literal or f"${len(left)}"
    return PARAMETER.sub(lambda found: written[int(found[1])], sql), left


def _literal(constant: Any) -> str | None:
    """A yes or no, or the name of a member of an enumeration."""
    if isinstance(constant, bool):
        return "true" if constant else "false"
    return f"'{constant}'" if isinstance(constant, str) and constant.isidentifier() else None


def _unheard_of(value: Any) -> Any:
    """A value of the same kind that stands in no other query."""
    days = timedelta(days=secrets.randbelow(100_000))
    match value:
        case UUID() | Model():
            return uuid4()
        case datetime():
            return datetime(2100, 1, 1, tzinfo=UTC) + days + timedelta(microseconds=secrets.randbelow(10**9))
        case date():
            return date(2100, 1, 1) + days
        case int():
            return 2**29 + secrets.randbelow(2**29)
    return secrets.token_hex(8)
