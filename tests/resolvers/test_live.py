"""Following: replay without a gap, silence for who may not hear, and an end with a code."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

import clock
from errors import Unauthenticated
from models import IncidentStatus, Message, MessageKind, Session, SubIncident
from resolvers.guest_links import revoke_guest_link
from resolvers.incident_handling import change_incident_status
from resolvers.live import follow_messages
from resolvers.threads import mark_thread_read
from resolvers.work_orders import accept_work_order
from schema.context import House
from schema.ids import node_id
from tests.asking import ask, following
from tests.cast import Cast, given_to, reported, says, through_link

FOLLOW = """subscription ($thread: ID!, $after: String) {
  messageAdded(threadId: $thread, after: $after) { cursor message { seq kind body } } }"""
THREAD = "query ($id: ID!) { thread(id: $id) { messages(first: 100) { nodes { seq kind body } } } }"
ORDER = "subscription ($id: ID!) { subIncidentChanged(subIncidentId: $id) { subIncident { version title } } }"
INCIDENT = "subscription ($id: ID!) { incidentChanged(incidentId: $id) { incident { status version } } }"
INBOX = "subscription { inboxChanged { unreadCount incident { reference } subIncident { reference } } }"


def code_of(result: Any) -> str:
    [error] = result.errors
    return str(error.extensions["code"])


async def test_from_the_middle_and_on_live_every_message_comes_once(cast: Cast, house: House) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    for number in range(5):
        await says(cast.as_anna, order, f"Bericht {number}")
        await says(cast.as_anna, order, f"Notitie {number}", kind=MessageKind.NOTE)
    thread = node_id(order.thread)

    async with following(piet, house, FOLLOW, thread=thread, after="WzBd") as heard:
        whole = [(await heard.next())["messageAdded"] for _ in range(6)]
    async with following(piet, house, FOLLOW, thread=thread, after=whole[2]["cursor"]) as heard:
        rest = [(await heard.next())["messageAdded"] for _ in range(3)]
        await says(piet, order, "Ik kom")
        live = (await heard.next())["messageAdded"]

    fetched = (await ask(piet, house, THREAD, id=thread))["thread"]["messages"]["nodes"]
    assert [event["message"] for event in [*whole, live]] == fetched
    assert rest == whole[3:]
    assert [message["seq"] for message in fetched] == [1, 2, 3, 4, 5, 6, 7]


async def test_a_long_thread_is_replayed_whole(cast: Cast, house: House) -> None:
    incident = await reported(cast)
    for number in range(230):
        await says(cast.as_anna, incident, f"{number}", kind=MessageKind.NOTE)

    async with following(cast.as_anna, house, FOLLOW, thread=node_id(incident.thread), after="WzBd") as heard:
        numbers = [(await heard.next())["messageAdded"]["message"]["seq"] for _ in range(231)]

    assert numbers == list(range(1, 232))


async def test_who_is_shut_out_in_the_middle_of_a_replay_reads_no_further(cast: Cast, house: House) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    for number in range(120):
        await says(piet, order, f"{number}")

    assert piet.guest_link_id is not None
    heard: list[str] = []

    async def hear(messages: AsyncGenerator[tuple[Message, str], None]) -> None:
        async for message, _ in messages:
            heard.append(message.body)

    async with aclosing(follow_messages(piet, house.feed, thread_id=order.thread_id, after="WzBd")) as messages:
        await anext(messages)
        await revoke_guest_link(cast.as_anna, guest_link_id=piet.guest_link_id)
        await says(cast.as_anna, order, "Onder ons")
        with pytest.raises(Unauthenticated):
            await hear(messages)

    assert "Onder ons" not in heard


async def test_a_party_that_was_replaced_hears_no_more_and_the_stream_ends(cast: Cast, house: House) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)

    async with following(piet, house, FOLLOW, thread=node_id(order.thread)) as heard:
        await SubIncident.filter(id=order.id).update(party_id=cast.elin.id)
        await says(cast.as_anna, order, "Dag Elin")

        result = await heard.result()
        assert result is not None
        assert (result.data, code_of(result)) == (None, "FORBIDDEN")
        assert await heard.result() is None


async def test_a_session_that_runs_out_ends_its_stream_by_itself(cast: Cast, house: House) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    soon = clock.now() + timedelta(milliseconds=300)
    await Session.filter(id=piet.session_id).update(expires_at=soon)

    async with following(replace(piet, expires_at=soon), house, FOLLOW, thread=node_id(order.thread)) as heard:
        result = await heard.result()
        assert result is not None
        assert code_of(result) == "UNAUTHENTICATED"


async def test_an_order_is_shown_as_it_stands_and_again_when_it_changes(cast: Cast, house: House) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)

    async with following(cast.as_anna, house, ORDER, id=node_id(order)) as heard:
        assert (await heard.next())["subIncidentChanged"]["subIncident"]["version"] == 1

        await says(piet, order, "Geen wijziging")
        await accept_work_order(piet, work_order_id=order.id)

        assert (await heard.next())["subIncidentChanged"]["subIncident"]["version"] == 2


async def test_a_note_pushes_nothing_to_the_reporter(cast: Cast, house: House) -> None:
    incident = await reported(cast)
    tom = await through_link(cast.tom, incident)

    async with following(tom, house, INCIDENT, id=node_id(incident)) as heard, following(tom, house, INBOX) as inbox:
        await heard.next()
        await inbox.next()

        await says(cast.as_anna, incident, "Lastig", kind=MessageKind.NOTE)
        await change_incident_status(cast.as_anna, incident_id=incident.id, status=IncidentStatus.IN_PROGRESS)

        assert (await heard.next())["incidentChanged"]["incident"] == {"status": "IN_PROGRESS", "version": 2}
        assert (await inbox.next())["inboxChanged"]["incident"] == {"reference": incident.reference}


async def test_the_desk_hears_of_each_incident_that_changes_and_of_what_is_read(cast: Cast, house: House) -> None:
    first, second = await reported(cast), await reported(cast, "Nog een")
    order = await given_to(cast, cast.piet, second)
    piet = await through_link(cast.piet, order)

    async with following(cast.as_anna, house, INBOX) as heard:
        assert (await heard.next())["inboxChanged"] == {"unreadCount": 0, "incident": None, "subIncident": None}

        await says(piet, order, "Waar is de meterkast?")
        change = (await heard.next())["inboxChanged"]
        assert (change["unreadCount"], change["incident"]) == (1, {"reference": second.reference})

        await mark_thread_read(cast.as_anna, thread_id=order.thread_id, up_to_seq=99)
        assert (await heard.next())["inboxChanged"] == {"unreadCount": 0, "incident": None, "subIncident": None}

        await says(cast.as_bas, first, "Wij komen")
        assert (await heard.next())["inboxChanged"]["incident"] == {"reference": first.reference}


async def test_the_overview_of_a_contractor_hears_of_its_own_job_alone(cast: Cast, house: House) -> None:
    incident = await reported(cast)
    for_piet, for_elin = await given_to(cast, cast.piet, incident), await given_to(cast, cast.elin, incident)
    piet = await through_link(cast.piet, for_piet)

    async with following(piet, house, INBOX) as heard:
        await heard.next()

        await says(cast.as_anna, for_elin, "Dag Elin")
        await says(cast.as_anna, for_piet, "Intern", kind=MessageKind.NOTE)
        await says(cast.as_anna, for_piet, "Dag Piet")

        change = (await heard.next())["inboxChanged"]
        assert (change["subIncident"], change["incident"]) == ({"reference": for_piet.reference}, None)
