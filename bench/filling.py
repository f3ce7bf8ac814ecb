"""A town put into a database, past the acts: rows as their tables want them, by the hundred thousand."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
from tortoise.models import Model

from bench.town import ORDER_OF_TABLES, Columns, Size, rows
from models import Message


def batches(size: Size, length: int = 50_000) -> Iterator[tuple[type[Model], list[tuple[Any, ...]]]]:
    """Rows as their tables want them, table by table within a batch, so that parents are there first."""
    waiting: dict[type[Model], list[tuple[Any, ...]]] = {table: [] for table in ORDER_OF_TABLES}
    shapes: dict[type[Model], _Shape] = {table: _Shape(table) for table in ORDER_OF_TABLES}
    for table, columns in rows(size):
        waiting[table].append(shapes[table].record(columns))
        if len(waiting[Message]) >= length:
            yield from _emptied(waiting)
    yield from _emptied(waiting)


def _emptied(
    waiting: dict[type[Model], list[tuple[Any, ...]]],
) -> Iterator[tuple[type[Model], list[tuple[Any, ...]]]]:
    for table, records in waiting.items():
        if records:
            yield table, list(records)
            records.clear()


def columns_of(table: type[Model]) -> list[str]:
    return list(table._meta.fields_db_projection.values())


class _Shape:
    """How the columns of a row become a record: what is not given gets the default of its model."""

    def __init__(self, table: type[Model]) -> None:
        self._fields = [(name, table._meta.fields_map[name]) for name in table._meta.fields_db_projection]
        self._table = table

    def record(self, columns: Columns) -> tuple[Any, ...]:
        return tuple(
            field.to_db_value(columns[name] if name in columns else _default(field), self._table)
            for name, field in self._fields
        )


def _default(field: Any) -> Any:
    return field.default() if callable(field.default) else field.default


async def fill_postgres(url: str, size: Size) -> None:
    """Raises whatever PostgreSQL objects to."""
    connection = await asyncpg.connect(url)
    try:
        for table, records in batches(size):
            await connection.copy_records_to_table(table._meta.db_table, records=records, columns=columns_of(table))
    finally:
        await connection.close()
    await count_rows(url)


async def count_rows(url: str) -> None:
    """Let PostgreSQL see what is in its tables, by which it plans."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


def fill_sqlite(file: str, size: Size) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for table, records in batches(size):
            names = columns_of(table)
            marks, quoted = ", ".join("?" * len(names)), ", ".join(f'"{name}"' for name in names)
            insert = f'INSERT INTO "{table._meta.db_table}" ({quoted}) VALUES ({marks})'  # noqa: S608 - our own names
            connection.executemany(insert, map(plain, records))
            connection.commit()
        connection.execute("ANALYZE")


def plain(record: Iterable[Any]) -> list[Any]:
    """A record as SQLite takes it."""
    return [_plain_value(value) for value in record]


def _plain_value(value: Any) -> Any:
    match value:
        case UUID():
            return str(value)
        case datetime():
            return value.isoformat(" ")
        case _:
            return value
