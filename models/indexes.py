"""The indexes that the tables have, and those that the models say they should have."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.indexes import Index
from tortoise.models import Model

SQLITE = """
    SELECT t.name AS "table", i.name AS "index", i."unique" AS is_unique, c.name AS "column"
    FROM sqlite_master t JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
    WHERE t.type = 'table' AND NOT i.partial AND c.name IS NOT NULL
    ORDER BY t.name, i.name, c.seqno
"""
POSTGRESQL = """
    SELECT t.relname AS "table", i.relname AS "index", x.indisunique AS is_unique, a.attname AS "column"
    FROM pg_index x
    JOIN pg_class t ON t.oid = x.indrelid
    JOIN pg_class i ON i.oid = x.indexrelid
    CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
    WHERE t.relnamespace = current_schema()::regnamespace AND x.indpred IS NULL AND x.indexprs IS NULL
    ORDER BY t.relname, i.relname, k.position
"""


class TableIndex(NamedTuple):
    """An index by what it does; what it is called differs by who made it."""

    table: str
    columns: tuple[str, ...]
    is_unique: bool

    @property
    def name(self) -> str:
        """At most 63 letters, which is what PostgreSQL keeps of a name."""
        return f"{'uid' if self.is_unique else 'idx'}_{self.table}_{'_'.join(self.columns)}"[:63]

    @property
    def sql(self) -> str:
        columns = ", ".join(f'"{column}"' for column in self.columns)
        return f'CREATE {"UNIQUE " * self.is_unique}INDEX "{self.name}" ON "{self.table}" ({columns})'


async def restore_indexes(connection: BaseDBAsyncClient, models: Iterable[type[Model]]) -> list[str]:
    """Makes each index and unique constraint that is missing, and returns their names.

    Tortoise forgets them: `AddField` with `db_index=True` makes a column and no index, and SQLite's remaking of a
    table loses all but those in its definition.
    """
    missing = await missing_indexes(connection, models)
    for index in missing:
        await connection.execute_query(index.sql)
    return [index.name for index in missing]


async def missing_indexes(connection: BaseDBAsyncClient, models: Iterable[type[Model]]) -> list[TableIndex]:
    present = await _present(connection)
    satisfied = present | {index._replace(is_unique=False) for index in present}
    return sorted({index for model in models for index in _wanted(model)} - satisfied)


async def _present(connection: BaseDBAsyncClient) -> set[TableIndex]:
    query = POSTGRESQL if connection.capabilities.dialect == "postgres" else SQLITE
    _, rows = await connection.execute_query(query)
    columns: dict[tuple[str, str, bool], tuple[str, ...]] = {}
    for row in rows:
        key = (row["table"], row["index"], bool(row["is_unique"]))
        columns[key] = (*columns.get(key, ()), row["column"])
    return {TableIndex(table, names, is_unique) for (table, _, is_unique), names in columns.items()}


def _wanted(model: type[Model]) -> Iterator[TableIndex]:
    table = model._meta.db_table
    for name, column in model._meta.fields_db_projection.items():
        field = model._meta.fields_map[name]
        if (field.unique or field.index) and not field.pk:
            yield TableIndex(table, (column,), field.unique)
    for together in model._meta.unique_together:
        yield TableIndex(table, _columns(model, together), is_unique=True)
    for index in model._meta.indexes:
        names = tuple(index.fields if isinstance(index, Index) else index)
        yield TableIndex(table, _columns(model, names), is_unique=False)


def _columns(model: type[Model], names: Iterable[str]) -> tuple[str, ...]:
    fields = [model._meta.fields_map[name] for name in names]
    return tuple(field.source_field or field.model_field_name for field in fields)
