"""A real PostgreSQL and a real Redis; without them these tests are left out loudly, or fail where they must run."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NoReturn
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError
from tortoise.connection import get_connection

from models.database import connected
from models.migrate import migrate
from tests.cast import Cast, make_cast
from tests.services.redis_server import RedisServer, redis_server

POSTGRES = os.environ.get("HUISMEESTER_TEST_POSTGRES", "postgres://root@127.0.0.1:5432/postgres")
REDIS = os.environ.get("HUISMEESTER_TEST_REDIS", "redis://127.0.0.1:6379/0")
REQUIRED = os.environ.get("HUISMEESTER_REQUIRE_SERVICES") == "1"
LEFT_OUT = pytest.StashKey[list[str]]()


@pytest.fixture(scope="module")
def postgres_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of the test module's own, migrated."""
    for url in fresh_database(request.config):
        _run(migrate(url, report=lambda _line: None))
        yield url


@pytest.fixture
async def postgres_cast(postgres_url: str) -> AsyncIterator[Cast]:
    """An organisation by itself, in the database of the module."""
    async with connected(postgres_url):
        await get_connection("default").execute_query("TRUNCATE organisation CASCADE")
        yield await make_cast()


@pytest.fixture
def empty_postgres_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of the test's own, with nothing in it."""
    yield from fresh_database(request.config)


@pytest.fixture(scope="session")
def redis_url(request: pytest.FixtureRequest) -> str:
    """A Redis that others use too: a test makes up its own channel."""
    try:
        _run(_ping(REDIS))
    except (OSError, RedisError) as error:
        do_without(request.config, "Redis", REDIS, error)
    return REDIS


@pytest.fixture
async def own_redis(request: pytest.FixtureRequest) -> AsyncIterator[RedisServer]:
    """A Redis of the test's own, not started yet."""
    if shutil.which("redis-server") is None:
        do_without(request.config, "a Redis of our own", "redis://redis-server:0", FileNotFoundError("redis-server"))
    async with redis_server() as server:
        yield server


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    left_out: list[str] = config.stash.get(LEFT_OUT, [])
    for line in dict.fromkeys(left_out):
        terminalreporter.write_sep("!", line, red=True, bold=True)


def fresh_database(config: pytest.Config) -> Iterator[str]:
    name = f"hm_test_{uuid4().hex}"
    try:
        _run(_execute(f'CREATE DATABASE "{name}"'))
    except (OSError, asyncpg.PostgresError) as error:
        do_without(config, "PostgreSQL", POSTGRES, error)
    try:
        yield urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}"))
    finally:
        _run(_execute(f'DROP DATABASE "{name}" WITH (FORCE)'))


def do_without(config: pytest.Config, service: str, url: str, error: Exception) -> NoReturn:
    where = urlsplit(url)
    said = f"{service} does not answer at {where.hostname}:{where.port}"
    if REQUIRED:
        pytest.fail(f"{said}: {error}")
    config.stash.setdefault(LEFT_OUT, []).append(f"NOT TESTED on {service}: {said}")
    pytest.skip(said)


async def _execute(statement: str) -> None:
    connection = await asyncpg.connect(POSTGRES, timeout=5)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def _ping(url: str) -> None:
    redis = Redis.from_url(url, socket_connect_timeout=5)
    try:
        await redis.ping()
    finally:
        await redis.aclose()


def _run(work: Coroutine[Any, Any, None]) -> None:
    """In a thread, so that it makes no difference whether a loop already runs in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()
