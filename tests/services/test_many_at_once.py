"""Many at once, on four server processes, PostgreSQL and Redis: everything once, in one order, for everybody."""

import asyncio
from collections.abc import AsyncIterator
from itertools import cycle
from typing import Any

import pytest
import pytest_asyncio

from models import Thread
from schema.ids import row_id
from tests.journeys.documents import ACCEPT, GIVE, MOVE, SIDES
from tests.services.sockets import WAITING_FOR_A_LOCK
from tests.services.town import Desk, Job, Town, collect, following, held, opened

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory, postgres_url: str, redis_url: str) -> AsyncIterator[Town]:
    async with opened(tmp_path_factory.mktemp("town"), postgres_url, redis_url, servers=4) as town:
        yield town


async def test_four_processes_give_two_hundred_posts_one_order_without_a_gap_or_a_double(town: Town) -> None:
    job = await town.a_job("Tweehonderd tegelijk")
    desks = [await town.anna(server) for server in town.service.servers]
    anna, piet = desks[0], await town.piet(town.service.servers[1], job)

    async with following(anna, job) as at_desk, following(piet, job) as in_field:
        posts = [(desk, f"{number} {desk.server.port}") for number in range(50) for desk in desks]
        kinds = cycle(["POST", "POST", "NOTE"])
        await asyncio.gather(*(desk.post(job.thread, body, next(kinds)) for desk, body in posts))
        await piet.post(job.thread, "Dat was veel")
        at_desk_heard, in_field_heard = await collect(at_desk, "Dat was veel"), await collect(in_field, "Dat was veel")

    assert [message["seq"] for message in at_desk_heard] == list(range(1, len(at_desk_heard) + 1))
    assert len([message for message in at_desk_heard if message["body"]]) == 201
    assert [message["seq"] for message in in_field_heard] == list(range(1, len(in_field_heard) + 1))
    assert {message["body"] for message in at_desk_heard} == {"", "Dat was veel"} | {body for _, body in posts}
    assert at_desk_heard == await anna.read(job.thread)
    assert in_field_heard == await piet.read(job.thread)
    shared = [message["body"] for message in at_desk_heard if message["kind"] != "NOTE"]
    assert [message["body"] for message in in_field_heard] == shared


async def test_twenty_posts_with_one_client_message_id_are_one_message(town: Town) -> None:
    job = await town.a_job("Twintig keer gezegd")
    here, there = [await town.anna(server) for server in town.service.servers[:2]]

    async with following(there, job) as ears:
        made = await asyncio.gather(*(desk.post(job.thread, "Hallo?") for desk in [here, there] * 10))
        await here.post(job.thread, "Klaar")
        heard = await collect(ears, "Klaar")

    assert len({message["id"] for message in made}) == 1
    assert [message["body"] for message in heard] == ["", "Hallo?", "Klaar"]
    assert heard == await here.read(job.thread)


async def test_twenty_creates_with_one_idempotency_key_are_one_work_order_and_one_letter(town: Town) -> None:
    job = await town.a_job("Twintig keer gevraagd")
    here, there = [await town.anna(server) for server in town.service.servers[:2]]
    given = town.work_order(job.incident, "Nog een klus")

    payloads = await asyncio.gather(*(desk.do(GIVE, **given) for desk in [here, there] * 10))

    [order] = {payload["subIncident"]["id"]: payload["subIncident"] for payload in payloads}.values()
    assert all(payload["errors"] == [] for payload in payloads)
    sides = (await here.ask(SIDES, id=job.incident["id"]))["incident"]["subIncidents"]
    assert len(sides) == 2
    async with town.database() as database:
        thread_id = row_id(order["thread"]["id"], Thread, "threadId")
        assert await database.fetchval("SELECT count(*) FROM delivery WHERE thread_id = $1", thread_id) == 1


async def test_of_two_moves_at_once_one_wins_and_the_other_is_told(town: Town) -> None:
    job = await town.a_job("Twee tegelijk")
    anna, piet = await town.anna(town.service.here), await town.piet(town.service.there, job)

    async with town.database() as database, following(anna, job) as ears:
        async with held(town, job):
            withdrawing = asyncio.create_task(withdraw(anna, job))
            accepting = asyncio.create_task(piet.do(ACCEPT, workOrderId=job.order["id"]))
            async with asyncio.timeout(10):
                while await database.fetchval(WAITING_FOR_A_LOCK) < 2:
                    await asyncio.sleep(0)
        withdrawn, accepted = await withdrawing, await accepting
        await anna.post(job.thread, "En?")
        heard = await collect(ears, "En?")

    codes = [[error["code"] for error in payload["errors"]] for payload in (withdrawn, accepted)]
    assert sorted(codes) == [[], ["CONFLICT"]]
    winner = "WITHDRAWN" if codes[0] == [] else "ACCEPTED"
    ends = [message["event"]["toStatus"] for message in heard if message["event"]]
    assert [end for end in ends if end] == [winner]
    assert heard == await anna.read(job.thread)


async def withdraw(desk: Desk, job: Job) -> dict[str, Any]:
    return await desk.do(MOVE, subIncidentId=job.order["id"], status={"workOrder": "WITHDRAWN"})
