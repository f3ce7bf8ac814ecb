"""Where a soak takes place: a database, a Redis and a town of its own, gone at the end."""

import argparse
import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg

from tests.services.redis_server import RedisServer, redis_server
from tests.services.town import Town, opened

POSTGRES = os.environ.get("BENCH_POSTGRES", "postgres://root@127.0.0.1:5432/postgres")


@asynccontextmanager
async def database() -> AsyncIterator[str]:
    """An empty PostgreSQL database."""
    name = f"hm_soak_{uuid4().hex}"
    await _on_server(f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}"))
    finally:
        await _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


@asynccontextmanager
async def town_of(servers: int, **settings: Any) -> AsyncIterator[tuple[Town, RedisServer]]:
    """The town on PostgreSQL, with a Redis that can be killed."""
    with tempfile.TemporaryDirectory() as folder:
        async with database() as url, redis_server() as redis:
            await redis.start()
            async with opened(Path(folder), url, redis.url, servers=servers, **settings) as town:
                yield town, redis


def carry_out(title: str, soak: Callable[..., Awaitable[object]], **sizes: int) -> None:
    """Run a soak, with its sizes as options of the command line, and print its figures."""
    parser = argparse.ArgumentParser(description=title)
    for name, size in sizes.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=size)
    options = vars(parser.parse_args())
    print(f"{title}  {options}", flush=True)
    print(f"  {asyncio.run(_figures(soak, options))}", flush=True)


async def _figures(soak: Callable[..., Awaitable[object]], options: dict[str, int]) -> object:
    return await soak(**options)


async def _on_server(statement: str) -> None:
    connection = await asyncpg.connect(POSTGRES)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
