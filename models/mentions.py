"""Conditions for a query: that a row holds a word, wherever its table keeps texts."""

import re
from typing import Any

from pypika_tortoise.context import SqlContext
from pypika_tortoise.terms import Criterion, ValueWrapper
from tortoise.expressions import Q, ResolveContext
from tortoise.query_utils import QueryModifier

from models.search import FRAGMENTS, TEXTS, Word, fragment_sql, postgresql_queries, sqlite_query


class Mentions(Q):
    """That the texts of a row hold a word."""

    __slots__ = ("word",)

    def __init__(self, word: Word) -> None:
        super().__init__()
        self.word = word

    def __bool__(self) -> bool:
        return True

    def resolve(self, resolve_context: ResolveContext) -> QueryModifier:
        if resolve_context.model._meta.db.capabilities.dialect == "postgres":
            return QueryModifier(where_criterion=_PostgresqlMention(resolve_context, self.word))
        pattern = SQLITE_LOOKED_AT if isinstance(self, MentionsToo) else SQLITE_LOOKED_UP
        return QueryModifier(where_criterion=_SqliteMention(resolve_context, self.word, pattern))


class MentionsToo(Mentions):
    """The same, for rows that are few and known: on SQLite each is looked at, instead of all that hold the word."""

    __slots__ = ()


class HasFragment(Q):
    """That a reference or phone number has these characters in it; capitals do not matter."""

    __slots__ = ("fragment",)

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.fragment = fragment

    def __bool__(self) -> bool:
        return True

    def resolve(self, resolve_context: ResolveContext) -> QueryModifier:
        return QueryModifier(where_criterion=_Fragment(resolve_context, self.fragment))


SQLITE_LOOKED_UP = """
    {id} IN (SELECT row_id FROM search_row WHERE number IN
        (SELECT rowid FROM "search_{table}" WHERE "search_{table}" MATCH {query}))
"""
SQLITE_LOOKED_AT = """
    (SELECT number FROM search_row WHERE row_id = {id}) IN
        (SELECT rowid FROM "search_{table}" WHERE "search_{table}" MATCH {query})
"""


class _OnRow(Criterion):
    """A condition written out for the row of one table, its values bound."""

    def __init__(self, context: ResolveContext, sought: Any) -> None:
        super().__init__()
        self._row = context.table
        self._table = context.model._meta.db_table
        self._sought = sought

    def column(self, name: str, ctx: SqlContext) -> str:
        return str(self._row[name].get_sql(ctx.copy(with_alias=False)))


class _PostgresqlMention(_OnRow):
    def get_sql(self, ctx: SqlContext) -> str:
        texts = TEXTS[self._table]
        queries = postgresql_queries(self._sought, texts.language)
        bound = " || ".join(f"to_tsquery('{language}', {_bound(query, ctx)})" for language, query in queries)
        return f"{texts.vector(lambda name: self.column(name, ctx))} @@ ({bound})"


class _SqliteMention(_OnRow):
    def __init__(self, context: ResolveContext, word: Word, pattern: str) -> None:
        super().__init__(context, word)
        self._pattern = pattern

    def get_sql(self, ctx: SqlContext) -> str:
        query = _bound(sqlite_query(self._sought), ctx)
        return self._pattern.format(id=self.column("id", ctx), table=self._table, query=query)


class _Fragment(_OnRow):
    def get_sql(self, ctx: SqlContext) -> str:
        pattern = "%" + re.sub(r"([\\%_])", r"\\\1", self._sought.upper()) + "%"
        column = fragment_sql(self.column(FRAGMENTS[self._table], ctx))
        return f"{column} LIKE {_bound(pattern, ctx)} ESCAPE '\\'"


def _bound(value: str, ctx: SqlContext) -> str:
    return str(ValueWrapper(value).get_sql(ctx))
