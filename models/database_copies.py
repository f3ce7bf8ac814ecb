"""A copy of a database in one file, and a database out of a copy: SQLite by itself, PostgreSQL by its own programs."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Literal, Protocol

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.connection import get_connection

from models.migrate import connected_apart

EMPTY_THE_SCHEMA = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
OTHERS = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""
NEW_TO_OLD_SERVERS = b"SET transaction_timeout = 0;\n"  # PostgreSQL 17's programs say it to a 16 too, which fails on it


class CopyFailed(Exception):  # noqa: N818
    """It was not copied, or not put back, and why."""


class Copier(Protocol):
    """One kind of database. `entry` is what its copy is called in an archive."""

    @property
    def kind(self) -> Literal["sqlite", "postgresql"]: ...

    @property
    def entry(self) -> str: ...

    async def dump(self, target: Path) -> None: ...

    async def is_empty(self) -> bool: ...

    async def load(self, dump: Path) -> None:
        """In place of whatever is there: all of it, or nothing."""


def copier_for(database_url: str) -> Copier:
    return SqliteCopier(database_url) if database_url.startswith("sqlite://") else PostgresqlCopier(database_url)


async def applied_migrations(database_url: str) -> list[str]:
    """Raises DatabaseUnreachable, and CopyFailed when there is nothing to back up."""
    async with connected_apart(database_url):
        connection = get_connection("default")
        if "tortoise_migrations" not in await _tables(connection):
            raise CopyFailed("There is nothing here to back up: the database has no tables.")
        _, rows = await connection.execute_query("SELECT name FROM tortoise_migrations ORDER BY name")
        return [row["name"] for row in rows]


async def _is_empty(database_url: str) -> bool:
    """No tables, or those of a house in which nobody lives yet."""
    async with connected_apart(database_url):
        connection = get_connection("default")
        tables = await _tables(connection)
        if "organisation" not in tables:
            return not tables
        _, rows = await connection.execute_query("SELECT 1 FROM organisation LIMIT 1")
        return not rows


async def _tables(connection: BaseDBAsyncClient) -> set[str]:
    is_sqlite = connection.capabilities.dialect == "sqlite"
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if is_sqlite
        else "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()"
    )
    _, rows = await connection.execute_query(query)
    return {row["name"] for row in rows}


class SqliteCopier:
    """SQLite's own copying, which waits for who writes, and is one moment of a database that is in use."""

    kind: Literal["sqlite"] = "sqlite"
    entry = "database.sqlite3"

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._file = Path(_credentials(database_url)["file_path"])

    async def dump(self, target: Path) -> None:
        await asyncio.to_thread(_copy, self._file, target)

    async def is_empty(self) -> bool:
        return await _is_empty(self._url)

    async def load(self, dump: Path) -> None:
        await asyncio.to_thread(_copy, dump, self._file)


def _copy(source: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target, timeout=5)) as copy:
            original.backup(copy)
    except sqlite3.Error as error:
        raise CopyFailed(f"SQLite could not copy: {error}") from error


class PostgresqlCopier:
    """`pg_dump`, `pg_restore` and `psql`, of the server's own version or newer."""

    kind: Literal["postgresql"] = "postgresql"
    entry = "database.pgdump"

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._environment = dict(_environment(_credentials(database_url)))

    async def dump(self, target: Path) -> None:
        await self._run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}")

    async def is_empty(self) -> bool:
        return await _is_empty(self._url)

    async def load(self, dump: Path) -> None:
        """Through a script, in one transaction with the emptying."""
        await self._refuse_while_in_use()
        script, whole = dump.with_suffix(".sql"), dump.with_suffix(".whole.sql")
        await self._run("pg_restore", "--no-owner", "--no-acl", f"--file={script}", str(dump))
        await asyncio.to_thread(_write_whole, script, whole)
        await self._psql("--set=ON_ERROR_STOP=1", "--single-transaction", f"--file={whole}")

    async def _refuse_while_in_use(self) -> None:
        said = await self._psql("--tuples-only", "--no-align", f"--command={OTHERS}")
        if int(said) > 0:
            raise CopyFailed(f"{int(said)} connections to the database are open: stop the service first.")

    async def _psql(self, *arguments: str) -> str:
        return await self._run("psql", "--no-psqlrc", "--quiet", *arguments)

    async def _run(self, program: str, *arguments: str) -> str:
        """What it said. The password goes by the environment: arguments can be read by anybody on a machine."""
        if shutil.which(program) is None:
            raise CopyFailed(f"{program} is not installed: PostgreSQL is backed up and restored with its own programs.")
        process = await asyncio.create_subprocess_exec(
            program,
            *arguments,
            env={**os.environ, **self._environment},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        said, complaint = await process.communicate()
        if process.returncode != 0:
            raise CopyFailed(f"{program} failed: {complaint.decode(errors='replace').strip()}")
        return said.decode()


def _write_whole(script: Path, whole: Path) -> None:
    with script.open("rb") as lines, whole.open("wb") as target:
        target.write(EMPTY_THE_SCHEMA.encode() + b"\n")
        target.writelines(line for line in lines if line != NEW_TO_OLD_SERVERS)


def _environment(credentials: dict[str, Any]) -> Iterator[tuple[str, str]]:
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "database": "DATABASE"}
    for key, name in names.items():
        if credentials.get(key):
            yield f"PG{name}", str(credentials[key])


def _credentials(database_url: str) -> dict[str, Any]:
    credentials: dict[str, Any] = expand_db_url(database_url.replace("postgresql://", "postgres://", 1))["credentials"]
    return credentials
