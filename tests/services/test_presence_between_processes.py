"""Who is here is known in every process: seen in one by whoever follows in another, and gone when the first dies."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
import pytest_asyncio

from models import Thread
from schema.ids import row_id
from tests.journeys.clients import Ears, Person
from tests.services.town import Desk, Job, Town, opened

pytestmark = pytest.mark.asyncio(loop_scope="module")

FOLLOW = """subscription ($id: ID!) { threadChanged(threadId: $id) { thread {
  present { displayName } typing { displayName } } } }"""
SET = "mutation ($input: SetTypingInput!) { setTyping(input: $input) { errors { code } } }"
THERE = ["Piet Loods"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory, postgres_url: str, redis_url: str) -> AsyncIterator[Town]:
    parts = (tmp_path_factory.mktemp("town"), postgres_url, redis_url)
    async with opened(*parts, servers=2, bus_poll_seconds=1.0) as town:
        yield town


async def test_who_comes_writes_and_goes_in_one_process_is_heard_in_the_other(town: Town) -> None:
    job = await town.a_job("Twee processen")
    anna, piet = await town.anna(town.service.here), await town.piet(town.service.there, job)

    async with looking(anna, job) as ears:
        assert company(await ears.next()) == ([], [])
        async with looking(piet, job) as in_field:
            assert company(await ears.next()) == (THERE, [])
            assert company(await in_field.next()) == (["Anna de Vries"], [])
            await types(piet, job, True)
            assert company(await ears.next()) == (THERE, THERE)
            await types(anna, job, True, kind="NOTE")
            await types(piet, job, False)
            assert company(await ears.next()) == (THERE, [])
            await types(anna, job, True)
            assert company(await in_field.next()) == (["Anna de Vries"], ["Anna de Vries"])
        assert company(await ears.next()) == ([], [])

    async with town.database() as database:
        while await database.fetchval("SELECT count(*) FROM presence"):
            pass  # who hung up is taken back by the process that notices


async def test_whom_a_dead_process_left_behind_is_gone_when_it_lapses(town: Town) -> None:
    job = await town.a_job("Proces valt om")
    anna, piet = await town.anna(town.service.here), await town.piet(town.service.there, job)

    async with looking(anna, job) as ears, looking(piet, job):
        while company(await ears.next()) != (THERE, []):
            pass
        await town.service.there.kill()
        async with town.database() as database:
            of_piet = "contact_id IS NOT NULL AND until > now() AND until < now() + interval '60 seconds'"
            assert await database.fetchval(f"SELECT count(*) FROM presence WHERE {of_piet}") == 1
            later = "now() + interval '3 seconds'"  # the other's poll, which tells of it, has seen them by then
            await database.execute(f"UPDATE presence SET until = {later} WHERE contact_id IS NOT NULL")
        assert company(await ears.next()) == ([], [])
    await town.service.there.start()


async def test_many_who_write_at_once_in_two_processes_are_each_one_row(town: Town) -> None:
    job = await town.a_job("Allemaal tegelijk")
    desks = [await town.anna(server) for server in town.service.servers]
    field = [await town.piet(server, job) for server in town.service.servers]

    await asyncio.gather(*(types(person, job, True) for person in [*desks, *field] * 10))

    async with town.database() as database:
        thread_id = row_id(job.thread, Thread, "threadId")
        assert await database.fetchval("SELECT count(*) FROM typing WHERE thread_id = $1", thread_id) == 2


def looking(desk: Desk, job: Job) -> AbstractAsyncContextManager[Ears]:
    """This person has the job's thread open."""
    return Person(desk.server, desk.token).hearing(FOLLOW, id=job.thread)


async def types(desk: Desk, job: Job, is_typing: bool, kind: str = "POST") -> None:
    payload = await desk.do(SET, threadId=job.thread, isTyping=is_typing, kind=kind)
    assert payload["errors"] == []


def company(event: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Who is present, and who writes."""
    thread = event["threadChanged"]["thread"]
    present, typing = ([person["displayName"] for person in thread[name]] for name in ("present", "typing"))
    return present, typing
