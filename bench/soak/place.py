"""Where a soak takes place: a database, a Redis and a town of its own, gone at the end."""

import argparse
import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bench.databases import empty_postgres
from tests.services.redis_server import RedisServer, redis_server
from tests.services.town import Town, opened


@asynccontextmanager
async def town_of(servers: int, **settings: Any) -> AsyncIterator[tuple[Town, RedisServer]]:
    """The town on PostgreSQL, with a Redis that can be killed."""
    with tempfile.TemporaryDirectory() as folder:
        async with empty_postgres() as url, redis_server() as redis:
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
