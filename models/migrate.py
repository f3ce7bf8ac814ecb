"""Brings a database up to date with the migrations on disk: all of it or nothing, and one process at a time."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.backends.sqlite.client import SqliteClient
from tortoise.connection import get_connection
from tortoise.context import TortoiseContext
from tortoise.exceptions import BaseORMException, DBConnectionError, OperationalError
from tortoise.migrations.exceptions import TortoiseMigrationError
from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.recorder import MigrationRecorder
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.transactions import in_transaction

from models.database import database_config
from models.drift import recorded_models
from models.indexes import restore_indexes

MIGRATIONS = "migrations"
PATIENCE_SECONDS = 30
TURN = 0x4855_4953  # any number that no other program locks in this database

Report = Callable[[str], None]


class DatabaseUnreachable(Exception):  # noqa: N818
    """There is no database at this address, or it lets nobody in."""


class MigrationFailed(Exception):  # noqa: N818
    """The database is as it was before."""


async def migrate(database_url: str, *, report: Report, migrations: str = MIGRATIONS) -> None:
    """Applies what is pending, in one transaction. Safe to run twice, and by two processes at once.

    SQLite: a copy of the file is made first and stays beside it, as `<file>-before-migrate`, until the next time.
    Raises DatabaseUnreachable, or MigrationFailed with nothing changed.
    """
    if ":memory:" in database_url:
        raise MigrationFailed("A database in memory is gone when the connection closes: there is nothing to migrate.")
    try:
        async with connected_apart(_without_foreign_keys(database_url)), in_transaction() as connection:
            await _await_turn(connection)
            await _apply_pending(_Executor(connection, migrations), report)
    except (BaseORMException, TortoiseMigrationError, ValueError, RuntimeError) as error:
        raise MigrationFailed(f"Nothing was changed: {error}") from error


async def pending(database_url: str | None = None, *, migrations: str = MIGRATIONS) -> list[str]:
    """The names of the migrations on disk that a database does not have; without an address, the connected one.

    Raises DatabaseUnreachable.
    """
    if database_url is not None:
        async with connected_apart(database_url):
            return await pending(migrations=migrations)
    connection = get_connection("default")
    await reach(connection)
    return await _Executor(connection, migrations).pending()


async def reach(connection: BaseDBAsyncClient) -> None:
    """Says something to the database. Raises DatabaseUnreachable, which says what is wrong and never a password."""
    try:
        await connection.execute_query("SELECT 1")
    except DBConnectionError as error:
        raise DatabaseUnreachable(f"{error}: create it first.") from error
    except (OSError, OperationalError, sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise DatabaseUnreachable(f"The database does not answer: {error or type(error).__name__}") from error


@asynccontextmanager
async def connected_apart(database_url: str) -> AsyncIterator[None]:
    """A connection that leaves alone whatever else this process is connected to. Raises DatabaseUnreachable."""
    async with TortoiseContext() as context:
        await context.init(database_config(database_url))
        connection = get_connection("default")
        if isinstance(connection, SqliteClient):
            await asyncio.to_thread(_open_file, connection.filename)
        await reach(connection)
        yield


def _open_file(file: str) -> None:
    """Makes sure that Tortoise can open a file and turn on its write-ahead log.

    A file that does not open would leave a thread behind that complains later, and of two processes that turn on the
    log of a new file at once, SQLite refuses one without letting it wait.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while reason := _refusal_to_open(file):
        if "locked" not in reason or time.monotonic() > deadline:
            raise DatabaseUnreachable(f"The database does not answer: {file}: {reason}")
        time.sleep(0.05)


def _refusal_to_open(file: str) -> str:
    try:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.Error as error:
        return str(error)
    return ""


def _without_foreign_keys(database_url: str) -> str:
    """SQLite remakes a table by dropping the old one; with foreign keys on, that drop cascades into its children."""
    if urlsplit(database_url).scheme != "sqlite":
        return database_url
    separator = "&" if "?" in database_url else "?"
    return f"{database_url}{separator}foreign_keys=OFF&busy_timeout={PATIENCE_SECONDS * 1000}"


async def _await_turn(connection: BaseDBAsyncClient) -> None:
    """Holds off every other migrate until this transaction ends."""
    if connection.capabilities.dialect == "postgres":
        await connection.execute_query(f"SELECT pg_advisory_xact_lock({TURN})")
        return
    # Tortoise begins deferred: two of those both read that nothing was applied, and then one of them fails.
    await connection.execute_query("ROLLBACK")
    await connection.execute_query("BEGIN IMMEDIATE")


async def _apply_pending(executor: "_Executor", report: Report) -> None:
    await executor.prepare()
    waiting = await executor.pending()
    if not waiting:
        report("Nothing to migrate.")
        return
    connection = executor.connection
    if connection.capabilities.dialect == "sqlite" and executor.loader.applied_migrations:
        report(f"A copy from before stays in {await asyncio.to_thread(_copy, _file_of(connection))}.")
    await executor.migrate()
    for name in waiting:
        report(f"Applied {name}.")
    for index in await restore_indexes(connection, await recorded_models(migrations=executor.migrations)):
        report(f"Made the index {index}.")
    await _check_foreign_keys(connection)


def _file_of(connection: Any) -> Path:
    return Path(connection._parent.filename)  # the wrapper of a transaction does not know its own file


def _copy(file: Path) -> Path:
    """SQLite's own copy: a plain one would miss what still stands in the write-ahead log."""
    copy = file.with_name(f"{file.name}-before-migrate")
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


async def _check_foreign_keys(connection: BaseDBAsyncClient) -> None:
    """They were off on SQLite; PostgreSQL has checked them all along."""
    if connection.capabilities.dialect != "sqlite":
        return
    _, orphans = await connection.execute_query("PRAGMA foreign_key_check")
    if orphans:
        tables = sorted({row["table"] for row in orphans})
        raise MigrationFailed(
            f"Nothing was changed: rows of {', '.join(tables)} would point at rows that do not exist."
        )


class _Executor(MigrationExecutor):
    """Tortoise's, for the one app of the house."""

    def __init__(self, connection: BaseDBAsyncClient, migrations: str) -> None:
        super().__init__(connection, {"models": {"models": ["models"], "migrations": migrations}})
        self.migrations = migrations
        self.recorder = self.loader.recorder = _Recorder(connection)

    async def prepare(self) -> None:
        """Makes the table of applied migrations; PostgreSQL forgives no question about a missing one."""
        await self.recorder.ensure_schema(self._schema_editor())

    async def pending(self) -> list[str]:
        steps = await self.plan()
        for step in steps:
            if not step.migration.atomic:
                raise MigrationFailed(f"{step.migration.name} is not atomic, so it could not be undone.")
        return [step.migration.name for step in steps]


class _Recorder(MigrationRecorder):
    async def ensure_schema(self, schema_editor: BaseSchemaEditor) -> None:
        """As Tortoise's, but not as a script: on SQLite a script commits our transaction half-way."""
        statement = schema_editor._get_model_sql_data(self.model).table_sql
        editor = type(schema_editor)(self.connection)
        await editor._run_sql(statement.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS", 1))
