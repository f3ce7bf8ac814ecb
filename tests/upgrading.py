"""A database that stands at an earlier migration, with rows in every table that a town fills."""

import sqlite3
from contextlib import closing
from pkgutil import iter_modules
from typing import Any

import asyncpg

import migrations
from bench.filling import batches, columns_of, plain
from bench.town import Size
from models.migrate import migrate
from tests.contents import COLUMNS, Contents, contents_of
from tests.made_up_migrations import MadeUpMigrations

NAMES = sorted(module.name for module in iter_modules(migrations.__path__))
SMALL = Size(incidents=20, messages_per_incident=3)


async def filled_at(url: str, name: str, made_up: MadeUpMigrations) -> Contents:
    """Migrated up to and including this one, and filled; what it holds."""
    for earlier in NAMES[: NAMES.index(name) + 1]:
        made_up.copy(earlier)
    await migrate(url, report=lambda _line: None, migrations=made_up.package)
    await _fill(url)
    return await contents_of(url)


async def nothing_is_lost(url: str, before: Contents, fresh: Contents) -> None:
    """Every row, index and rule of before is there, and every index and rule of a new database too."""
    after = await contents_of(url)
    known = before.columns()
    known.pop("tortoise_migrations")

    assert len(known) >= 10
    assert after.limited_to(known) == before.limited_to(known)
    assert before.indexes | fresh.indexes <= after.indexes
    assert before.rules | fresh.rules <= after.rules


async def _fill(url: str) -> None:
    """What the models know and the tables do not yet is left out."""
    for model, records in batches(SMALL):
        table, columns = model._meta.db_table, columns_of(model)
        there = await _columns(url, table)
        kept = [number for number, column in enumerate(columns) if column in there]
        await _insert(url, table, [columns[number] for number in kept], [[row[n] for n in kept] for row in records])


async def _columns(url: str, table: str) -> set[str]:
    if url.startswith("sqlite://"):
        with closing(sqlite3.connect(url.removeprefix("sqlite://"))) as connection:
            return {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", [table])}
    connected = await asyncpg.connect(url)
    try:
        return {row["column_name"] for row in await connected.fetch(f"{COLUMNS} AND table_name = $1", table)}
    finally:
        await connected.close()


async def _insert(url: str, table: str, names: list[str], records: list[list[Any]]) -> None:
    quoted = ", ".join(f'"{name}"' for name in names)
    if url.startswith("sqlite://"):
        marks = ", ".join("?" * len(names))
        with closing(sqlite3.connect(url.removeprefix("sqlite://"))) as connection, connection:
            connection.executemany(f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})', map(plain, records))
        return
    connected = await asyncpg.connect(url)
    try:
        await connected.copy_records_to_table(table, records=records, columns=names)
    finally:
        await connected.close()
