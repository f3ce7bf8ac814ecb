"""Everything that stands in a database, so that two of them can be compared: rows, columns, indexes and rules."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import asyncpg

COLUMNS = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
RULES = """SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
  WHERE connamespace = 'public'::regnamespace"""


@dataclass
class Contents:
    """Rows are sets of pairs of column and value, by table."""

    rows: dict[str, list[dict[str, Any]]]
    indexes: set[str]
    rules: set[str]

    def columns(self) -> dict[str, set[str]]:
        return {table: set(rows[0]) for table, rows in self.rows.items() if rows}

    def limited_to(self, columns: dict[str, set[str]]) -> dict[str, list[dict[str, Any]]]:
        """The rows as somebody sees them who knows these tables and columns alone."""
        return {
            table: [{name: row[name] for name in sorted(known)} for row in self.rows[table]]
            for table, known in columns.items()
        }


async def contents_of(url: str) -> Contents:
    return _of_sqlite(url.removeprefix("sqlite://")) if url.startswith("sqlite://") else await _of_postgres(url)


def _of_sqlite(file: str) -> Contents:
    """Its rules are in the definitions of its tables; the tables that SQLite keeps for a search are its own affair."""
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        named = list(connection.execute("SELECT type, name, sql FROM sqlite_master"))
        searches = [row["name"] for row in named if "USING fts5" in (row["sql"] or "")]
        tables = [
            row["name"]
            for row in named
            if row["type"] == "table" and not row["name"].startswith(("sqlite_", *searches))
        ]
        return Contents(
            rows={table: _sorted(connection.execute(f'SELECT * FROM "{table}"')) for table in tables},
            indexes={row["name"] for row in named if row["type"] in {"index", "trigger"}},
            rules={
                f"{table} {key['from']} -> {key['table']} {key['on_delete']}"
                for table in tables
                for key in connection.execute(f"PRAGMA foreign_key_list('{table}')")
            },
        )


async def _of_postgres(url: str) -> Contents:
    connection = await asyncpg.connect(url)
    try:
        tables = sorted({row["table_name"] for row in await connection.fetch(COLUMNS)})
        return Contents(
            rows={table: _sorted(await connection.fetch(f'SELECT * FROM "{table}"')) for table in tables},
            indexes={row["indexdef"] for row in await connection.fetch(INDEXES)},
            rules={" ".join(row) for row in await connection.fetch(RULES)},
        )
    finally:
        await connection.close()


def _sorted(rows: Any) -> list[dict[str, Any]]:
    return sorted((dict(row) for row in rows), key=lambda row: repr(sorted(row.items())))
