"""Rows that one statement reads once and uses several times: Tortoise's queries as parts of a WITH."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from pypika_tortoise.context import SqlContext
from pypika_tortoise.terms import Criterion, Term
from tortoise.expressions import Case, Q, RawSQL, ResolveContext, Subquery, When
from tortoise.query_utils import QueryModifier
from tortoise.queryset import QuerySet, ValuesQuery

from models.conditions import Condition


class Together(Term):
    """The rows of several queries of one column, doubles and all; with others made first, by the names they get."""

    def __init__(self, queries: Sequence[Any], first: Mapping[str, Term] | None = None) -> None:
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


class FirstOf(Term):
    """The first rows that are so, in the order of the rows, of which no more are read than that takes.

    No index tells what is so: PostgreSQL looks into no CASE.
    """

    def __init__(self, rows: QuerySet[Any], is_so: Q, size: int) -> None:
        super().__init__()
        one, none = cast("Any", RawSQL("1")), cast("Any", RawSQL("0"))
        self._rows = rows.annotate(is_so=Case(When(is_so, then=one), default=none)).values("id", "is_so")
        self._size = size

    def get_sql(self, ctx: SqlContext) -> str:
        read = Subquery(self._rows).get_sql(ctx.copy(subquery=True, with_alias=False))
        return f"(SELECT id FROM {read} AS read WHERE is_so = 1 LIMIT {int(self._size)})"


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


class OneOf(Condition):
    """That a column holds one of these; they are read first, once, and then each is looked up.

    PostgreSQL would take the number of rows in an `IN` for a guess at how soon the page is full, and then walk through
    all incidents. Of an array it expects little.
    """

    __slots__ = ("column", "rows")

    def __init__(self, column: str, rows: Term) -> None:
        super().__init__()
        self.column, self.rows = column, rows

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
