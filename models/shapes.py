"""The shape of a query. Values that take no part in how its statement reads are left out of it."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date, datetime
from enum import Enum
from operator import attrgetter
from typing import Any, cast
from uuid import UUID

from tortoise.expressions import CombinedExpression, Expression, F, Q, Subquery, Value
from tortoise.models import Model
from tortoise.queryset import DeleteQuery, QuerySet, UpdateQuery, ValuesQuery

from models.named_rows import Together

LONGEST_TEXT = 100
PLANNED_FOR = 10  # as many ids PostgreSQL takes a list for that it does not know
MOST_STATEMENTS = 1_000  # of each kind that are kept by their shape
INTEGERS = range(-(2**31), 2**31)
ID_OR_ROW = (UUID, Model)

UNUSUAL = ("_annotations", "_custom_filters", "_distinct", "_offset", "_group_bys", "_force_indexes", "_use_indexes")
UNUSUAL_OF_ROWS = (
    *UNUSUAL,
    "_prefetch_map",
    "_prefetch_queries",
    "_fields_for_select",
    "_having",
)
_unusual, _unusual_of_rows = attrgetter(*UNUSUAL), attrgetter(*UNUSUAL_OF_ROWS)


class Unshaped(Exception):  # noqa: N818
    """A query with a part that its shape would not describe."""


def shape_of(query: QuerySet[Any], values: list[Any]) -> Hashable:
    """The shape of a query of rows; into `values` goes what was left out of it, in order. Raises Unshaped."""
    if any(_unusual_of_rows(query)):
        raise Unshaped
    related, order, lock = frozenset(query._select_related), _order(query._orderings), _lock(query)
    if lock is not None and related:
        raise Unshaped
    return query.model, related, order, query._limit, lock, _of_all(query._q_objects, values, asks_postgresql(query))


def shape_of_change(change: UpdateQuery | DeleteQuery, columns: dict[str, Any], values: list[Any]) -> Hashable:
    """The same of a change of rows: which it finds, and of what it sets, what is an expression. Raises Unshaped."""
    known = change.model._meta.fields_db_projection
    is_unusual = change._annotations or change._custom_filters or change._limit is not None
    if is_unusual or any(name not in known for name in columns):
        raise Unshaped
    dialect = change.capabilities.dialect
    found = _of_all(change._q_objects, values, dialect == "postgres")
    assigned = tuple([(name, _of_assigned(change.model, name, value, values)) for name, value in columns.items()])
    return type(change), change.model, dialect, found, assigned


def _of_assigned(model: type[Model], name: str, value: Any, values: list[Any]) -> Hashable:
    if isinstance(value, Expression):
        return _of_expression(value)
    values.append(model._meta.fields_map[name].to_db_value(value, None))  # type: ignore[arg-type]
    return None


def _of_expression(expression: Any) -> Hashable:
    if type(expression) is CombinedExpression:
        return expression.connector, _of_expression(expression.left), _of_expression(expression.right)
    if type(expression) is F:
        return F, expression.name
    if type(expression) is Value and isinstance(expression.value, int):
        return Value, expression.value
    raise Unshaped


def _lock(query: QuerySet[Any]) -> Hashable:
    """How its rows are locked, if they are."""
    if not query._select_for_update:
        return None
    of = frozenset(query._select_for_update_of)
    waits = query._select_for_update_nowait, query._select_for_update_skip_locked
    return *waits, of, query._select_for_update_no_key


def _of_all(nodes: Sequence[Q], values: list[Any], is_postgresql: bool) -> Hashable:
    return tuple([_of_q(node, values, is_postgresql) for node in nodes])


def _of_q(node: Q, values: list[Any], is_postgresql: bool) -> Hashable:
    if type(node) is not Q:
        raise Unshaped
    children = _of_all(node.children, values, is_postgresql)
    filters = tuple([(name, _of_value(value, values, is_postgresql)) for name, value in node.filters.items()])
    return node.join_type, node._is_negated, children, filters


def _of_value(value: Any, values: list[Any], is_postgresql: bool) -> Hashable:
    if is_given(value):
        values.append(_bound(value, is_postgresql))
        return cast("Hashable", type(value))
    if value is None or isinstance(value, bool):
        return type(value), value
    if isinstance(value, Enum):
        return type(value), value.value
    if isinstance(value, list | tuple | set | frozenset):
        if is_one_parameter(value, is_postgresql):
            values.append(_as_planned(value))
            return UUID, "many"
        return tuple([_of_value(each, values, is_postgresql) for each in value])
    if type(value) is Subquery and type(value.query) is ValuesQuery:
        return _of_values(value.query, values, is_postgresql)
    if type(value) is Together and value.is_plain:
        return tuple([_of_values(each, values, is_postgresql) for each in value.queries])
    raise Unshaped


def _of_values(inner: ValuesQuery[Any], values: list[Any], is_postgresql: bool) -> Hashable:
    """A query of one column within another."""
    if any(_unusual(inner)) or inner._limit is not None:
        raise Unshaped
    columns, order = tuple(inner._fields_for_select.items()), _order(inner._orderings)
    return inner.model, columns, order, _of_all(inner._q_objects, values, is_postgresql)


def _order(orderings: Sequence[tuple[str, Any]]) -> Hashable:
    return tuple([(column, direction.value) for column, direction in orderings])


def is_given(value: Any) -> bool:
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


def asks_postgresql(query: Any) -> bool:
    return bool(query.capabilities.dialect == "postgres")


def is_one_parameter(many: Any, is_postgresql: bool) -> bool:
    """PostgreSQL takes a list of ids as one value; so lists of every length have one statement.

    A list of one has its own, for what is compared with one is found more straightly.
    """
    return is_postgresql and len(many) > 1 and all(isinstance(each, UUID) for each in many)


def _as_planned(many: Iterable[UUID]) -> list[UUID]:
    """As long as PostgreSQL planned for. It finds it cheaper to plan anew for a list that is shorter, each time."""
    ids = list(many)
    ids += ids[-1:] * (PLANNED_FOR - len(ids))
    return ids
