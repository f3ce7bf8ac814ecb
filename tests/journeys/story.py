"""The main job from end to end: a tenant's report, a work order, a link, a live thread, and the end of it."""

import asyncio
import re
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from gql.transport.exceptions import TransportQueryError

import clock
from tests.journeys import documents as do
from tests.journeys.clients import Ears, Person
from tests.journeys.scene import Post, Scene, everybody_listens, fetched, live_equals_refetch, messages, sign_in
from tests.journeys.service import Service

WHOLE_POST = {
    ("Piet Loods", "WORK_ORDER_GIVEN", "SENT"): 2,  # by mail and by SMS
    ("Elin Volt", "WORK_ORDER_GIVEN", "SENT"): 1,
    ("Anna", "WORK_ORDER_ANSWERED", "SENT"): 1,
    ("Anna", "WORK_ORDER_PLANNED", "SENT"): 1,
    ("Anna", "WORK_ORDER_DONE", "SENT"): 1,
    ("Anna", "MESSAGES_UNREAD", "SENT"): 1,
    ("Piet Loods", "MESSAGES_UNREAD", "SKIPPED"): 1,  # he had read it
    ("Elin Volt", "MESSAGES_UNREAD", "SENT"): 1,
    ("Elin Volt", "WORK_ORDER_CHANGED", "SENT"): 1,  # withdrawn
    ("Tom Jansen", "REPORT_CONFIRMED", "SENT"): 2,  # by e-mail and SMS
    ("Tom Jansen", "MESSAGES_UNREAD", "SENT"): 1,  # the first reply
    ("Tom Jansen", "INCIDENT_MOVED", "SENT"): 1,  # that it is solved
}


def assert_logs_tell_nothing_private(logs: str) -> None:
    """After the whole job: no secret, address, number, name or text, and nothing that broke."""
    private = ["hm_", "wachtwoord", "@", "+316", "Piet", "Tom Jansen", "parkeerplaats", "Damstraat", "Traceback"]

    assert "request" in logs
    assert [word for word in private if word in logs] == []


async def the_whole_job(service: Service, post: Post, ids: dict[str, str]) -> None:
    """Staff work with one process, the contractors with another."""
    anna = await sign_in(service.here)
    incident = await _report_and_reply(anna, ids)
    order, sibling = await _give_to_two(anna, incident)
    letter, text = await post.letter(order["reference"]), await post.text()
    _tells_no_more_than_it_may(letter, text)
    piet, elin = await _open(service, letter), await _open(service, await post.letter(sibling["reference"]))
    assert (await _open(service, text)).token not in {None, piet.token}

    async with everybody_listens(post, (anna, piet, elin), incident, order, sibling) as scene:
        await _accept_and_plan(scene)
        await _talk(scene)
        await _report_done(scene)
        await _next_door_nothing_is_heard(scene)
        await _close(scene)
        await _all_post_is_accounted_for(scene)
    await _the_link_shows_it_and_no_more(await _open(service, letter), scene)
    await _the_link_stops(scene)


async def _report_and_reply(anna: Person, ids: dict[str, str]) -> dict[str, Any]:
    """Reported on behalf of a tenant; the first reply takes it up."""
    tom = await _contact(anna, "TENANT", "Tom Jansen", "tom@huurder.example", "06-12345601")
    given = {"title": "De ketel is stuk", "description": "Geen warm water.", "reporterId": tom, **ids}
    async with anna.hearing(do.FOLLOW_INBOX) as inbox:
        assert (await inbox.next())["inboxChanged"] == {"unreadCount": 0, "incident": None}
        incident: dict[str, Any] = (await anna.act(do.REPORT, idempotencyKey="r1", **given))["incident"]
        assert (await inbox.next())["inboxChanged"]["incident"]["reference"] == incident["reference"]

    await _say(anna, incident["thread"]["id"], "Wij komen kijken.")
    stands = (await anna.ask(do.FETCH_INCIDENT, id=incident["id"]))["incident"]
    assert (stands["status"], stands["handler"]["displayName"]) == ("IN_PROGRESS", "Anna")
    return incident


async def _give_to_two(anna: Person, incident: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    piet = await _contact(anna, "EXTERNAL_PARTY", "Piet Loods", "piet@loodgieter.example", "06-12345602")
    elin = await _contact(anna, "EXTERNAL_PARTY", "Elin Volt", "elin@elektra.example", "06-12345603")
    order = await _give(anna, incident, piet, "Ketel herstellen", ["EMAIL", "SMS"])
    return order, await _give(anna, incident, elin, "Groep nakijken", ["EMAIL"])


def _tells_no_more_than_it_may(letter: str, text: str) -> None:
    assert "Ketel herstellen" in letter
    assert "Tom" not in letter
    assert not any(word in text for word in ("Damstraat", "Tom", "Ketel"))


async def _open(service: Service, text: str) -> Person:
    """Whoever opens the link in a letter or text."""
    found = re.search(r"/l#(hm_guest_\w+)", text)
    assert found is not None, text
    return Person(service.there, (await Person(service.there).act(do.OPEN, token=found.group(1)))["token"])


async def _accept_and_plan(scene: Scene) -> None:
    await scene.piet.act(do.ACCEPT, workOrderId=scene.order["id"])
    assert (await _heard(scene.at_desk))["event"]["toStatus"] == "ACCEPTED"
    assert (await _heard(scene.in_field))["event"]["toStatus"] == "ACCEPTED"
    await live_equals_refetch(scene)
    await scene.post.letter("Geaccepteerd: Ketel herstellen")

    starts_at = clock.now() + timedelta(days=1)
    window = {"startsAt": starts_at.isoformat(), "endsAt": (starts_at + timedelta(hours=2)).isoformat()}
    await scene.piet.act(do.PLAN, workOrderId=scene.order["id"], appointment=window)
    assert (await _heard(scene.at_desk))["event"]["type"] == "APPOINTMENT_MADE"
    assert (await _heard(scene.in_field))["event"]["type"] == "APPOINTMENT_MADE"
    await live_equals_refetch(scene)
    await scene.post.letter("Gepland: Ketel herstellen")


async def _talk(scene: Scene) -> None:
    """One letter for several messages, none for what is read meanwhile; and a note is for staff."""
    await _say(scene.piet, scene.thread, "Is er een parkeerplaats?")
    await _say(scene.piet, scene.thread, "En een lift?")
    assert [(await _heard(scene.at_desk))["body"] for _ in range(2)] == ["Is er een parkeerplaats?", "En een lift?"]
    letter = await scene.post.letter("nieuwe? bericht.*Ketel herstellen")
    assert "parkeerplaats" in letter
    assert "lift" in letter

    await _say(scene.anna, scene.thread, "Hij is duur.", kind="NOTE")
    await _say(scene.anna, scene.thread, "Ja, achter het huis.")
    answers = [(await _heard(scene.in_field))["body"] for _ in range(3)]
    assert answers == ["Is er een parkeerplaats?", "En een lift?", "Ja, achter het huis."]
    assert [(await _heard(scene.at_desk))["body"] for _ in range(2)] == ["Hij is duur.", "Ja, achter het huis."]
    await scene.piet.act(do.READ, threadId=scene.thread, upToSeq=len(scene.in_field.heard))
    await _post_is_quiet(scene.anna)
    await live_equals_refetch(scene)


async def _report_done(scene: Scene) -> None:
    await scene.piet.act(do.DONE, workOrderId=scene.order["id"], report="Pomp vervangen.")
    assert (await _heard(scene.at_desk))["event"]["toStatus"] == "REPORTED_DONE"
    assert (await _heard(scene.in_field))["event"]["toStatus"] == "REPORTED_DONE"
    await live_equals_refetch(scene)
    await scene.post.letter("Gereedgemeld: Ketel herstellen")


async def _next_door_nothing_is_heard(scene: Scene) -> None:
    """Of all that happened, up to what is meant for her."""
    await _say(scene.anna, scene.sibling["thread"]["id"], "Dag Elin.")
    assert (await _heard(scene.next_door))["body"] == "Dag Elin."
    assert [event["messageAdded"]["message"]["kind"] for event in scene.next_door.heard] == ["EVENT", "POST"]


async def _close(scene: Scene) -> None:
    await scene.anna.act(do.MOVE, subIncidentId=scene.order["id"], status={"workOrder": "CLOSED"})
    assert (await _heard(scene.in_field))["event"]["toStatus"] == "CLOSED"
    assert (await _heard(scene.at_desk))["event"]["toStatus"] == "CLOSED"
    await live_equals_refetch(scene)

    given = {"incidentId": scene.incident["id"]}
    await scene.anna.act(do.STATUS, **given, status="RESOLVED", message="Het is verholpen.")
    refused = await scene.anna.try_to(do.STATUS, **given, status="CLOSED")
    assert refused["errors"][0]["code"] == "OPEN_SUB_INCIDENTS"
    await scene.anna.act(do.STATUS, **given, status="CLOSED", withdrawOpenSubIncidents=True)
    await live_equals_refetch(scene)
    stands = (await scene.anna.ask(do.FETCH_INCIDENT, id=scene.incident["id"]))["incident"]
    assert (stands["status"], stands["waitingOn"]) == ("CLOSED", [])


async def _all_post_is_accounted_for(scene: Scene) -> None:
    """Who was sent what, and what was not needed."""
    rows = await _post_is_quiet(scene.anna)
    found = Counter((row["recipient"]["displayName"], row["notice"], row["status"]) for row in rows)
    assert found == WHOLE_POST, found - Counter(WHOLE_POST)
    assert len(scene.post.letters.letters) + len(scene.post.texts.asked) == sum(row["status"] == "SENT" for row in rows)


async def _post_is_quiet(anna: Person) -> list[dict[str, Any]]:
    """The whole outbox, when nothing in it waits any more."""
    rows = await _deliveries(anna)
    async with asyncio.timeout(20):
        while any(row["status"] in {"PENDING", "SENDING"} for row in rows):
            await asyncio.sleep(0.05)
            rows = await _deliveries(anna)
    return rows


async def _deliveries(anna: Person) -> list[dict[str, Any]]:
    return list((await anna.ask(do.DELIVERIES))["deliveries"]["nodes"])


async def _the_link_shows_it_and_no_more(piet: Person, scene: Scene) -> None:
    """After the job the link still opens, to read."""
    thread = (await piet.ask(do.THREAD, id=scene.thread))["thread"]
    given = {"threadId": scene.thread, "body": "Nog iets.", "clientMessageId": "te laat"}

    refused = await piet.try_to(do.POST, **given)

    assert refused["errors"][0]["code"] == "SUB_INCIDENT_CLOSED"
    assert thread["canPost"] is False
    assert thread["messages"]["nodes"] == messages(scene.in_field) == await fetched(piet, scene.thread)


async def _the_link_stops(scene: Scene) -> None:
    """Revoked, it falls silent within two seconds, with a code."""
    [order, _] = (await scene.anna.ask(do.SIDES, id=scene.incident["id"]))["incident"]["subIncidents"]
    async with scene.piet.hearing(do.FOLLOW, thread=scene.thread, after=do.EMPTY_CURSOR) as in_field:
        await in_field.next()
        for link in order["guestLinks"]:
            await scene.anna.act(do.REVOKE, guestLinkId=link["id"])
        with pytest.raises(TransportQueryError) as ended:
            await asyncio.wait_for(in_field.to_the_end(), timeout=2)

    assert ended.value.errors is not None
    assert ended.value.errors[0]["extensions"]["code"] == "UNAUTHENTICATED"


async def _contact(anna: Person, type: str, name: str, email: str, phone: str) -> str:  # noqa: A002
    given = {"type": type, "name": name, "email": email, "phone": phone, "idempotencyKey": name}
    created = (await anna.act(do.CREATE_CONTACT, **given))["contact"]
    assert created["phone"].startswith("+316")
    return str(created["id"])


async def _give(
    anna: Person, incident: dict[str, Any], contractor: str, title: str, channels: list[str]
) -> dict[str, Any]:
    given = {"title": title, "description": "Graag deze week.", "notifyBy": channels, "idempotencyKey": title}
    details = {"workOrder": {"contractorId": contractor}}
    return dict((await anna.act(do.GIVE, incidentId=incident["id"], details=details, **given))["subIncident"])


async def _say(person: Person, thread: str, body: str, kind: str = "POST") -> None:
    await person.act(do.POST, threadId=thread, body=body, kind=kind, clientMessageId=body)


async def _heard(ears: Ears) -> dict[str, Any]:
    return dict((await ears.next())["messageAdded"]["message"])
