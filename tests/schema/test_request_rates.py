"""Who asks too often is told to wait, and for how long; others are not kept waiting for it."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest
import time_machine

import clock
from auth.attempts import Attempts, network_of
from models import Session
from settings import Settings
from tests.schema.conftest import Portal
from tests.schema.service import ADDRESS, socket_to, token_for

ASK = "query Me { viewer { displayName } }"
SIGN_OUT = "mutation { signOut { errors { code } } }"


@pytest.fixture
def allowing(portal: Portal) -> Callable[..., None]:
    """So many requests in a minute, counted from now on."""

    def allow(**settings: Any) -> None:
        portal.app.state.house.attempts = Attempts(Settings(**settings))

    return allow


async def ask(portal: Portal, token: str | None, query: str = ASK, client: Any = None) -> httpx2.Response:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    response: httpx2.Response = await (client or portal.client).post("/graphql", json={"query": query}, headers=headers)
    return response


def check_refused(response: httpx2.Response) -> None:
    [error] = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (429, "RATE_LIMITED")
    assert 1 <= error["extensions"]["retryAfter"] <= 60
    assert response.headers["retry-after"] == str(error["extensions"]["retryAfter"])
    assert "data" not in response.json()


async def test_a_session_that_asks_too_often_waits_and_no_other(portal: Portal, allowing: Callable[..., None]) -> None:
    allowing(requests_per_session=3)
    colleague = await token_for(portal.cast.bas)

    answers = [await ask(portal, portal.anna) for _ in range(3)]
    refused = await ask(portal, portal.anna, SIGN_OUT)

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    check_refused(refused)
    assert (await ask(portal, colleague)).status_code == 200


async def test_after_the_time_that_was_told_one_may_ask_again(portal: Portal, allowing: Callable[..., None]) -> None:
    allowing(requests_per_session=1)

    with time_machine.travel(clock.now(), tick=False) as moment:
        await ask(portal, portal.anna)
        refused = await ask(portal, portal.anna)
        moment.shift(float(refused.headers["retry-after"]) - 1)
        still_refused = await ask(portal, portal.anna)
        moment.shift(1)
        answered = await ask(portal, portal.anna)

    check_refused(refused)
    assert refused.headers["retry-after"] == "60"
    assert still_refused.headers["retry-after"] == "1"
    assert answered.status_code == 200


async def test_an_address_that_asks_too_often_waits_whoever_it_says_it_is(
    portal: Portal, allowing: Callable[..., None]
) -> None:
    allowing(requests_per_address=3)

    answers = [await ask(portal, token) for token in (None, portal.anna, "wrong")]
    refused = [await ask(portal, token) for token in (None, portal.anna, "wrong")]

    assert [answer.status_code for answer in answers] == [200, 200, 401]
    for each in refused:
        check_refused(each)
    transport = httpx2.ASGITransport(app=portal.app, client=("198.51.100.7", 1))
    async with httpx2.AsyncClient(transport=transport, base_url=ADDRESS) as elsewhere:
        assert (await ask(portal, portal.anna, client=elsewhere)).status_code == 200


async def test_a_refused_request_has_done_nothing(portal: Portal, allowing: Callable[..., None]) -> None:
    allowing(requests_per_session=1)

    await ask(portal, portal.anna)
    check_refused(await ask(portal, portal.anna, SIGN_OUT))

    assert await Session.filter(ended_at__isnull=False).count() == 0


async def test_an_operation_on_a_socket_counts_and_is_refused_with_a_code(
    portal: Portal, allowing: Callable[..., None]
) -> None:
    allowing(requests_per_session=2)

    async with socket_to(portal.app) as wire:
        await wire.begin(portal.anna)
        answers = [await wire.ask(ASK) for _ in range(3)]

    assert [answer.get("data") is not None for answer in answers] == [True, True, False]
    [error] = answers[-1]["errors"]
    assert error["extensions"]["code"] == "RATE_LIMITED"
    assert 1 <= error["extensions"]["retryAfter"] <= 60


async def test_a_socket_that_cannot_be_opened_now_may_be_opened_later(
    portal: Portal, allowing: Callable[..., None]
) -> None:
    allowing(requests_per_address=1)

    async with socket_to(portal.app) as wire, socket_to(portal.app) as another:
        await wire.begin(portal.anna)
        another.send({"type": "connection_init", "payload": {"token": portal.anna}})

        assert await another.closed() == 1013


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_whoever_has_a_network_of_addresses_is_counted_once(address: str, network: str) -> None:
    assert network_of(address) == network
