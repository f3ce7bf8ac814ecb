"""The graphql-transport-ws protocol, rule by rule, against a real server.

The rules: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md.
"""

from typing import Any

import pytest

from schema.http import OPERATIONS_PER_SOCKET
from tests.conformance.conftest import Portal
from tests.conformance.peer import PROTOCOL, peer
from tests.journeys.documents import POST, REPORT

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]

ME = "query Me { viewer { displayName } }"
INBOX = "subscription { inboxChanged { unreadCount } }"
FOLLOW = "subscription ($id: ID!) { messageAdded(threadId: $id) { message { body } } }"
FRAME = 64 * 1024


async def a_thread(portal: Portal) -> str:
    given = {"title": "Lekkage", "description": "In de keuken.", "idempotencyKey": "protocol", **portal.ids}
    return str((await portal.anna.act(REPORT, **given))["incident"]["thread"]["id"])


async def post(portal: Portal, thread: str, body: str) -> None:
    await portal.anna.act(POST, threadId=thread, body=body, clientMessageId=body)


@pytest.mark.parametrize("offered", [(PROTOCOL,), (PROTOCOL, "graphql-ws"), ("graphql-ws", "soap", PROTOCOL)])
async def test_the_protocol_is_chosen_wherever_it_stands(offered: tuple[str, ...], portal: Portal) -> None:
    async with peer(portal.server.ws, offered) as client:
        assert client.subprotocol == PROTOCOL
        await client.begin(portal.token)


@pytest.mark.parametrize("offered", [(), ("graphql-ws",), ("soap", "wamp")])
async def test_no_other_protocol_is_spoken(offered: tuple[str, ...], portal: Portal) -> None:
    async with peer(portal.server.ws, offered) as client:
        assert (await client.closed())[0] == 4406


@pytest.mark.parametrize(
    "init", [{}, {"payload": None}, {"payload": {}}, {"payload": {"anything": [1, {"goes": None}]}}]
)
async def test_a_connection_is_acknowledged_with_or_without_a_payload(init: dict[str, Any], portal: Portal) -> None:
    async with peer(portal.server.ws) as client:
        await client.say({"type": "connection_init", **init})

        assert await client.hear() == {"type": "connection_ack"}


async def test_who_does_not_begin_in_time_is_let_go(portal: Portal) -> None:
    async with peer(portal.server.ws) as client:
        assert await client.closed() == (4408, "Connection initialisation timeout")


async def test_a_second_beginning_ends_the_socket_even_before_the_first_is_acknowledged(portal: Portal) -> None:
    async with peer(portal.server.ws) as hasty, peer(portal.server.ws) as late:
        await hasty.say({"type": "connection_init"}, {"type": "connection_init"})
        await late.begin(portal.token)
        await late.say({"type": "connection_init"})

        assert (await hasty.hear())["type"] == "connection_ack"
        assert await hasty.closed() == (4429, "Too many initialisation requests")
        assert await late.closed() == (4429, "Too many initialisation requests")


@pytest.mark.parametrize("token", ["", "wrong", 1, [], {}])
async def test_a_connection_may_be_refused(token: object, portal: Portal) -> None:
    async with peer(portal.server.ws) as client:
        await client.say({"type": "connection_init", "payload": {"token": token}})

        assert await client.closed() == (4403, "Forbidden")


async def test_nothing_is_carried_out_before_the_connection_is_acknowledged(portal: Portal) -> None:
    async with peer(portal.server.ws) as client:
        await client.subscribe("1", ME)

        assert await client.closed() == (4401, "Unauthorized")


async def test_pings_are_answered_and_pongs_taken_at_any_time(portal: Portal) -> None:
    async with peer(portal.server.ws) as client:
        for ping in ({}, {"payload": None}, {"payload": {"at": 1}}):
            await client.say({"type": "pong", **ping}, {"type": "ping", **ping})
            assert (await client.hear())["type"] == "pong"

        await client.begin(portal.token)
        await client.say({"type": "pong", "payload": {"unasked": True}}, {"type": "ping"})
        assert (await client.hear())["type"] == "pong"


MALFORMED: dict[str, object] = {
    "not JSON": "{",
    "nothing": "",
    "binary": b'{"type": "ping"}',
    "null": "null",
    "a list": [],
    "a number": 42,
    "a text": '"ping"',
    "no type": {},
    "a type that is no text": {"type": ["ping"]},
    "an unknown type": {"type": "start"},
    "a type of the server": {"type": "connection_ack"},
    "a next": {"type": "next", "id": "1", "payload": {"data": None}},
    "an error": {"type": "error", "id": "1", "payload": []},
    "a ping with a list": {"type": "ping", "payload": []},
    "a pong with a text": {"type": "pong", "payload": "x"},
    "a beginning with a number": {"type": "connection_init", "payload": 1},
    "no id": {"type": "subscribe", "payload": {"query": ME}},
    "an id that is no text": {"type": "subscribe", "id": 1, "payload": {"query": ME}},
    "an empty id": {"type": "subscribe", "id": "", "payload": {"query": ME}},
    "no payload": {"type": "subscribe", "id": "1"},
    "a payload that is a text": {"type": "subscribe", "id": "1", "payload": ME},
    "no query": {"type": "subscribe", "id": "1", "payload": {}},
    "a query that is no text": {"type": "subscribe", "id": "1", "payload": {"query": [ME]}},
    "variables in a list": {"type": "subscribe", "id": "1", "payload": {"query": ME, "variables": []}},
    "a name that is no text": {"type": "subscribe", "id": "1", "payload": {"query": ME, "operationName": 1}},
    "extensions in a text": {"type": "subscribe", "id": "1", "payload": {"query": ME, "extensions": "x"}},
    "a complete without an id": {"type": "complete"},
    "a complete of null": {"type": "complete", "id": None},
}


@pytest.mark.parametrize("is_begun", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("case", MALFORMED)
async def test_a_message_that_is_not_specified_ends_the_socket(case: str, is_begun: bool, portal: Portal) -> None:
    async with peer(portal.server.ws) as client:
        if is_begun:
            await client.begin(portal.token)

        await client.say(MALFORMED[case])

        assert (await client.closed())[0] == 4400


@pytest.mark.parametrize(
    "extra", [{}, {"variables": None}, {"operationName": None}, {"extensions": None}, {"extensions": {"a": 1}}]
)
async def test_one_result_is_followed_by_complete(extra: dict[str, Any], portal: Portal) -> None:
    async with peer(portal.server.ws) as client:
        await client.begin(portal.token)
        await client.say({"type": "subscribe", "id": "1", "payload": {"query": ME, **extra}})

        result, end = await client.hear(), await client.hear()

    assert (result["type"], result["id"], result["payload"]["data"]) == (
        "next",
        "1",
        {"viewer": {"displayName": "Anna"}},
    )
    assert end == {"type": "complete", "id": "1"}


@pytest.mark.parametrize("query", ["{", "{ nothing }", "query ($a: Int!) { viewer { displayName } }"])
async def test_an_operation_that_cannot_begin_ends_in_an_error_and_nothing_more(query: str, portal: Portal) -> None:
    async with peer(portal.server.ws) as client:
        await client.begin(portal.token)
        await client.subscribe("1", query)
        refused = await client.hear()
        await client.subscribe("1", ME)

        assert (refused["type"], refused["id"]) == ("error", "1")
        assert all({"message", "extensions"} <= set(error) for error in refused["payload"])
        assert (await client.hear())["type"] == "next"


@pytest.mark.parametrize("second", [ME, INBOX])
async def test_an_id_in_use_ends_the_socket_whatever_is_asked_under_it(second: str, portal: Portal) -> None:
    async with peer(portal.server.ws) as client:
        await client.begin(portal.token)
        await client.subscribe("followed", INBOX)
        await client.hear()
        await client.subscribe("followed", second)

        assert await client.closed() == (4409, "Subscriber for followed already exists")


async def test_an_id_of_any_length_can_be_in_use(portal: Portal) -> None:
    async with peer(portal.server.ws) as client:
        await client.begin(portal.token)
        await client.subscribe("é" * 500, INBOX)
        await client.hear()
        await client.subscribe("é" * 500, INBOX)

        assert (await client.closed())[0] == 4409


async def test_operations_share_a_socket_and_each_hears_its_own(portal: Portal) -> None:
    thread = await a_thread(portal)
    async with peer(portal.server.ws) as client:
        await client.begin(portal.token)
        await client.subscribe("a", INBOX)
        await client.hear()
        await client.subscribe("b", FOLLOW, id=thread)
        await client.subscribe("c", ME)

        heard = [await client.hear(), await client.hear()]

    assert {(each["id"], each["type"]) for each in heard} == {("c", "next"), ("c", "complete")}


async def test_what_a_client_has_completed_is_never_heard_again_and_its_id_is_free(portal: Portal) -> None:
    thread = await a_thread(portal)
    async with peer(portal.server.ws) as client:
        await client.begin(portal.token)
        await client.subscribe("followed", FOLLOW, id=thread)
        await client.subscribe("kept", FOLLOW, id=thread)
        await client.subscribe("known", ME)
        assert [(await client.hear())["id"] for _ in range(2)] == ["known", "known"]
        await post(portal, thread, "voor allebei")
        assert {(await client.hear())["id"] for _ in range(2)} == {"followed", "kept"}

        await client.say({"type": "complete", "id": "followed"}, {"type": "ping"})
        assert (await client.hear())["type"] == "pong"
        await post(portal, thread, "voor wie nog luistert")
        assert (await client.hear())["id"] == "kept"
        await client.subscribe("followed", ME)
        assert [(await client.hear())["id"] for _ in range(2)] == ["followed", "followed"]


async def test_what_is_already_over_can_be_completed_and_so_can_what_never_was(portal: Portal) -> None:
    async with peer(portal.server.ws) as client:
        await client.begin(portal.token)
        await client.subscribe("1", ME)
        assert [(await client.hear())["type"] for _ in range(2)] == ["next", "complete"]

        await client.say({"type": "complete", "id": "1"}, {"type": "complete", "id": "never"}, {"type": "ping"})

        assert (await client.hear())["type"] == "pong"


async def test_one_operation_too_many_is_refused_and_the_others_go_on(portal: Portal) -> None:
    async with peer(portal.server.ws) as client:
        await client.begin(portal.token)
        for number in range(OPERATIONS_PER_SOCKET):
            await client.subscribe(str(number), INBOX)
            assert (await client.hear())["type"] == "next"
        await client.subscribe("one too many", INBOX)
        refused = await client.hear()
        await client.say({"type": "complete", "id": "7"})
        await client.subscribe("in its place", INBOX)

        assert (refused["type"], refused["id"]) == ("error", "one too many")
        assert refused["payload"][0]["extensions"]["code"] == "RATE_LIMITED"
        assert (await client.hear())["id"] == "in its place"


async def test_a_frame_may_have_64_kibibytes_and_no_more(portal: Portal) -> None:
    empty = len('{"type": "ping", "payload": {"x": ""}}')
    async with peer(portal.server.ws) as client:
        await client.say({"type": "ping", "payload": {"x": "x" * (FRAME - empty)}})
        assert (await client.hear())["type"] == "pong"

        await client.say({"type": "ping", "payload": {"x": "x" * (FRAME - empty + 1)}})

        assert (await client.closed())[0] == 1009


async def test_after_all_that_the_server_is_well_and_has_had_no_surprises(portal: Portal) -> None:
    assert (await portal.anna.ask(ME))["viewer"]["displayName"] == "Anna"
    assert "Traceback" not in portal.server.log.read_text()
    assert "operation failed" not in portal.server.log.read_text()
