"""The graphql-transport-ws protocol: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

from schema.http import OPERATIONS_PER_SOCKET, GraphQLApp
from tests.schema.conftest import Portal
from tests.schema.service import PROTOCOL, Wire, socket_to

INBOX = "subscription { inboxChanged { unreadCount } }"
ME = "query Me { viewer { displayName } }"


@pytest.mark.parametrize("protocols", [("graphql-ws",), ("something",), ()])
async def test_only_the_one_protocol_is_spoken(protocols: tuple[str, ...], portal: Portal) -> None:
    async with socket_to(portal.app, protocols=protocols) as wire:
        assert await wire.closed() == 4406


async def test_the_old_protocol_is_not_chosen_though_it_comes_first(portal: Portal) -> None:
    async with socket_to(portal.app, protocols=("graphql-ws", PROTOCOL)) as wire:
        await wire.begin()

        assert (await wire.ask("{ __typename }"))["data"] == {"__typename": "Query"}


MALFORMED: list[Any] = [
    [],
    None,
    42,
    "text",
    {},
    {"type": None},
    {"type": {}},
    {"type": "unknown"},
    {"type": "ping", "payload": []},
    {"type": "connection_init", "payload": 42},
    {"type": "subscribe"},
    {"type": "subscribe", "id": {}, "payload": {"query": "{ __typename }"}},
    {"type": "subscribe", "id": "", "payload": {"query": "{ __typename }"}},
    {"type": "subscribe", "id": "1", "payload": None},
    {"type": "subscribe", "id": "1", "payload": {}},
    {"type": "subscribe", "id": "1", "payload": {"query": 42}},
    {"type": "subscribe", "id": "1", "payload": {"query": "{ __typename }", "variables": []}},
    {"type": "subscribe", "id": "1", "payload": {"query": "{ __typename }", "operationName": 42}},
    {"type": "complete"},
    {"type": "complete", "id": []},
]


@pytest.mark.parametrize("frame", MALFORMED, ids=str)
@pytest.mark.parametrize("is_begun", [False, True])
async def test_a_malformed_frame_ends_the_socket(frame: object, is_begun: bool, portal: Portal) -> None:
    async with socket_to(portal.app) as wire:
        if is_begun:
            await wire.begin(portal.anna)

        wire.send(frame)
        wire.send(frame)  # the second is on its way before the first is refused

        assert await wire.closed() == 4400


@pytest.mark.parametrize("is_begun", [False, True])
@pytest.mark.parametrize(
    "raw",
    [{"text": "{"}, {"text": ""}, {"bytes": b"{}"}, {"text": '{"type": "ping", "payload": {"a": "\\ud800"}}'}],
    ids=str,
)
async def test_what_is_not_json_text_ends_the_socket(raw: dict[str, Any], is_begun: bool, portal: Portal) -> None:
    async with socket_to(portal.app) as wire:
        if is_begun:
            await wire.begin(portal.anna)

        wire.send_raw(raw)

        assert await wire.closed() == 4400


@pytest.mark.parametrize("token", ["", "rubbish", 42, {}, ["x"], "hm_session_" + "a" * 38])
async def test_a_token_that_opens_nothing_ends_the_socket(token: object, portal: Portal) -> None:
    async with socket_to(portal.app) as wire:
        wire.send({"type": "connection_init", "payload": {"token": token}})
        wire.subscribe("1", ME)

        assert await wire.closed() == 4403


async def test_nothing_is_asked_before_it_is_known_who_asks(portal: Portal) -> None:
    async with socket_to(portal.app) as wire:
        wire.subscribe("1", ME)

        assert await wire.closed() == 4401


async def test_who_says_nothing_is_not_waited_for(portal: Portal) -> None:
    graphql = GraphQLApp(
        lambda: portal.app.state.house,
        origins=[],
        console=Path(),
        shows_console_to=lambda **_: False,
        init_timeout=timedelta(0),
    )
    impatient = Starlette(routes=[WebSocketRoute("/graphql", graphql)])

    async with socket_to(impatient) as wire:
        assert await wire.closed() == 4408


async def test_one_introduces_oneself_once(portal: Portal) -> None:
    async with socket_to(portal.app) as wire:
        await wire.begin(portal.anna)
        wire.send({"type": "connection_init"})

        assert await wire.closed() == 4429


async def test_two_operations_cannot_have_one_id(portal: Portal) -> None:
    async with socket_to(portal.app) as wire:
        await wire.begin(portal.anna)
        wire.subscribe("1", INBOX)
        wire.subscribe("1", INBOX)

        assert await wire.closed() == 4409


async def test_a_ping_is_answered(portal: Portal) -> None:
    async with socket_to(portal.app) as wire:
        wire.send({"type": "ping"})

        assert await wire.next() == {"type": "pong"}


async def test_a_socket_carries_so_many_operations_and_no_more(portal: Portal) -> None:
    async with socket_to(portal.app) as wire:
        await wire.begin(portal.anna)
        for number in range(OPERATIONS_PER_SOCKET):
            wire.subscribe(f"follow {number}", INBOX)
            assert (await wire.next())["type"] == "next"

        wire.subscribe("one too many", INBOX)

        refused = await wire.next()
        assert (refused["type"], refused["id"]) == ("error", "one too many")
        assert refused["payload"][0]["extensions"] == {"code": "RATE_LIMITED", "reason": "TOO_MANY"}

        wire.send({"type": "complete", "id": "follow 7"})
        wire.subscribe("in its place", INBOX)
        assert (await wire.next())["id"] == "in its place"


REFUSED_BEFORE_RUNNING: dict[str, dict[str, Any]] = {
    "syntax": {"query": "{"},
    "unknown field": {"query": "{ nothing }"},
    "unknown operation": {"query": "query A { __typename }", "operationName": "B" * 1000},
    "missing variable": {"query": "query ($slug: String!) { __type(name: $slug) { name } }"},
    "unstorable variable": {
        "query": "query ($slug: String!) { __type(name: $slug) { name } }",
        "variables": {"slug": "\0"},
    },
    "unstorable name": {"query": "{ __typename }", "variables": {"deep": [{"\0": 1}]}},
    "unstorable literal": {"query": '{ __type(name: "\\u0000") { name } }'},
    "lone surrogate": {"query": '{ __type(name: "\\uD800") { name } }'},
    "unstorable cursor": {
        "query": "subscription ($after: String) { messageAdded(threadId: 1, after: $after) { cursor } }",
        "variables": {"after": "\0"},
    },
    "not there": {"query": 'subscription { messageAdded(threadId: "thr_x") { cursor } }'},
}


@pytest.mark.parametrize("case", REFUSED_BEFORE_RUNNING)
async def test_a_refused_operation_has_a_code_and_the_socket_goes_on(case: str, portal: Portal) -> None:
    async with socket_to(portal.app) as wire:
        await wire.begin(portal.anna)

        wire.send({"type": "subscribe", "id": "1", "payload": REFUSED_BEFORE_RUNNING[case]})
        refused = await wire.next()

        payload = refused["payload"]
        [error] = payload if refused["type"] == "error" else payload["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert refused["type"] == "error" or await wire.next() == {"type": "complete", "id": "1"}
        assert (await wire.ask(ME))["data"]["viewer"]["displayName"] == "Anna de Vries"


async def test_a_page_of_another_site_opens_no_socket(portal: Portal) -> None:
    headers = {"host": "portal.example", "origin": "https://evil.example", "cookie": f"hm_session={portal.anna}"}

    wire = Wire(portal.app, headers, [PROTOCOL])

    assert await wire.closed() == 1008
    await wire.served
