"""Conditions for a query: that another table has a row that belongs to this one. Each is looked up by itself."""

from typing import Any

from pypika_tortoise.context import SqlContext
from pypika_tortoise.terms import Criterion, Term
from tortoise.expressions import Q, ResolveContext
from tortoise.query_utils import QueryModifier
from tortoise.queryset import QuerySet

from models.conditions import Condition
from models.named_rows import FirstOf


class Beside(Condition):
    """That of some rows, those whose column is the same as a column of the row that is looked at, one is so.

    As `IN` or `EXISTS` PostgreSQL would rather gather all that are so first, and that grows.
    """

    __slots__ = ("column", "is_so", "of", "rows")

    def __init__(self, rows: QuerySet[Any], column: str, of: str, is_so: Q) -> None:
        super().__init__()
        self.rows, self.column, self.of, self.is_so = rows, column, of, is_so

    def resolve(self, resolve_context: ResolveContext) -> QueryModifier:
        own = self.rows.filter(_Same(self.column, resolve_context.table[self.of]))
        return QueryModifier(where_criterion=_IsThere(FirstOf(own, self.is_so, 1)))


class _Same(Condition):
    __slots__ = ("column", "outer")

    def __init__(self, column: str, outer: Term) -> None:
        super().__init__()
        self.column, self.outer = column, outer

    def resolve(self, resolve_context: ResolveContext) -> QueryModifier:
        return QueryModifier(where_criterion=_SameValue(resolve_context.table[self.column], self.outer))


class _SameValue(Criterion):
    def __init__(self, inner: Term, outer: Term) -> None:
        super().__init__()
        self._inner, self._outer = inner, outer

    def get_sql(self, ctx: SqlContext) -> str:
        named = ctx.copy(with_namespace=True, with_alias=False)
        return f"{self._inner.get_sql(named)} = {self._outer.get_sql(named)}"


class _IsThere(Criterion):
    def __init__(self, row: Term) -> None:
        super().__init__()
        self._row = row

    def get_sql(self, ctx: SqlContext) -> str:
        return f"{self._row.get_sql(ctx)} IS NOT NULL"
