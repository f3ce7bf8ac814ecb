"""Processes that are killed, and clients that vanish: what was committed is heard, and nothing stays behind."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
import pytest_asyncio

from models import Thread
from schema.ids import row_id
from tests.services.sockets import (
    begin_to_post,
    busy_connections,
    signed_in_socket,
    sockets_gone,
    until,
    until_gone,
    waiting_for_a_lock,
)
from tests.services.town import MOST_CONNECTIONS, Job, Town, collect, following, held, opened

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROOT = Path(__file__).parents[2]
POLL_SECONDS = 1.0
SOCKETS = 100


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory, postgres_url: str, redis_url: str) -> AsyncIterator[Town]:
    parts = (tmp_path_factory.mktemp("town"), postgres_url, redis_url)
    async with opened(*parts, servers=2, bus_poll_seconds=POLL_SECONDS) as town:
        yield town


async def test_what_was_committed_and_never_rung_is_heard_at_the_next_poll(town: Town) -> None:
    job = await town.a_job("Geen bel")
    anna = await town.anna(town.service.here)

    async with following(anna, job) as ears:
        await anna.post(job.thread, "Ervoor")
        await collect(ears, "Ervoor")
        await post_and_die(town, job, "Stil")
        await collect(ears, "Stil")
        await anna.post(job.thread, "Erna")
        heard = await collect(ears, "Erna")

    assert [message["body"] for message in heard] == ["", "Ervoor", "Stil", "Erna"]
    assert heard == await anna.read(job.thread)


async def test_a_server_killed_under_load_loses_nothing_that_it_confirmed_and_doubles_nothing_that_is_repeated(
    town: Town,
) -> None:
    job = await town.a_job("Server valt om")
    doomed, there = await town.anna(town.service.here), await town.anna(town.service.there)
    bodies = [f"Bericht {number}" for number in range(100)]

    async with following(there, job) as ears:
        posting = [asyncio.create_task(doomed.post(job.thread, body)) for body in bodies]
        await ears.next()
        for _ in range(10):
            await ears.next()
        await town.service.here.kill()
        outcomes = await asyncio.gather(*posting, return_exceptions=True)
        again = await asyncio.gather(*(there.post(job.thread, body) for body in bodies))
        await there.post(job.thread, "Klaar")
        heard = await collect(ears, "Klaar")

    failed = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    confirmed = {outcome["id"] for outcome in outcomes if not isinstance(outcome, BaseException)}
    assert failed
    assert all(isinstance(failure, httpx2.TransportError) for failure in failed)
    assert confirmed <= {message["id"] for message in again}
    assert sorted(message["body"] for message in heard) == sorted(["", *bodies, "Klaar"])
    assert [message["seq"] for message in heard] == list(range(1, 103))
    assert heard == await there.read(job.thread)
    await town.service.here.start()


async def test_a_hundred_sockets_that_vanish_in_the_middle_of_an_act_leave_nothing_behind(town: Town) -> None:
    job = await town.a_job("Weg")
    anna, bodies = await town.anna(town.service.here), [f"Weg {number}" for number in range(SOCKETS)]
    gone_before = await sockets_gone(town)
    sockets = await asyncio.gather(*(signed_in_socket(anna, job) for _ in bodies))

    async with held(town, job):
        await asyncio.gather(*map(begin_to_post, sockets, [job] * SOCKETS, bodies))
        await until(lambda: waiting_for_a_lock(town), MOST_CONNECTIONS)
        for socket in sockets:
            socket.transport.abort()
        await until_gone(town, gone_before + SOCKETS)

    await asyncio.gather(*(anna.post(job.thread, f"Hier {number}") for number in range(SOCKETS)))
    await until(lambda: busy_connections(town), 0)
    said = await anna.read(job.thread)
    assert [message["seq"] for message in said] == list(range(1, len(said) + 1))
    assert len({message["body"] for message in said} & set(bodies)) >= MOST_CONNECTIONS


async def post_and_die(town: Town, job: Job, body: str) -> None:
    """Kill a process that has just committed a message in the thread."""
    async with town.database() as database:
        employee_id = await database.fetchval("SELECT id FROM employee WHERE name = 'Anna de Vries'")
    thread_id = row_id(job.thread, Thread, "threadId")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.services.dies_before_it_rings", str(employee_id), str(thread_id), body),
        env={"PATH": os.environ["PATH"], "HUISMEESTER_DATABASE_URL": town.database_url},
        cwd=ROOT,
    )
    assert await process.wait() == -signal.SIGKILL
