"""How the models reach their database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.connection import get_connection
from tortoise.context import TortoiseContext
from tortoise.exceptions import BaseORMException

# How a database that is away shows: those of asyncpg itself come from its pool, past Tortoise.
DATABASE_AWAY = (BaseORMException, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
POSTGRESQL_SETTINGS = {"jit": "off", "max_parallel_workers_per_gather": "0", "random_page_cost": "1.1"}
STATEMENTS_OF_A_CONNECTION = 500


def database_config(database_url: str) -> dict[str, Any]:
    """The Tortoise configuration for an address such as `sqlite://file.sqlite3` or `postgres://…`."""
    return {
        "connections": {"default": _connection(_with_pool_sizes(database_url))},
        "apps": {"models": {"models": ["models"], "migrations": "migrations", "default_connection": "default"}},
        "use_tz": True,
        "timezone": "UTC",
    }


def _with_pool_sizes(database_url: str) -> str:
    """PostgreSQL's pool is 5 by default, which one busy page can empty."""
    if database_url.startswith("sqlite://") or "maxsize=" in database_url:
        return database_url.replace("postgresql://", "postgres://", 1)
    separator = "&" if "?" in database_url else "?"
    return f"{database_url}{separator}minsize=2&maxsize=20".replace("postgresql://", "postgres://", 1)


def _connection(database_url: str) -> str | dict[str, Any]:
    """PostgreSQL guesses a search to be expensive, and would compile it for longer than it then runs, and start helpers
    for longer than they help. It takes the discs for ones that turn, and would rather read and sort a whole thread than
    follow an index through its end.

    A connection that comes back to the pool needs no reset: nothing here sets anything beyond its transaction, and one
    that is left open asyncpg rolls back. The statement that would reset it costs as much as one that reads.

    A day at the desk is some two hundred statements; asyncpg would keep a hundred.
    """
    if database_url.startswith("sqlite://"):
        return database_url
    connection = {**expand_db_url(database_url), "engine": "models.postgres"}
    connection["credentials"] |= {
        "server_settings": POSTGRESQL_SETTINGS,
        "reset": _nothing_to_reset,
        "statement_cache_size": STATEMENTS_OF_A_CONNECTION,
    }
    return connection


async def _nothing_to_reset(_connection: object) -> None:
    pass


def pool_state() -> dict[str, int]:
    """How many connections to PostgreSQL are busy and idle, and how many there may be; empty for SQLite."""
    pool = getattr(get_connection("default"), "_pool", None)
    if pool is None:
        return {}
    idle: int = pool.get_idle_size()
    return {"busy": pool.get_size() - idle, "idle": idle, "most": pool.get_max_size()}


@asynccontextmanager
async def connected(database_url: str) -> AsyncIterator[None]:
    """The database, for as long as the block runs, from whichever task."""
    EXECUTOR_CACHE.clear()  # it holds SQL by the name of a connection, whatever the database behind it
    async with TortoiseContext() as context:
        await context.init(config=database_config(database_url), _enable_global_fallback=True)
        yield
