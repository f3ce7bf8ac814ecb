"""How common words are, in messages."""

from collections.abc import Sequence
from typing import Any

from tortoise.connection import get_connection

from models.search import Word, postgresql_queries, sqlite_query

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
