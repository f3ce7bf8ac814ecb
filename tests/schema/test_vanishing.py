"""A client that vanishes in the middle of an act leaves a database that works, and an act that is whole or not there.

Tortoise, cancelled while it enters a transaction, never gives its connection back: acts run shielded.
"""

import asyncio
from pathlib import Path
from uuid import uuid4

import pytest

from models import Delivery, Message, Notice, SubIncident, Thread
from models.database import connected
from models.tables import make_tables
from resolvers import unfinished
from resolvers.unfinished import finish_acts
from schema.ids import node_id
from tests.asking import answer
from tests.cast import given_to, make_cast, reported
from tests.schema.conftest import Portal
from tests.schema.service import client_of, serving, socket_to

POST = """mutation Post($thread: ID!, $key: String!) {
  postMessage(input: {threadId: $thread, body: "Hallo", clientMessageId: $key}) { errors { code } message { id } } }"""
ASK_FOR_A_LINK = """mutation ($input: RequestSignInLinkInput!) {
  requestSignInLink(input: $input) { errors { code } } }"""
MOMENTS = range(0, 120, 3)


@pytest.fixture
async def order(portal: Portal) -> SubIncident:
    return await given_to(portal.cast, portal.cast.piet, await reported(portal.cast))


async def some_turns(number: int) -> None:
    for _ in range(number):
        await asyncio.sleep(0)


async def everything_still_works(portal: Portal, order: SubIncident) -> None:
    """Another act gets its turn, and the numbers of the thread have no gaps."""
    async with asyncio.timeout(10):
        await finish_acts()
        response = await portal.client.post(
            "/graphql",
            json={"query": POST, "variables": {"thread": node_id(order.thread), "key": "last"}},
            headers={"authorization": f"Bearer {portal.anna}"},
        )
    assert response.json()["data"]["postMessage"]["errors"] == []
    thread = await Thread.get(id=order.thread_id)
    numbers = [message.seq for message in await Message.filter(thread_id=thread.id).order_by("seq")]
    assert numbers == list(range(1, thread.last_seq + 1))


async def test_requests_that_are_cancelled_at_any_moment(portal: Portal, order: SubIncident) -> None:
    house, variables = portal.app.state.house, {"thread": node_id(order.thread)}
    for moment in MOMENTS:
        task = asyncio.create_task(answer(portal.cast.as_anna, house, POST, **variables, key=uuid4().hex))
        await some_turns(moment)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    await everything_still_works(portal, order)


async def test_sockets_that_vanish_at_any_moment(portal: Portal, order: SubIncident) -> None:
    for moment in MOMENTS:
        async with socket_to(portal.app) as wire:
            await wire.begin(portal.anna)
            for number in range(3):
                wire.subscribe(str(number), POST, thread=node_id(order.thread), key=uuid4().hex)
            await some_turns(moment)

    await everything_still_works(portal, order)


async def test_a_link_that_was_asked_for_is_not_lost_when_the_service_stops_at_once(tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path}/portal.sqlite3"
    async with serving(database_url=url) as app, client_of(app) as client:
        await make_tables()
        cast = await make_cast()
        asked = {"email": cast.anna.email, "organisation": "van-dam"}
        response = await client.post("/graphql", json={"query": ASK_FOR_A_LINK, "variables": {"input": asked}})
        assert response.json()["data"]["requestSignInLink"]["errors"] == []

    async with connected(url):
        assert await Delivery.filter(employee_id=cast.anna.id, notice=Notice.SIGN_IN_LINK).count() == 1


async def test_what_was_begun_is_finished_though_nobody_waits_for_it(portal: Portal, order: SubIncident) -> None:
    async with socket_to(portal.app) as wire:
        await wire.begin(portal.anna)
        wire.subscribe("1", POST, thread=node_id(order.thread), key="once")
        async with asyncio.timeout(10):
            while not unfinished._running:
                await asyncio.sleep(0)
    await finish_acts()

    assert await Message.filter(thread_id=order.thread_id, body="Hallo").count() == 1
