"""How common words are, in each of the tables that hold them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tortoise.connection import get_connection

from models.search import TEXTS, WORDS, Word, postgresql_queries, sqlite_query

POSTGRESQL_SHARES = f"""
    WITH word AS MATERIALIZED (
        SELECT position, to_tsquery('simple', names) AS names,
            to_tsquery('dutch', stems) || coalesce(to_tsquery('simple', beginning), '') AS texts
        FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS typed (names, stems, beginning, position)
    ), element AS MATERIALIZED (
        SELECT tablename, array_to_tsvector(ARRAY[lexeme]) AS lexeme, part
        FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS each (lexeme, part)
        WHERE schemaname = current_schema() AND attname = '{WORDS}' AND lexeme <> ''
    )
    SELECT relname AS "table", word.position, greatest(reltuples, 0) AS rows, (
        SELECT coalesce(sum(part), 0) FROM element
        WHERE tablename = relname AND lexeme @@ CASE WHEN relname = ANY ($5) THEN texts ELSE names END
    ) AS part
    FROM word, pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = ANY ($4)
"""  # noqa: S608 - the name of a column
SQLITE_SHARE = """
    SELECT '{table}' AS "table", {position} AS position, rows, count(*) * 1.0 / rows AS part
    FROM (SELECT coalesce(max(number), 0) + 1 AS rows FROM search_row) LEFT JOIN (
        SELECT 1 AS hit FROM "search_{table}" WHERE "search_{table}" MATCH ?
        LIMIT (SELECT coalesce(max(number), 0) / 10 + 1 FROM search_row)
    ) WHERE hit GROUP BY rows
"""


class Share(NamedTuple):
    """In about which part of how many rows a word is found."""

    part: float = 0
    rows: float = 0

    @property
    def hits(self) -> float:
        return self.part * self.rows


async def shares(words: Sequence[Word]) -> list[Mapping[str, Share]]:
    """For each word its share of each table; in one statement.

    PostgreSQL tells what it last counted, and 0 when that is nothing yet or seldom. SQLite counts no further than a
    tenth, and takes all tables for as large as all are together.
    """
    connection = get_connection("default")
    is_postgresql = connection.capabilities.dialect == "postgres"
    sql, values = _postgresql(words) if is_postgresql else _sqlite(words)
    _, rows = await connection.execute_query(sql, values)
    found: list[dict[str, Share]] = [dict.fromkeys(TEXTS, Share()) for _ in words]
    for row in rows:
        found[row["position"] - 1][row["table"]] = Share(float(row["part"]), float(row["rows"]))
    return list(found)


def _postgresql(words: Sequence[Word]) -> tuple[str, list[Any]]:
    names = [dict(postgresql_queries(word, "simple"))["simple"] for word in words]
    texts = [dict(postgresql_queries(word, "dutch")) for word in words]
    dutch = [table for table, each in TEXTS.items() if each.language == "dutch"]
    stems, beginnings = [each["dutch"] for each in texts], [each.get("simple") for each in texts]
    return POSTGRESQL_SHARES, [names, stems, beginnings, list(TEXTS), dutch]


def _sqlite(words: Sequence[Word]) -> tuple[str, list[Any]]:
    asked = [(table, position, word) for position, word in enumerate(words, start=1) for table in TEXTS]
    counts = [SQLITE_SHARE.format(table=table, position=position) for table, position, _ in asked]
    return " UNION ALL ".join(counts), [sqlite_query(word) for *_, word in asked]
