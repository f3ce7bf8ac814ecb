"""Clients as people use them, in their default configuration: they ask, act, turn pages, follow, and connect again."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from gql.transport.exceptions import TransportError

from tests.conformance.conftest import Portal
from tests.conformance.line import line_to
from tests.journeys.clients import Person
from tests.journeys.documents import EMPTY_CURSOR, FOLLOW, POST, REPORT, THREAD
from tests.journeys.node import Follower, started

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]

ASKS_BY = {"apollo": [], "urql": ["GET", "POST"], "graphqlWs": []}


async def a_thread(portal: Portal, name: str) -> str:
    given = {"title": "Lekkage", "description": "In de keuken.", "idempotencyKey": name, **portal.ids}
    return str((await portal.anna.act(REPORT, **given))["incident"]["thread"]["id"])


async def post(anna: Person, thread: str, body: str) -> None:
    await anna.act(POST, threadId=thread, body=body, clientMessageId=body)


@pytest.mark.parametrize("client", ASKS_BY)
async def test_a_javascript_client_holds_a_conversation_when_its_line_is_cut(
    client: str, portal: Portal, node: Path
) -> None:
    anna, thread = portal.anna, await a_thread(portal, client)

    async with (
        line_to(portal.server) as line,
        started(node, "talk.mjs", client, line.http, portal.token, thread) as said,
    ):
        assert await told(said, "viewer") == "Anna"
        assert await told(said, "posted") == "een"
        assert [await told(said, "read") for _ in range(2)] == [[1], [2]]
        assert await told(said, "methods") == ASKS_BY[client]
        await post(anna, thread, "twee")
        assert await told(said, "heard") == "twee"

        line.cut()
        await post(anna, thread, "drie")
        await post(anna, thread, "vier")

        assert [await told(said, "heard") for _ in range(2)] == ["drie", "vier"]


async def told(said: Follower, name: str) -> Any:
    """What the client says next, which must be about this."""
    line = await said.next()
    assert list(line) == [name], line
    return line[name]


async def test_a_python_client_holds_a_conversation_when_its_line_is_cut(portal: Portal) -> None:
    anna, thread = portal.anna, await a_thread(portal, "gql")
    await post(anna, thread, "een")
    first = (await anna.ask(THREAD, id=thread))["thread"]["messages"]

    async with line_to(portal.server) as line:
        far_away = replace(anna, server=line)
        async with far_away.hearing(FOLLOW, thread=thread, after=EMPTY_CURSOR) as ears:
            heard = [(await ears.next())["messageAdded"] for _ in range(2)]
            line.cut()
            with pytest.raises(TransportError):
                await ears.next()
        await post(anna, thread, "twee")
        async with far_away.hearing(FOLLOW, thread=thread, after=heard[-1]["cursor"]) as ears:
            resumed = (await ears.next())["messageAdded"]["message"]

    assert [each["message"] for each in heard] == first["nodes"]
    assert (resumed["seq"], resumed["body"]) == (3, "twee")
    rest = (await anna.ask(THREAD, id=thread, after=first["pageInfo"]["endCursor"]))["thread"]["messages"]["nodes"]
    assert rest == [resumed]
