"""What is counted, who may read it, and that it tells nothing about anybody."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

import metrics
from models import Channel, Delivery, Notice
from notifications import outbox
from notifications.postman import Postman
from notifications.transports.carrier import carrier_for
from schema.ids import node_id
from settings import Settings
from tests.cast import given_to, reported, says
from tests.schema.conftest import Portal
from tests.schema.service import client_of, serving, socket_to

POST = """mutation Geheim($thread: ID!, $body: String!) {
  postMessage(input: {threadId: $thread, body: $body, clientMessageId: "1"}) { errors { code } } }"""
FOLLOW = "subscription Volg($thread: ID!) { messageAdded(threadId: $thread) { message { body } } }"


def figure(called: str, /, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(f"huismeester_{called}", labels) or 0


@pytest.fixture
async def open_client() -> AsyncIterator[httpx2.AsyncClient]:
    async with serving(metrics_token="een-geheim") as app, client_of(app) as client:
        yield client


async def ask(portal: Portal, query: str, **variables: object) -> None:
    body = {"query": query, "variables": variables}
    await portal.client.post("/graphql", json=body, headers={"authorization": f"Bearer {portal.anna}"})


async def test_an_operation_counts_by_its_field_and_how_it_ended(portal: Portal) -> None:
    thread = node_id((await reported(portal.cast)).thread)
    done = figure("operations_total", name="postMessage", outcome="ok")
    refused = figure("operations_total", name="postMessage", outcome="refused")
    timed = figure("operation_seconds_count", name="postMessage")
    blank = figure("refusals_total", code="BLANK")

    await ask(portal, POST, thread=thread, body="Hallo")
    await ask(portal, POST, thread=thread, body="")

    assert figure("operations_total", name="postMessage", outcome="ok") == done + 1
    assert figure("operations_total", name="postMessage", outcome="refused") == refused + 1
    assert figure("operation_seconds_count", name="postMessage") == timed + 2
    assert figure("refusals_total", code="BLANK") == blank + 1


@pytest.mark.parametrize("query", ["{", "{ geheim }", "query Geheim { geheim: geheim }", "{ ...Geheim } fragment"])
async def test_what_does_not_fit_the_schema_has_no_name_of_its_own(portal: Portal, query: str) -> None:
    before = figure("operations_total", name="none", outcome="refused")

    await ask(portal, query)

    assert figure("operations_total", name="none", outcome="refused") == before + 1


async def test_sockets_subscriptions_and_pushes_are_counted_and_let_go(portal: Portal) -> None:
    job = await given_to(portal.cast, portal.cast.piet, await reported(portal.cast))
    sockets, open_ones = figure("sockets_open"), figure("subscriptions_open", name="messageAdded")
    pushes, lags = figure("pushes_total", name="messageAdded"), figure("push_lag_seconds_count")

    async with socket_to(portal.app) as wire:
        await wire.begin(portal.anna)
        wire.subscribe("1", FOLLOW, thread=node_id(job.thread))
        async with asyncio.timeout(10):
            while not portal.app.state.house.feed.idle_watchers:
                await asyncio.sleep(0)
        await says(portal.cast.as_anna, job, "Hallo")
        await wire.next()
        during = figure("sockets_open"), figure("subscriptions_open", name="messageAdded")

    assert during == (sockets + 1, open_ones + 1)
    assert (figure("sockets_open"), figure("subscriptions_open", name="messageAdded")) == (sockets, open_ones)
    assert figure("pushes_total", name="messageAdded") == pushes + 1
    assert figure("push_lag_seconds_count") == lags + 1


async def test_the_post_and_what_waits_for_it_are_counted(portal: Portal, tmp_path: Path) -> None:
    job = await given_to(portal.cast, portal.cast.piet, await reported(portal.cast))
    await Delivery.all().delete()
    settings = Settings(_env_file=None, outbox_path=str(tmp_path))
    await outbox.enqueue(
        Notice.WORK_ORDER_GIVEN,
        to=portal.cast.piet,
        thread_id=job.thread_id,
        organisation_id=job.organisation_id,
        channels=[Channel.EMAIL],
    )
    before = figure("deliveries_total", channel="EMAIL", outcome="sent")

    await portal.client.get("/metrics")
    waiting = figure("outbox_waiting")
    await Postman(settings, carrier_for(settings)).carry_due()
    await portal.client.get("/metrics")

    assert (waiting, figure("outbox_waiting")) == (1, 0)
    assert figure("deliveries_total", channel="EMAIL", outcome="sent") == before + 1


async def test_this_machine_may_read_where_no_token_is_set_and_nobody_through_a_proxy(portal: Portal) -> None:
    here = await portal.client.get("/metrics")
    forwarded = await portal.client.get("/metrics", headers={"x-forwarded-for": "127.0.0.1"})
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=portal.app, client=("203.0.113.7", 5)), base_url="http://portal.example"
    ) as elsewhere:
        away = await elsewhere.get("/metrics")
        missing = await elsewhere.get("/nothing-here")

    assert here.status_code == 200
    assert "huismeester_sockets_open" in here.text
    assert forwarded.status_code == away.status_code == 404
    assert away.text == forwarded.text == missing.text


async def test_a_token_is_all_that_opens_it_where_one_is_set(open_client: httpx2.AsyncClient) -> None:
    bare = await open_client.get("/metrics")
    wrong = await open_client.get("/metrics", headers={"authorization": "Bearer een-gehei"})
    right = await open_client.get("/metrics", headers={"authorization": "Bearer een-geheim"})

    assert (bare.status_code, wrong.status_code, right.status_code) == (404, 404, 200)
    assert "een-geheim" not in right.text


async def test_a_database_that_is_away_takes_nothing_else_with_it(open_client: httpx2.AsyncClient) -> None:
    answer = await open_client.get("/metrics", headers={"authorization": "Bearer een-geheim"})  # it has no tables

    assert "huismeester_database_up 0.0" in answer.text
    assert "huismeester_loop_lag_seconds" in answer.text


async def test_nobody_is_in_the_figures(portal: Portal) -> None:
    job = await given_to(portal.cast, portal.cast.piet, await reported(portal.cast, title="Het grote geheim"))
    await ask(portal, POST, thread=node_id(job.thread), body="Hallo geheim")
    await ask(portal, "query Geheim { viewer { displayName } }")

    text = (await portal.client.get("/metrics")).text

    for secret in ("eheim", "Geheim", "Anna", "Piet", "van-dam", "@", "Van Dam", portal.anna, str(job.id), job.id.hex):
        assert secret not in text
