"""What can be searched, as SQL for each database: the texts of a row, and whether they hold a word."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pypika_tortoise.context import SqlContext
from pypika_tortoise.terms import Criterion, ValueWrapper
from tortoise.connection import get_connection
from tortoise.expressions import Q, ResolveContext
from tortoise.query_utils import QueryModifier

# PostgreSQL's parser would keep "ketel/boiler" as the name of a file and drop "<b>" as a tag, and knows no accents.
# The list is short because `translate` reads it for every letter. The indexes hold this text: who changes it makes
# them anew in a migration.
ACCENTED, PLAIN = "éèêëïíöóüúáä", "eeeeiioouuaa"
MARKS = "/-.@:<>_&+'"
FOLD = str.maketrans(ACCENTED + MARKS, PLAIN + " " * len(MARKS))
FOLD_SQL = "'{}', '{}'".format((ACCENTED + MARKS).replace("'", "''"), PLAIN + " " * len(MARKS))


@dataclass(frozen=True)
class Texts:
    """The texts of a table in one; `@column` stands for a column.

    What people write is stemmed as Dutch on PostgreSQL. Of names and addresses every word is found by its beginning.
    """

    sql: str
    language: str = "simple"

    @property
    def columns(self) -> list[str]:
        return list(dict.fromkeys(re.findall(r"@(\w+)", self.sql)))

    def of(self, column: Callable[[str], str]) -> str:
        return re.sub(r"@(\w+)", lambda found: column(found[1]), self.sql)

    def vector(self, column: Callable[[str], str]) -> str:
        """The expression that PostgreSQL indexes; a query that writes it otherwise reads the whole table."""
        return f"to_tsvector('{self.language}', translate({self.of(column)}, {FOLD_SQL}))"


TEXTS = {
    "incident": Texts("@title || ' ' || @description", "dutch"),
    "sub_incident": Texts("@title || ' ' || @description", "dutch"),
    "message": Texts("@body", "dutch"),
    "property": Texts(
        "@street || ' ' || @house_number || ' ' || @postcode || ' ' || replace(@postcode, ' ', '') || ' ' || @city"
        " || ' ' || coalesce(@name, '')"
    ),
    "unit": Texts("@label"),
    "contact": Texts("@name || ' ' || coalesce(@company, '') || ' ' || coalesce(@email, '')"),
}
# The columns that are also found by what stands in the middle of them.
FRAGMENTS = {"incident": "reference", "sub_incident": "reference", "contact": "phone"}
SHORTEST_FRAGMENT = 3  # PostgreSQL's index knows nothing shorter
SHORTEST_PHONE = 5
SHORTEST_BEGINNING = 2


@dataclass(frozen=True)
class Word:
    """A word that somebody looks for, as typed, and whether it may be the beginning of a longer one."""

    text: str
    is_beginning: bool = False

    @property
    def parts(self) -> list[str]:
        """Letters and digits alone: whatever a database could take for an operator is gone."""
        return re.findall(r"[^\W_]+", self.text.lower().translate(FOLD))

    @property
    def digits(self) -> str:
        """A phone number as it stands in +31612345601, whether or not it was typed 06-12345601; else nothing."""
        if re.fullmatch(r"\+?[\d().\-]+", self.text) is None:
            return ""
        return re.sub(r"\D", "", self.text.replace("(0)", "")).lstrip("0")

    @property
    def is_fragment(self) -> bool:
        return len(self.text) >= SHORTEST_FRAGMENT

    @property
    def is_phone(self) -> bool:
        return len(self.digits) >= SHORTEST_PHONE


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


def fragment_sql(column: str) -> str:
    return f"upper({column})"


def postgresql_queries(word: Word, language: str) -> list[tuple[str, str]]:
    """Configurations and queries, any of which may match.

    A beginning can be longer than the stem of what it begins: "verwarmi" is none of 'verwarm'. So stems that are one or
    two letters shorter match as well.
    """
    *whole, last = word.parts
    if language == "simple":
        return [("simple", " & ".join(_beginning(part) for part in word.parts))]
    stems = [("dutch", " & ".join(_numbers(part) for part in word.parts))]
    if not word.is_beginning:
        return stems
    shorter = [f"'{last[:-1]}'", f"'{last[:-2]}'"] if len(last) >= 7 else []
    ending = " | ".join([_beginning(last), *shorter])
    return [*stems, ("simple", " & ".join([*(f"'{part}'" for part in whole), f"({ending})"]))]


def _beginning(part: str) -> str:
    return f"'{part}':*" if len(part) >= SHORTEST_BEGINNING else f"'{part}'"


def _numbers(part: str) -> str:
    """Singular and plural: the dictionary stems "ketels", and leaves an s behind a vowel ("lekkages") as it is."""
    match = re.fullmatch(r"(.{3,}[aeiou])(s?)", part)
    return f"('{match[1]}' | '{match[1]}s')" if match else f"'{part}'"


def sqlite_query(word: Word) -> str:
    """Every part by its beginning: there is no stemming here, and so "lekkage" finds "lekkages" after all."""
    return " AND ".join(f'"{part}"*' if len(part) >= SHORTEST_BEGINNING else f'"{part}"' for part in word.parts)


def _bound(value: str, ctx: SqlContext) -> str:
    return str(ValueWrapper(value).get_sql(ctx))


POSTGRESQL_SHARES = """
    SELECT coalesce(sum(common.share), 0) AS share
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS word(stems, beginning, position)
    LEFT JOIN (
        SELECT array_to_tsvector(ARRAY[lexeme]) AS lexeme, share
        FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS element(lexeme, share)
        WHERE schemaname = current_schema() AND tablename = 'search_message' AND lexeme <> ''
    ) AS common ON common.lexeme @@ (to_tsquery('dutch', word.stems) || to_tsquery('simple', word.beginning))
    GROUP BY word.position ORDER BY word.position
"""
SQLITE_SHARE = """
    SELECT count(*) * 1.0 / (SELECT coalesce(max(number), 0) + 1 FROM search_row) AS share FROM (
        SELECT 1 FROM search_message WHERE search_message MATCH ?
        LIMIT (SELECT coalesce(max(number), 0) / 10 + 1 FROM search_row)
    )
"""


async def shares(words: Sequence[Word]) -> list[float]:
    """In about which part of all messages each word is found; in one statement.

    PostgreSQL tells what it last counted, and 0 when that is nothing yet. SQLite counts no further than a tenth.
    """
    connection = get_connection("default")
    if connection.capabilities.dialect == "postgres":
        both = [dict(postgresql_queries(word, "dutch")) for word in words]
        values: list[Any] = [[each["dutch"] for each in both], [each.get("simple", "") for each in both]]
        _, rows = await connection.execute_query(POSTGRESQL_SHARES, values)
    else:
        _, rows = await connection.execute_query(
            " UNION ALL ".join([SQLITE_SHARE] * len(words)), [sqlite_query(word) for word in words]
        )
    return [float(row["share"]) for row in rows]
