"""Who is asking on a socket: named by its first message, and looked at again for as long as it stays."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

import clock
from models import Employee, EmployeeRole, GuestLink, Session
from resolvers.guest_links import revoke_guest_link
from resolvers.work_orders import accept_work_order, report_work_done
from schema.ids import node_id
from tests.cast import given_to, reported, says, through_link
from tests.schema.conftest import Portal
from tests.schema.service import Wire, socket_to, token_for

ME = "{ viewer { __typename displayName } }"
INBOX = "subscription { inboxChanged { unreadCount } }"
MESSAGES = "subscription ($id: ID!) { messageAdded(threadId: $id) { message { body } } }"
STATE = "{ version thread { messages(last: 2) { nodes { seq body } } lastMessage { seq } unreadCount } }"
SUB_INCIDENT = f"subscription ($id: ID!) {{ subIncidentChanged(subIncidentId: $id) {{ subIncident {STATE} }} }}"
SAME_ASKED = f"query ($id: ID!) {{ subIncident(id: $id) {STATE} }}"


async def code_in(wire: Wire, query: str = ME) -> str:
    [error] = (await wire.ask(query))["errors"]
    return str(error["extensions"]["code"])


async def test_the_token_names_the_viewer_and_chooses_the_schema(portal: Portal) -> None:
    order = await given_to(portal.cast, portal.cast.piet, await reported(portal.cast))
    await through_link(portal.cast.piet, order)
    piet = await token_for(await GuestLink.get(contact=portal.cast.piet))
    seen = {}

    for name, token in {"anna": portal.anna, "piet": piet, "nobody": None}.items():
        async with socket_to(portal.app) as wire:
            await wire.begin(token)
            viewer = (await wire.ask(ME))["data"]["viewer"]
            staff_field = await wire.ask("{ employees { nodes { id } } }")
            seen[name] = (viewer["__typename"] if viewer else None, "errors" in staff_field)

    assert seen == {"anna": ("StaffViewer", False), "piet": ("ContactViewer", True), "nobody": (None, True)}


async def test_the_cookie_of_the_handshake_names_the_viewer_unless_a_token_does(portal: Portal) -> None:
    bas = await token_for(portal.cast.bas)

    async with socket_to(portal.app, {"cookie": f"hm_session={portal.anna}"}) as wire:
        await wire.begin()
        assert (await wire.ask(ME))["data"]["viewer"]["displayName"] == "Anna de Vries"
    async with socket_to(portal.app, {"cookie": f"hm_session={portal.anna}"}) as wire:
        await wire.begin(bas)
        assert (await wire.ask(ME))["data"]["viewer"]["displayName"] == "Bas Bakker"


@pytest.mark.parametrize("query", [ME, INBOX, "mutation { signOut { isSignedOut } }"])
@pytest.mark.parametrize("ending", ["ended_at", "expires_at"])
async def test_a_session_that_stopped_opens_nothing_more(query: str, ending: str, portal: Portal) -> None:
    async with socket_to(portal.app) as wire:
        await wire.begin(portal.anna)
        assert (await wire.ask(ME))["data"]["viewer"]["displayName"] == "Anna de Vries"

        await Session.all().update(**{ending: clock.now() - timedelta(seconds=1)})

        assert await code_in(wire, query) == "UNAUTHENTICATED"


async def test_a_demoted_admin_cannot_go_on_with_the_schema_of_admins(portal: Portal) -> None:
    async with socket_to(portal.app) as wire:
        await wire.begin(await token_for(portal.cast.bas))
        assert (await wire.ask(ME))["data"]["viewer"]["displayName"] == "Bas Bakker"

        await Employee.filter(id=portal.cast.bas.id).update(role=EmployeeRole.AGENT)

        assert await code_in(wire) == "UNAUTHENTICATED"


async def test_a_stream_ends_with_a_code_when_its_link_is_revoked(portal: Portal) -> None:
    order = await given_to(portal.cast, portal.cast.piet, await reported(portal.cast))
    await through_link(portal.cast.piet, order)
    link = await GuestLink.get(contact=portal.cast.piet)
    async with socket_to(portal.app) as wire:
        await wire.begin(await token_for(link))
        await follow(portal, wire, MESSAGES, id=node_id(order.thread))
        await says(portal.cast.as_anna, order, "Nog iets")
        assert (await wire.next())["payload"]["data"]["messageAdded"]["message"]["body"] == "Nog iets"

        await revoke_guest_link(portal.cast.as_anna, guest_link_id=link.id)
        await says(portal.cast.as_anna, order, "Dit hoort Piet niet meer")

        ended = await wire.next()
        assert ended["payload"]["data"] is None
        assert ended["payload"]["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert await wire.next() == {"type": "complete", "id": "1"}


async def test_every_push_is_read_anew(portal: Portal) -> None:
    order = await given_to(portal.cast, portal.cast.piet, await reported(portal.cast))
    piet = await through_link(portal.cast.piet, order)
    async with socket_to(portal.app) as wire:
        await wire.begin(portal.anna)
        wire.subscribe("1", SUB_INCIDENT, id=node_id(order))
        first = await pushed(wire)

        await says(piet, order, "Ik kom")
        await accept_work_order(piet, work_order_id=order.id)
        second = await pushed(wire)
        await says(piet, order, "Het is klaar")
        await report_work_done(piet, work_order_id=order.id, report="Ketel vervangen")
        third = await pushed(wire)
        asked = await wire.ask(SAME_ASKED, id=node_id(order))

    assert first["version"] < second["version"] < third["version"]
    assert first["thread"]["unreadCount"] < second["thread"]["unreadCount"] < third["thread"]["unreadCount"]
    assert third == asked["data"]["subIncident"]


async def test_who_leaves_is_listened_for_no_longer(portal: Portal) -> None:
    feed = portal.app.state.house.feed
    order = await given_to(portal.cast, portal.cast.piet, await reported(portal.cast))
    async with socket_to(portal.app) as wire:
        await wire.begin(portal.anna)
        await follow(portal, wire, MESSAGES, id=node_id(order.thread))
        wire.subscribe("2", INBOX)
        assert (await wire.next())["type"] == "next"
        assert len(feed._watchers) == 2

    assert len(feed._watchers) == 0


async def pushed(wire: Wire) -> dict[str, Any]:
    push = (await wire.next())["payload"]["data"]["subIncidentChanged"]["subIncident"]
    assert isinstance(push, dict)
    return push


async def follow(portal: Portal, wire: Wire, query: str, **variables: str) -> None:
    """A subscription that begins with silence: wait until it listens."""
    feed = portal.app.state.house.feed
    idle_before = feed.idle_watchers
    wire.subscribe("1", query, **variables)
    async with asyncio.timeout(10):
        while feed.idle_watchers == idle_before:
            await asyncio.sleep(0)
