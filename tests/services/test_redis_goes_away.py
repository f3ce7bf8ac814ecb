"""Redis that is not there, dies under load, hangs, and comes back: it costs seconds and never a message."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import pytest

from tests.journeys.clients import Ears
from tests.services.redis_server import RedisServer
from tests.services.town import Desk, Job, Town, collect, following, opened

WITHOUT_A_BELL = 5.0
WITH_A_BELL = 1.0  # well below the poll, which comes every three seconds


@pytest.fixture
async def town(tmp_path: Path, empty_postgres_url: str, own_redis: RedisServer) -> AsyncIterator[Town]:
    """Two servers and no Redis yet."""
    async with opened(tmp_path, empty_postgres_url, own_redis.url, servers=2, probe="/livez") as town:
        yield town


async def test_a_service_that_starts_without_redis_works_and_finds_it_later(town: Town, own_redis: RedisServer) -> None:
    job = await town.a_job("Nog geen Redis")
    here, there = await town.anna(town.service.here), await town.anna(town.service.there)

    async with following(here, job) as same_process, following(there, job) as other_process:
        assert await seconds_until_heard(same_process, here, job, "Eerste") < WITH_A_BELL
        await collect(other_process, "Eerste")
        assert await seconds_until_heard(other_process, here, job, "Tweede") < WITHOUT_A_BELL

        await own_redis.start()
        await bus_answers(town)
        assert await seconds_until_heard(other_process, here, job, "Derde") < WITH_A_BELL
        heard = await collect(same_process, "Derde")

    assert heard == messages(other_process) == await here.read(job.thread)


async def test_redis_that_is_killed_under_load_costs_seconds_and_no_message(town: Town, own_redis: RedisServer) -> None:
    await own_redis.start()
    await bus_answers(town)
    job = await town.a_job("Redis valt om")
    here, there = await town.anna(town.service.here), await town.piet(town.service.there, job)

    async with following(here, job) as at_desk, following(there, job) as in_field:
        async with load(here, job):
            assert await seconds_until_heard(in_field, here, job, "Ervoor") < WITH_A_BELL
            await own_redis.stop()
            assert await seconds_until_heard(in_field, here, job, "Zonder") < WITHOUT_A_BELL
            assert await seconds_until_heard(in_field, here, job, "Nog steeds") < WITHOUT_A_BELL
            await own_redis.start()
            await bus_answers(town)
            assert await seconds_until_heard(in_field, here, job, "Erna") < WITH_A_BELL
        await here.post(job.thread, "Klaar")
        heard = [await collect(ears, "Klaar") for ears in (at_desk, in_field)]

    assert heard == [await here.read(job.thread), await there.read(job.thread)]


async def test_redis_that_hangs_under_load_costs_seconds_and_no_message(town: Town, own_redis: RedisServer) -> None:
    await own_redis.start()
    await bus_answers(town)
    job = await town.a_job("Redis hangt")
    here, there = await town.anna(town.service.here), await town.piet(town.service.there, job)

    async with following(here, job) as at_desk, following(there, job) as in_field:
        async with load(here, job):
            own_redis.hang()
            assert await seconds_until_heard(in_field, here, job, "Zonder") < WITHOUT_A_BELL
            own_redis.go_on()
            await bus_answers(town)
            assert await seconds_until_heard(in_field, here, job, "Erna") < WITH_A_BELL
        await here.post(job.thread, "Klaar")
        heard = [await collect(ears, "Klaar") for ears in (at_desk, in_field)]

    assert heard == [await here.read(job.thread), await there.read(job.thread)]


async def seconds_until_heard(ears: Ears, desk: Desk, job: Job, body: str) -> float:
    """From the moment that posting was answered."""
    await desk.post(job.thread, body)
    answered = time.monotonic()
    await collect(ears, body)
    return time.monotonic() - answered


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
