"""What a database needs for searching: indexes on PostgreSQL, full-text tables kept by triggers on SQLite."""

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import OperationalError

from models.search import FRAGMENTS, TEXTS, Texts, fragment_sql, quoted
from models.written_sql import WrittenSql


class MakeSearchTables(WrittenSql):
    def __init__(self) -> None:
        super().__init__("Make search tables", make_search_tables)


async def make_search_tables(connection: BaseDBAsyncClient) -> None:
    """Once per database, after its tables. Raises OperationalError when PostgreSQL does not let us make pg_trgm."""
    if connection.capabilities.dialect == "sqlite":
        statements = sqlite_statements()
    else:
        await make_trigrams(connection)
        statements = postgresql_statements()
    for statement in statements:
        await connection.execute_query(statement)


async def make_trigrams(connection: BaseDBAsyncClient) -> None:
    """Where they are not yet. Raises OperationalError, which says what to do."""
    try:
        await connection.execute_query("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except OperationalError as error:
        raise OperationalError(
            f"searching needs the extension pg_trgm, and this user may not make it ({error}). "
            "Let an administrator run CREATE EXTENSION pg_trgm in this database, and migrate again."
        ) from error


def postgresql_statements() -> list[str]:
    vectors = [
        f'CREATE INDEX "search_{table}" ON "{table}" USING gin ({texts.vector(quoted)})'
        for table, texts in TEXTS.items()
    ]
    fragments = [
        f'CREATE INDEX "fragment_{table}" ON "{table}" USING gin ({fragment_sql(quoted(column))} gin_trgm_ops)'
        for table, column in FRAGMENTS.items()
    ]
    return [*vectors, *fragments, *(f'ANALYZE "{table}"' for table in TEXTS)]


def sqlite_statements() -> list[str]:
    """`search_row` numbers the rows: SQLite's own row numbers change when a file is vacuumed."""
    return [
        "CREATE TABLE search_row (number INTEGER PRIMARY KEY, row_id CHAR(36) NOT NULL UNIQUE)",
        *(statement for table, texts in TEXTS.items() for statement in _sqlite_table(table, texts)),
    ]


def _sqlite_table(table: str, texts: Texts) -> list[str]:
    """First the rows that are there, then what keeps up with them."""
    columns = ", ".join(map(quoted, texts.columns))
    number = f'(SELECT number FROM search_row WHERE row_id = "{table}".id)'
    enter, leave = "INSERT INTO search_row (row_id)", "DELETE FROM search_row WHERE row_id = OLD.id"
    learn, forget = _learn(table, texts), _forget(table, texts)
    options = "content='', prefix='2 3', tokenize='unicode61 remove_diacritics 2'"
    return [
        f'CREATE VIRTUAL TABLE "search_{table}" USING fts5(words, {options})',
        f'{enter} SELECT id FROM "{table}"',
        f'INSERT INTO "search_{table}" (rowid, words) SELECT {number}, {texts.of(quoted)} FROM "{table}"',
        _trigger(table, "made", "AFTER INSERT", f"{enter} VALUES (NEW.id); {learn}"),
        _trigger(table, "changed", f"AFTER UPDATE OF {columns}", f"{forget}; {learn}"),
        _trigger(table, "gone", "AFTER DELETE", f"{forget}; {leave}"),
    ]


def _trigger(table: str, name: str, moment: str, statements: str) -> str:
    return f'CREATE TRIGGER "search_{table}_{name}" {moment} ON "{table}" BEGIN {statements}; END'


def _learn(table: str, texts: Texts) -> str:
    words = texts.of(lambda column: f'NEW."{column}"')
    return f'INSERT INTO "search_{table}" (rowid, words) SELECT number, {words} FROM search_row WHERE row_id = NEW.id'


def _forget(table: str, texts: Texts) -> str:
    """FTS5 takes back exactly what it was given: anything else spoils the index."""
    words = texts.of(lambda column: f'OLD."{column}"')
    given = f"SELECT 'delete', number, {words} FROM search_row WHERE row_id = OLD.id"
    return f'INSERT INTO "search_{table}" ("search_{table}", rowid, words) {given}'
