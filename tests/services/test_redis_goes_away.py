"""Redis that is not there, dies under load, hangs, and comes back: it costs seconds and never a message."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import pytest

from tests.journeys.clients import Ears
from tests.services.redis_server import RedisServer
from tests.services.town import Desk, Job, Town, collect, following, opened

POLL_SECONDS = 4  # ten posts that are each heard at the next poll would take 40 seconds
RINGING_SECONDS = 20


@pytest.fixture
async def town(tmp_path: Path, empty_postgres_url: str, own_redis: RedisServer) -> AsyncIterator[Town]:
    """Two servers and no Redis yet."""
    url, poll = empty_postgres_url, POLL_SECONDS
    async with opened(tmp_path, url, own_redis.url, servers=2, probe="/livez", bus_poll_seconds=poll) as town:
        yield town


async def test_a_service_that_starts_without_redis_works_and_finds_it_later(town: Town, own_redis: RedisServer) -> None:
    job = await town.a_job("Nog geen Redis")
    here, there = await town.anna(town.service.here), await town.anna(town.service.there)

    async with following(here, job) as same_process, following(there, job) as other_process:
        await hear_by_the_bell(same_process, here, job, "In huis")
        await collect(other_process, last_of("In huis"))
        await hear(other_process, here, job, "Zonder")

        await own_redis.start()
        await bus_answers(town)
        await hear_by_the_bell(other_process, here, job, "Met")
        heard = await collect(same_process, last_of("Met"))

    assert heard == messages(other_process) == await here.read(job.thread)


async def test_redis_that_hangs_and_is_killed_under_load_costs_no_message(town: Town, own_redis: RedisServer) -> None:
    await own_redis.start()
    await bus_answers(town)
    job = await town.a_job("Redis valt om")
    here, there = await town.anna(town.service.here), await town.piet(town.service.there, job)

    async with following(here, job) as at_desk, following(there, job) as in_field:
        async with load(here, job):
            own_redis.hang()
            await hear(in_field, here, job, "Terwijl hij hangt")
            own_redis.go_on()
            await bus_answers(town)
            await hear_by_the_bell(in_field, here, job, "Gaat verder")
            await own_redis.stop()
            await hear(in_field, here, job, "Zonder")
            await hear(in_field, here, job, "Nog steeds")
            await own_redis.start()
            await bus_answers(town)
            await hear_by_the_bell(in_field, here, job, "Weer terug")
        await here.post(job.thread, "Klaar")
        heard = [await collect(ears, "Klaar") for ears in (at_desk, in_field)]

    assert heard == [await here.read(job.thread), await there.read(job.thread)]


async def hear(ears: Ears, desk: Desk, job: Job, body: str) -> None:
    await desk.post(job.thread, body)
    await collect(ears, body)


async def hear_by_the_bell(ears: Ears, desk: Desk, job: Job, name: str) -> None:
    """Ten posts, one after the other, in half the time that they would take without one."""
    async with asyncio.timeout(RINGING_SECONDS):
        for number in range(10):
            await hear(ears, desk, job, f"{name} {number}")


def last_of(name: str) -> str:
    return f"{name} 9"


def messages(ears: Ears) -> list[dict[str, object]]:
    return [event["messageAdded"]["message"] for event in ears.heard]


async def bus_answers(town: Town) -> None:
    """Both servers hear and speak."""
    await asyncio.gather(*(server.answers("/readyz") for server in town.service.servers))


@asynccontextmanager
async def load(desk: Desk, job: Job) -> AsyncIterator[None]:
    """One post after the other, for as long as the block runs."""

    async def post_for_ever() -> None:
        for number in count():
            await desk.post(job.thread, f"{number} van {desk.server.port}")

    posting = asyncio.create_task(post_for_ever())
    try:
        yield
    finally:
        posting.cancel()
        await asyncio.wait([posting])
        assert posting.cancelled()
