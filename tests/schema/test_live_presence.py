"""Who is here and who writes, as it is pushed: to each what it may know, and nothing when that is the same."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from auth.viewer import Viewer
from models import GuestLink, Incident, MessageKind, Ownership, Presence, SubIncident, Typing
from resolvers.guest_links import revoke_guest_link
from resolvers.presence import everybody_leaves
from resolvers.sub_incident_changes import update_sub_incident
from schema.context import House
from schema.ids import node_id
from tests.asking import ask, following
from tests.cast import Cast, by_account, given_to, reported, says, through_link
from tests.schema.conftest import Portal
from tests.schema.service import socket_to
from tests.schema.test_vanishing import MOMENTS, some_turns

COMPANY = "present { displayName role isViewer } typing { displayName role isViewer }"
FOLLOW = f"subscription ($id: ID!) {{ threadChanged(threadId: $id) {{ thread {{ {COMPANY} }} }} }}"
FOLLOW_MESSAGES = """subscription ($id: ID!) { threadChanged(threadId: $id) { thread {
  messages(last: 1) { nodes { body readBy { displayName } } } present { displayName } typing { displayName } } } }"""
ASK = f"query ($id: ID!) {{ thread(id: $id) {{ {COMPANY} }} }}"
SET = """mutation ($id: ID!, $is: Boolean!, $kind: MessageKind!) {
  setTyping(input: {threadId: $id, isTyping: $is, kind: $kind}) { thread { id } errors { code path } } }"""


@pytest.fixture
async def order(cast: Cast) -> SubIncident:
    return await given_to(cast, cast.piet, await reported(cast))


async def types(viewer: Viewer, house: House, subject: SubIncident | Incident, **given: Any) -> None:
    variables = {"is": True, "kind": "POST", **given}
    payload = (await ask(viewer, house, SET, id=f"thr_{subject.thread_id.hex}", **variables))["setTyping"]
    assert payload["errors"] == []


def company(event: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Who is present, and who writes."""
    thread = event["threadChanged"]["thread"]
    assert not any(person["isViewer"] for person in [*thread["present"], *thread["typing"]])
    present, typing = ([person["displayName"] for person in thread[name]] for name in ("present", "typing"))
    return present, typing


async def test_coming_writing_stopping_and_going_are_pushed_as_they_happen(
    cast: Cast, house: House, order: SubIncident
) -> None:
    piet, thread_id = await through_link(cast.piet, order), node_id(order.thread)
    heard_of = []

    async with following(cast.as_anna, house, FOLLOW, id=thread_id) as heard:
        heard_of.append(company(await heard.next()))
        async with following(piet, house, FOLLOW, id=thread_id):
            heard_of.append(company(await heard.next()))
            await types(piet, house, order)
            heard_of.append(company(await heard.next()))
            asked = await ask(cast.as_anna, house, ASK, id=thread_id)
            await types(piet, house, order, **{"is": False})
            heard_of.append(company(await heard.next()))
        heard_of.append(company(await heard.next()))

    there = ["Piet Loods"]
    assert heard_of == [([], []), (there, []), (there, there), (there, []), ([], [])]
    assert company({"threadChanged": asked}) == (there, there)


async def test_a_message_and_the_end_of_its_writing_come_together(cast: Cast, house: House, order: SubIncident) -> None:
    piet = await through_link(cast.piet, order)
    await types(piet, house, order)

    async with following(cast.as_anna, house, FOLLOW_MESSAGES, id=node_id(order.thread)) as heard:
        before = (await heard.next())["threadChanged"]["thread"]
        await says(piet, order, "Ik kom")
        after = (await heard.next())["threadChanged"]["thread"]

    assert [person["displayName"] for person in before["typing"]] == ["Piet Loods"]
    assert (after["messages"]["nodes"][0]["body"], after["typing"]) == ("Ik kom", [])


Unseen = Callable[[Cast, House, SubIncident], Awaitable[None]]


async def a_note_is_written(cast: Cast, house: House, order: SubIncident) -> None:
    await types(cast.as_anna, house, order, kind="NOTE")
    await types(cast.as_anna, house, order, **{"is": False})


async def a_colleague_looks(cast: Cast, house: House, order: SubIncident) -> None:
    async with following(cast.as_bas, house, FOLLOW, id=node_id(order.thread)) as heard:
        await heard.next()


async def a_colleague_writes_for_the_first_time(cast: Cast, house: House, order: SubIncident) -> None:
    await types(cast.as_bas, house, order)


async def a_note_is_posted(cast: Cast, house: House, order: SubIncident) -> None:
    """By somebody who had read all that was shared: whoever had not is seen to have read it now."""
    await types(cast.as_anna, house, order, kind="NOTE")
    await says(cast.as_anna, order, "Onder ons", kind=MessageKind.NOTE)
    await some_turns(2_000)  # so that whoever listens looks now, and not only when there is more


async def the_head_is_busy(cast: Cast, house: House, order: SubIncident) -> None:
    head = await Incident.get(id=order.incident_id)
    tom, thread_id = await through_link(cast.tom, head), f"thr_{head.thread_id.hex}"
    async with (
        following(cast.as_anna, house, FOLLOW, id=thread_id) as heard,
        following(tom, house, FOLLOW, id=thread_id),
    ):
        await types(tom, house, head)
        while company(await heard.next()) != (["Tom Jansen"], ["Tom Jansen"]):
            pass


UNSEEN: list[Unseen] = [
    a_note_is_written,
    a_note_is_posted,
    a_colleague_looks,
    a_colleague_writes_for_the_first_time,
    the_head_is_busy,
]


@pytest.mark.parametrize("unseen", UNSEEN)
async def test_a_plumber_hears_nothing_of(unseen: Unseen, cast: Cast, house: House, order: SubIncident) -> None:
    piet = await through_link(cast.piet, order)

    async with following(piet, house, FOLLOW, id=node_id(order.thread)) as heard:
        first = company(await heard.next())
        await unseen(cast, house, order)
        await types(cast.as_anna, house, order)
        second = company(await heard.next())

    assert (first, second) == (([], []), ([], ["Anna de Vries"]))


async def test_an_owner_who_reads_along_hears_nothing_of_notes_nor_of_who_only_looks(cast: Cast, house: House) -> None:
    await Ownership.filter(owner=cast.olga).update(sees_incidents=True)
    incident = await reported(cast)
    olga, tom = await by_account(cast.olga), await through_link(cast.tom, incident)

    async with following(olga, house, FOLLOW, id=node_id(incident.thread)) as heard:
        first = company(await heard.next())
        await types(cast.as_anna, house, incident, kind="NOTE")
        async with following(cast.as_bas, house, FOLLOW, id=node_id(incident.thread)):
            pass
        await types(tom, house, incident)
        second = company(await heard.next())

    assert (first, second) == (([], []), ([], ["Tom Jansen"]))


async def test_whoever_loses_its_right_hears_no_more_and_is_gone_for_the_others(
    cast: Cast, house: House, order: SubIncident
) -> None:
    piet, thread_id = await through_link(cast.piet, order), node_id(order.thread)
    link = await GuestLink.get(contact=cast.piet)

    async with (
        following(cast.as_anna, house, FOLLOW, id=thread_id) as heard,
        following(piet, house, FOLLOW, id=thread_id) as in_field,
    ):
        await types(piet, house, order)
        while company(await heard.next()) != (["Piet Loods"], ["Piet Loods"]):
            pass
        await revoke_guest_link(cast.as_anna, guest_link_id=link.id)
        while (told := await in_field.result()) is not None and not told.errors:
            pass
        while company(await heard.next()) != ([], []):
            pass

    assert told is not None
    assert told.errors is not None
    assert told.errors[0].extensions == {"code": "UNAUTHENTICATED"}
    assert (await Presence.all().count(), await Typing.all().count()) == (0, 0)


async def test_a_party_that_is_changed_is_no_longer_there(cast: Cast, house: House, order: SubIncident) -> None:
    piet, thread_id = await by_account(cast.piet), node_id(order.thread)

    async with (
        following(cast.as_anna, house, FOLLOW, id=thread_id) as heard,
        following(piet, house, FOLLOW, id=thread_id) as in_field,
    ):
        while company(await heard.next()) != (["Piet Loods"], []):
            pass
        await update_sub_incident(cast.as_anna, sub_incident_id=order.id, changes={}, party_id=cast.elin.id)
        while (told := await in_field.result()) is not None and not told.errors:
            pass
        while company(await heard.next()) != ([], []):
            pass

    assert await Presence.all().count() == 0


async def test_a_refusal_says_which_input_is_wrong(cast: Cast, house: House, order: SubIncident) -> None:
    piet, thread_id = await through_link(cast.piet, order), node_id(order.thread)

    payload = (await ask(piet, house, SET, id=thread_id, kind="NOTE", **{"is": True}))["setTyping"]

    assert payload == {"thread": None, "errors": [{"code": "NOT_ALLOWED", "path": ["input", "kind"]}]}
    assert await Typing.all().count() == 0


async def test_sockets_that_vanish_at_any_moment_leave_nobody_behind(portal: Portal) -> None:
    order = await given_to(portal.cast, portal.cast.piet, await reported(portal.cast))
    for moment in MOMENTS:
        async with socket_to(portal.app) as wire:
            await wire.begin(portal.anna)
            wire.subscribe("1", FOLLOW, id=node_id(order.thread))
            await some_turns(moment)

    async with asyncio.timeout(10):
        await everybody_leaves()
        await says(portal.cast.as_bas, order, "Alles werkt nog")
    assert await Presence.all().count() == 0
