"""What PostgreSQL keeps for searching beside its indexes: the words of a row, in a column of its own.

A word is looked for in them a hundred times as fast as in a text that has to be taken apart first.
"""

from tortoise.backends.base.client import BaseDBAsyncClient

from models.search import PARTS, TEXTS, WORDS, part_sql, quoted
from models.search_tables import make_trigrams
from models.written_sql import WrittenSql

# In which a list of the register is read, from its beginning.
REGISTER = {
    "contact": "organisation_id, name, id",
    "property": "organisation_id, street, house_number, id",
}


class StoreWords(WrittenSql):
    def __init__(self) -> None:
        super().__init__("Store the words of texts", store_words)


async def store_words(connection: BaseDBAsyncClient) -> None:
    """Once per database, after its tables. SQLite has the words in its search tables.

    Raises OperationalError when PostgreSQL does not let us make pg_trgm.
    """
    for table, columns in REGISTER.items():
        where = f"{table} ({columns}) WHERE archived_at IS NULL"
        await connection.execute_query(f'CREATE INDEX "current_{table}" ON {where}')
    if connection.capabilities.dialect == "postgres":
        await make_trigrams(connection)
        for statement in postgresql_statements():
            await connection.execute_query(statement)


def postgresql_statements() -> list[str]:
    return [
        *(
            f'ALTER TABLE "{table}" ADD COLUMN {WORDS} tsvector GENERATED ALWAYS AS ({texts.vector(quoted)}) STORED'
            for table, texts in TEXTS.items()
        ),
        *(
            f'CREATE INDEX "part_{table}" ON "{table}" USING gin ({part_sql(table, quoted)} gin_trgm_ops)'
            for table in PARTS
        ),
        *(f'ANALYZE "{table}"' for table in TEXTS),
    ]
