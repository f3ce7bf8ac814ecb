"""Rows that one statement reads once and uses several times: Tortoise's queries as parts of a WITH."""

from collections.abc import Mapping, Sequence
from typing import Any

from pypika_tortoise.context import SqlContext
from pypika_tortoise.terms import Criterion, Term
from tortoise.expressions import Q, ResolveContext, Subquery
from tortoise.query_utils import QueryModifier
from tortoise.queryset import ValuesQuery


class Together(Term):
    """The rows of several queries of one column, doubles and all; with others made first, by the names they get."""

    def __init__(self, queries: Sequence[Any], first: "Mapping[str, Together] | None" = None) -> None:
        super().__init__()
        self.queries = queries
        self._first = first or {}

    @property
    def is_plain(self) -> bool:
        """Whether it is of queries of rows alone."""
        return not self._first and all(isinstance(query, ValuesQuery) for query in self.queries)

    def get_sql(self, ctx: SqlContext) -> str:
        return f"({self._written(ctx.copy(subquery=False, with_alias=False))})"

    def _written(self, ctx: SqlContext) -> str:
        named = ", ".join(f"{name} (id) AS MATERIALIZED {rows.get_sql(ctx)}" for name, rows in self._first.items())
        union = " UNION ALL ".join(_select(query, ctx) for query in self.queries)
        return f"WITH {named} {union}" if named else union


class InAll(Term):
    """The rows that are in each of several."""

    def __init__(self, each: Sequence[Term]) -> None:
        super().__init__()
        self._each = each

    def get_sql(self, ctx: SqlContext) -> str:
        written = ctx.copy(subquery=True, with_alias=False)
        tables = (f"SELECT id FROM {rows.get_sql(written)} AS rows_{number}" for number, rows in enumerate(self._each))
        return f"({' INTERSECT '.join(tables)})"


def _select(query: Any, ctx: SqlContext) -> str:
    return query.get_sql(ctx) if isinstance(query, Term) else Subquery(query).get_sql(ctx)


class Named(Term):
    """The rows of that name, made earlier in the statement."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def get_sql(self, ctx: SqlContext) -> str:
        rows = f"SELECT id FROM {self._name}"
        return f"({rows})" if ctx.subquery else rows


class OneOf(Q):
    """That a column holds one of these; they are read first, once, and then each is looked up.

    PostgreSQL would take the number of rows in an `IN` for a guess at how soon the page is full, and then walk through
    all incidents. Of an array it expects little.
    """

    __slots__ = ("column", "rows")

    def __init__(self, column: str, rows: Term) -> None:
        super().__init__()
        self.column, self.rows = column, rows

    def __bool__(self) -> bool:
        return True

    def resolve(self, resolve_context: ResolveContext) -> QueryModifier:
        is_postgresql = resolve_context.model._meta.db.capabilities.dialect == "postgres"
        pattern = "{} = ANY (ARRAY{})" if is_postgresql else "{} IN {}"
        return QueryModifier(where_criterion=_OneOf(pattern, resolve_context.table[self.column], self.rows))


class _OneOf(Criterion):
    def __init__(self, pattern: str, column: Term, rows: Term) -> None:
        super().__init__()
        self._pattern, self._column, self._rows = pattern, column, rows

    def get_sql(self, ctx: SqlContext) -> str:
        return self._pattern.format(self._column.get_sql(ctx), self._rows.get_sql(ctx.copy(subquery=True)))


class Fewer(Q):
    """That there are fewer rows of that name than this; where there are not, the database reads no further."""

    __slots__ = ("limit", "name")

    def __init__(self, name: str, limit: int) -> None:
        super().__init__()
        self.name, self.limit = name, limit

    def __bool__(self) -> bool:
        return True

    def resolve(self, resolve_context: ResolveContext) -> QueryModifier:  # noqa: ARG002
        return QueryModifier(where_criterion=_Fewer(self.name, self.limit))


class _Fewer(Criterion):
    def __init__(self, name: str, limit: int) -> None:
        super().__init__()
        self._name, self._limit = name, limit

    def get_sql(self, ctx: SqlContext) -> str:  # noqa: ARG002
        return f"(SELECT count(*) FROM {self._name}) < {int(self._limit)}"
