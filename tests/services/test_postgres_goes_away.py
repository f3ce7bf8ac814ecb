"""PostgreSQL that dies under load and comes back: nothing confirmed is lost, and all is live again within seconds."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from bench.soak.dropping import followers
from tests.services.conftest import do_without
from tests.services.postgres_server import PostgresServer, postgres_server, programs
from tests.services.town import Desk, Job, Town, opened

pytestmark = pytest.mark.timeout(180)

LIVE_WITHIN = 10.0


@pytest.fixture
async def own_postgres(request: pytest.FixtureRequest) -> AsyncIterator[PostgresServer]:
    place = programs()
    if place is None:
        do_without(request.config, "a PostgreSQL of our own", "postgres://pg_ctl:0", FileNotFoundError("pg_ctl"))
    async with postgres_server(place) as server:
        yield server


@pytest.fixture
async def town(tmp_path: Path, own_postgres: PostgresServer, redis_url: str) -> AsyncIterator[Town]:
    async with opened(tmp_path, own_postgres.url, redis_url, servers=2) as town:
        yield town


async def test_a_crash_of_the_database_under_load_loses_nothing(town: Town, own_postgres: PostgresServer) -> None:
    job = await town.a_job("De database valt om")
    here, there = await town.anna(town.service.here), await town.anna(town.service.there)

    async with followers(there, job, town.service.there.port, 5, "Klaar") as ears:
        posting = [asyncio.create_task(insist(here, job, f"Bericht {number}")) for number in range(40)]
        await asyncio.wait(posting, return_when=asyncio.FIRST_COMPLETED)
        await own_postgres.crash()
        await own_postgres.start()
        back_at = time.monotonic()
        await insist(here, job, "Weer terug")
        while not all(any(message["body"] == "Weer terug" for message in each.heard) for each in ears):
            await asyncio.sleep(0.05)
        waited = time.monotonic() - back_at
        confirmed = await asyncio.gather(*posting)
        await insist(here, job, "Klaar")

    assert waited < LIVE_WITHIN
    said = await there.read(job.thread)
    assert [message["seq"] for message in said] == list(range(1, 44))
    assert set(confirmed) <= {message["seq"] for message in said}
    assert [each.heard for each in ears] == [said] * 5
    await asyncio.gather(*(server.answers("/readyz") for server in town.service.servers))


async def insist(desk: Desk, job: Job, body: str) -> int:
    """Posts it until it is confirmed; the number that it has."""
    while True:
        try:
            return int((await desk.post(job.thread, body))["seq"])
        except (httpx2.HTTPError, AssertionError):
            await asyncio.sleep(0.1)
