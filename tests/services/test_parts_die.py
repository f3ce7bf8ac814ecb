"""A server, Redis and PostgreSQL die under load and come back: nothing is lost or doubled, and all is live again."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bench.soak.breaking import break_things
from tests.services.conftest import do_without
from tests.services.postgres_server import PostgresServer, postgres_server, programs
from tests.services.redis_server import RedisServer
from tests.services.town import opened

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
async def own_postgres(request: pytest.FixtureRequest) -> AsyncIterator[PostgresServer]:
    place = programs()
    if place is None:
        do_without(request.config, "a PostgreSQL of our own", "postgres://pg_ctl:0", FileNotFoundError("pg_ctl"))
    async with postgres_server(place) as server:
        yield server


async def test_each_may_die_under_load(tmp_path: Path, own_postgres: PostgresServer, own_redis: RedisServer) -> None:
    async with opened(tmp_path, own_postgres.url, own_redis.url, servers=2, probe="/livez") as town:
        broken = await break_things(town, own_redis, own_postgres, times=1, clients=3)
        await asyncio.gather(*(server.answers("/readyz") for server in town.service.servers))

    assert broken.messages > 10
    assert broken.confirmed_and_lost == 0
    assert not broken.has_gaps
    assert broken.all_equal
