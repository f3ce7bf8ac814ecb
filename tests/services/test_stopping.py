"""A process that is asked to stop: sockets are told, what is in hand is finished, and it is gone within 25 seconds."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from websockets.asyncio.client import ClientConnection

from bench.soak.slow_readers import ENOUGH_TO_STALL, LONG, deaf_sockets
from bench.soak.stopping import stop_again_and_again
from tests.journeys.documents import POST
from tests.journeys.service import Server, environment
from tests.notifications.peers import Mailbox, mail_server
from tests.services.sockets import opened_socket, signed_in_socket, until, waiting_for_a_lock
from tests.services.town import Town, held, opened

pytestmark = pytest.mark.timeout(240)

GOING_AWAY = 1012


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    async with mail_server() as mailbox:
        mailbox.gate = asyncio.Event()
        yield mailbox
        mailbox.gate.set()


@pytest.fixture
async def town(tmp_path: Path, empty_postgres_url: str, redis_url: str, mailbox: Mailbox) -> AsyncIterator[Town]:
    """One server, whose post goes to a mail server that answers nobody."""
    post: dict[str, Any] = {"postman": "true", "mail": "smtp", "smtp_port": mailbox.port}
    async with opened(tmp_path, empty_postgres_url, redis_url, servers=1, **post) as town:
        yield town


async def test_sockets_are_told_and_a_request_in_flight_is_finished(town: Town) -> None:
    job = await town.a_job("Afsluiten")
    anna = await town.anna(town.service.here)
    socket = await signed_in_socket(anna, job)

    async with held(town, job):
        posting = asyncio.create_task(anna.post(job.thread, "Nog net"))
        await until(lambda: waiting_for_a_lock(town), 1)
        town.service.here.ask_to_stop()
        told = await code_of(socket)
    posted = await posting
    await town.service.here.gone()

    assert told == GOING_AWAY
    async with town.database() as database:
        assert await database.fetchval("SELECT seq FROM message WHERE body = 'Nog net'") == posted["seq"]


async def test_in_the_middle_of_its_work_what_came_in_is_done_and_answered(town: Town) -> None:
    stopped = await stop_again_and_again(town, rounds=2, sockets=5, posts=10)

    assert set(stopped.codes) == {GOING_AWAY}
    assert stopped.answered_and_not_done == 0
    assert stopped.done_and_not_answered == 0


async def test_nothing_holds_up_a_process_that_must_go(town: Town, mailbox: Mailbox) -> None:
    job = await town.a_job("Niemand wil weg")
    anna = await town.anna(town.service.here)
    await mailbox.knocked.wait()

    async with deaf_sockets(anna, job, 1):
        for number in range(ENOUGH_TO_STALL):
            given = {"threadId": job.thread, "body": LONG, "clientMessageId": str(number)}
            assert (await anna.do(POST, **given))["errors"] == []
        async with held(town, job):
            posting = asyncio.create_task(anna.post(job.thread, "Nooit"))
            await until(lambda: waiting_for_a_lock(town), 1)
            town.service.here.ask_to_stop()
            await town.service.here.gone()
        outcome: object = (await asyncio.gather(posting, return_exceptions=True))[0]

    assert isinstance(outcome, httpx2.TransportError | ValueError)  # cut off, or told so in no words of ours
    async with town.database() as database:
        assert await database.fetchval("SELECT count(*) FROM message WHERE body = 'Nooit'") == 0
        sent = await database.fetchval("SELECT count(*) FROM delivery WHERE channel = 'EMAIL' AND status = 'SENT'")

    assert sent == 0


async def test_several_workers_go_in_good_order_too(tmp_path: Path, postgres_url: str, redis_url: str) -> None:
    shared = {"database_url": f"{postgres_url}?minsize=1&maxsize=4", "bus_url": redis_url, "postman": "false"}
    server = Server(environment(tmp_path, **shared), tmp_path, ["--workers", "2"], "/readyz")
    await server.start()
    sockets = [await opened_socket(server.ws) for _ in range(8)]

    server.ask_to_stop()
    told = [await code_of(socket) for socket in sockets]
    await server.gone()

    assert set(told) == {GOING_AWAY}


async def code_of(socket: ClientConnection) -> int:
    """With which code it is closed, whatever it hears before."""
    await socket.wait_closed()
    assert socket.close_code is not None
    return socket.close_code
