"""Conditions for a query: that a row holds a word, wherever its table keeps texts."""

import re
from typing import Any

from pypika_tortoise.context import SqlContext
from pypika_tortoise.terms import Criterion, ValueWrapper
from tortoise.expressions import ResolveContext
from tortoise.query_utils import QueryModifier

from models.conditions import Condition
from models.search import FRAGMENTS, TEXTS, WORDS, Word, fragment_sql, part_sql, postgresql_queries, sqlite_query


class Mentions(Condition):
    """That the texts of a row hold a word."""

    __slots__ = ("word",)

    def __init__(self, word: Word) -> None:
        super().__init__()
        self.word = word

    def resolve(self, resolve_context: ResolveContext) -> QueryModifier:
        if resolve_context.model._meta.db.capabilities.dialect == "postgres":
            mention = _StoredMention if isinstance(self, MentionsToo) else _PostgresqlMention
            return QueryModifier(where_criterion=mention(resolve_context, self.word))
        pattern = SQLITE_LOOKED_AT if isinstance(self, MentionsToo) else SQLITE_LOOKED_UP
        return QueryModifier(where_criterion=_SqliteMention(resolve_context, self.word, pattern))


class MentionsToo(Mentions):
    """The same, for rows that are known: each is looked at, instead of all that hold the word in an index."""

    __slots__ = ()


class HasFragment(Condition):
    """That a reference or phone number has these characters in it; capitals do not matter."""

    __slots__ = ("characters",)

    def __init__(self, characters: str) -> None:
        super().__init__()
        self.characters = characters

    def resolve(self, resolve_context: ResolveContext) -> QueryModifier:
        found = _Part if isinstance(self, HasPart) else _Fragment
        return QueryModifier(where_criterion=found(resolve_context, self.characters))


class HasPart(HasFragment):
    """The same of a row of the register, anywhere in its texts."""

    __slots__ = ()


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
    """The query is made once, and not for each row; unread, it is not taken for one that finds much."""

    def get_sql(self, ctx: SqlContext) -> str:
        queries = postgresql_queries(self._sought, TEXTS[self._table].language)
        bound = " || ".join(f"to_tsquery('{language}', {_bound(query, ctx)})" for language, query in queries)
        return f"{self.words(ctx)} @@ (SELECT {bound})"

    def words(self, ctx: SqlContext) -> str:
        return TEXTS[self._table].vector(lambda name: self.column(name, ctx))


class _StoredMention(_PostgresqlMention):
    def words(self, ctx: SqlContext) -> str:
        return self.column(WORDS, ctx)


class _SqliteMention(_OnRow):
    def __init__(self, context: ResolveContext, word: Word, pattern: str) -> None:
        super().__init__(context, word)
        self._pattern = pattern

    def get_sql(self, ctx: SqlContext) -> str:
        query = _bound(sqlite_query(self._sought), ctx)
        return self._pattern.format(id=self.column("id", ctx), table=self._table, query=query)


class _Fragment(_OnRow):
    def get_sql(self, ctx: SqlContext) -> str:
        pattern = _anywhere(self._sought.upper())
        column = fragment_sql(self.column(FRAGMENTS[self._table], ctx))
        return f"{column} LIKE {_bound(pattern, ctx)} ESCAPE '\\'"


class _Part(_OnRow):
    def get_sql(self, ctx: SqlContext) -> str:
        texts = part_sql(self._table, lambda name: self.column(name, ctx))
        return f"{texts} LIKE upper({_bound(_anywhere(self._sought), ctx)}) ESCAPE '\\'"


def _anywhere(sought: str) -> str:
    return "%" + re.sub(r"([\\%_])", r"\\\1", sought) + "%"


def _bound(value: str, ctx: SqlContext) -> str:
    return str(ValueWrapper(value).get_sql(ctx))
