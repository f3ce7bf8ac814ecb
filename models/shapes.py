"""The shape of a query, and the statement that all queries of one shape share.

Values that take no part in how a statement reads are left out of the shape. To learn where each of them ends up, the
statement is written once with values that stand nowhere else, and these are looked for among its parameters.
"""

import re
import secrets
from collections.abc import Hashable, Sequence
from copy import copy
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from operator import attrgetter
from typing import Any, cast
from uuid import UUID, uuid4

from pypika_tortoise.terms import ValueWrapper
from tortoise.exceptions import BaseORMException
from tortoise.expressions import Q, Subquery
from tortoise.models import Model
from tortoise.queryset import QuerySet, ValuesQuery

from models.hydration import Part
from models.narrowing import Look
from models.selecting import is_looked_at, selected

LONGEST_TEXT = 100
INTEGERS = range(-(2**31), 2**31)
ID_OR_ROW = (UUID, Model)

# What a parameter of a statement is: the number of a value, or else a constant.
Place = tuple[int | None, Any]

UNUSUAL = ("_annotations", "_custom_filters", "_distinct", "_offset", "_group_bys", "_force_indexes", "_use_indexes")
UNUSUAL_OF_ROWS = (
    *UNUSUAL,
    "_prefetch_map",
    "_prefetch_queries",
    "_fields_for_select",
    "_select_for_update",
    "_having",
)
_unusual, _unusual_of_rows = attrgetter(*UNUSUAL), attrgetter(*UNUSUAL_OF_ROWS)


class Unshaped(Exception):  # noqa: N818
    """A query with a part that its shape would not describe."""


def shape_of(query: QuerySet[Any], values: list[Any]) -> Hashable:
    """The shape of a query of rows; into `values` goes what was left out of it, in order. Raises Unshaped."""
    if any(_unusual_of_rows(query)):
        raise Unshaped
    related, order = frozenset(query._select_related), _order(query._orderings)
    return query.model, related, order, query._limit, _of_all(query._q_objects, values, _is_postgresql(query))


def written_out(query: QuerySet[Any], look: Look | None) -> tuple[str, list[Place], list[Part]] | None:
    """The statement of a query's shape, its parameters, and what its columns are of. None when not all is found."""
    marks = Marks()
    marked = copy(query)
    if look is not None and look.is_narrow:
        marked._select_related = {path for path in query._select_related if is_looked_at(query.model, path, look)}
    marked._q_objects = [marks.in_q(each, query) for each in query._q_objects]
    try:
        marked._make_query()
        if (
            query._limit is not None
        ):  # PostgreSQL takes one that it is not told for a tenth of all rows, and plans each time
            marked.query._limit = ValueWrapper(query._limit, allow_parametrize=False)
        parts = selected(marked, look)
        sql, parameters = marked.query.get_parameterized_sql()
    except (BaseORMException, TypeError, ValueError):
        return None  # a mark that a column does not take
    places = [marks.place_of(parameter) for parameter in parameters]
    if {place for place, _ in places if place is not None} != set(range(marks.count)):
        return None
    written = marks.with_lists(sql, places)
    return None if written is None else (written, places, parts)


def _of_all(nodes: Sequence[Q], values: list[Any], is_postgresql: bool) -> Hashable:
    return tuple([_of_q(node, values, is_postgresql) for node in nodes])


def _of_q(node: Q, values: list[Any], is_postgresql: bool) -> Hashable:
    if type(node) is not Q:
        raise Unshaped
    children = _of_all(node.children, values, is_postgresql)
    filters = tuple([(name, _of_value(value, values, is_postgresql)) for name, value in node.filters.items()])
    return node.join_type, node._is_negated, children, filters


def _of_value(value: Any, values: list[Any], is_postgresql: bool) -> Hashable:
    if _is_given(value):
        values.append(_bound(value, is_postgresql))
        return cast("Hashable", type(value))
    if value is None or isinstance(value, bool):
        return type(value), value
    if isinstance(value, Enum):
        return type(value), value.value
    if isinstance(value, list | tuple | set | frozenset):
        if _is_one_parameter(value, is_postgresql):
            values.append(list(value))
            return UUID, "many"
        return tuple([_of_value(each, values, is_postgresql) for each in value])
    if type(value) is Subquery and type(value.query) is ValuesQuery:
        return _of_values(value.query, values, is_postgresql)
    raise Unshaped


def _of_values(inner: ValuesQuery[Any], values: list[Any], is_postgresql: bool) -> Hashable:
    """A query of one column within another."""
    if any(_unusual(inner)) or inner._limit is not None:
        raise Unshaped
    columns, order = tuple(inner._fields_for_select.items()), _order(inner._orderings)
    return inner.model, columns, order, _of_all(inner._q_objects, values, is_postgresql)


def _order(orderings: Sequence[tuple[str, Any]]) -> Hashable:
    return tuple([(column, direction.value) for column, direction in orderings])


def _is_given(value: Any) -> bool:
    """Whether a value takes no part in how the statement reads. Numbers and texts that no column holds do."""
    kind = type(value)
    if kind is str:
        return len(value) <= LONGEST_TEXT
    if kind is int:
        return value in INTEGERS
    if kind is datetime:
        return value.tzinfo is not None
    return kind is date or isinstance(value, ID_OR_ROW)


def _bound(value: Any, is_postgresql: bool) -> Any:
    """A value as the driver takes it."""
    plain = value.pk if isinstance(value, Model) else value
    return str(plain) if isinstance(plain, UUID) and not is_postgresql else plain


def _is_postgresql(query: Any) -> bool:
    return bool(query.capabilities.dialect == "postgres")


def _is_one_parameter(many: Any, is_postgresql: bool) -> bool:
    """PostgreSQL takes a list of ids as one value; so lists of every length have one statement."""
    return is_postgresql and len(many) > 0 and all(isinstance(each, UUID) for each in many)


class Marks:
    """Values that stand nowhere else, in the places of those that were left out of a shape, in the same order."""

    def __init__(self) -> None:
        self.count = 0
        self._places: dict[Any, int] = {}
        self._lists: set[int] = set()

    def in_q(self, node: Q, query: Any) -> Q:
        marked = copy(node)
        marked.children = tuple(self.in_q(child, query) for child in node.children)
        marked.filters = {name: self._in_value(value, query) for name, value in node.filters.items()}
        return marked

    def place_of(self, parameter: Any) -> Place:
        place = self._places.get(parameter) if isinstance(parameter, Hashable) else None
        return (None, parameter) if place is None else (place, None)

    def with_lists(self, sql: str, places: Sequence[Place]) -> str | None:
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

    def _in_value(self, value: Any, query: Any) -> Any:
        if value is None or isinstance(value, bool | Enum):
            return value
        if _is_given(value):
            return self._mark(value)
        if isinstance(value, list | tuple | set | frozenset):
            if _is_one_parameter(value, _is_postgresql(query)):
                self._lists.add(self.count)
                return [self._mark(next(iter(value)))]
            return [self._in_value(each, query) for each in value]
        inner = copy(value.query)
        inner._q_objects = [self.in_q(each, query) for each in inner._q_objects]
        return Subquery(inner)

    def _mark(self, value: Any) -> Any:
        mark = _unheard_of(value)
        self._places[str(mark) if isinstance(mark, UUID) else mark] = self.count
        self.count += 1
        return mark


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
