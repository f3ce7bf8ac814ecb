"""The main job from end to end: a tenant's report, a work order, a link, a live thread, and the end of it."""

import asyncio
import re
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from gql.transport.exceptions import TransportQueryError

import clock
from models import Category, Organisation, Property, Unit
from models.database import connected
from schema.ids import node_id
from tests.journeys.clients import Ears, act, ask, hearing
from tests.journeys.service import Service, run_command
from tests.notifications.peers import Mailbox, Provider

PASSWORD = "een heel lang wachtwoord"
EMPTY_CURSOR = "WzBd"  # a cursor before the first message

SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { token errors { code } } }"
CREATE_CONTACT = """mutation ($input: CreateContactInput!) {
  createContact(input: $input) { contact { id phone } errors { code path } } }"""
REPORT = """mutation ($input: ReportIncidentInput!) { reportIncident(input: $input) {
  incident { id reference version thread { id } } errors { code path } } }"""
POST = """mutation ($input: PostMessageInput!) { postMessage(input: $input) {
  message { id seq } errors { code path } } }"""
GIVE = """mutation ($input: CreateSubIncidentInput!) { createSubIncident(input: $input) {
  subIncident { id reference thread { id } } errors { code path } } }"""
OPEN = "mutation ($input: OpenGuestLinkInput!) { openGuestLink(input: $input) { token errors { code } } }"
ACCEPT = """mutation ($input: AcceptWorkOrderInput!) { acceptWorkOrder(input: $input) {
  workOrder { status } errors { code } } }"""
PLAN = """mutation ($input: PlanWorkOrderInput!) { planWorkOrder(input: $input) {
  workOrder { status appointment { startsAt } } errors { code } } }"""
DONE = """mutation ($input: ReportWorkDoneInput!) { reportWorkDone(input: $input) {
  workOrder { status report } errors { code } } }"""
READ = "mutation ($input: MarkThreadReadInput!) { markThreadRead(input: $input) { errors { code } } }"
MOVE = """mutation ($input: MoveSubIncidentInput!) { moveSubIncident(input: $input) {
  subIncident { isOpen } errors { code path } } }"""
STATUS = """mutation ($input: ChangeIncidentStatusInput!) { changeIncidentStatus(input: $input) {
  incident { status } errors { code path } } }"""
REVOKE = "mutation ($input: RevokeGuestLinkInput!) { revokeGuestLink(input: $input) { errors { code } } }"

MESSAGE = "seq kind body author { displayName role isViewer } event { type toStatus }"
FOLLOW = f"""subscription ($thread: ID!, $after: String) {{
  messageAdded(threadId: $thread, after: $after) {{ cursor message {{ {MESSAGE} }} }} }}"""
THREAD = f"query ($id: ID!) {{ thread(id: $id) {{ messages(first: 100) {{ nodes {{ {MESSAGE} }} }} }} }}"
FOLLOW_ORDER = """subscription ($id: ID!) { subIncidentChanged(subIncidentId: $id) {
  subIncident { ... on WorkOrder { status } } } }"""
FOLLOW_INCIDENT = """subscription ($id: ID!) { incidentChanged(incidentId: $id) {
  incident { status waitingOn { displayName } } } }"""
FOLLOW_INBOX = "subscription { inboxChanged { unreadCount incident { reference } } }"
INCIDENT = """query ($id: ID!) { incident(id: $id) { status handler { displayName } waitingOn { displayName }
  subIncidents { isOpen guestLinks { id } } } }"""


@dataclass
class Post:
    """Where the letters and texts arrive."""

    letters: Mailbox
    texts: Provider

    async def letter(self, subject: str) -> EmailMessage:
        """The letter with such a subject, when it has arrived."""
        async with asyncio.timeout(20):
            while True:
                for letter in self.letters.letters:
                    if re.search(subject, str(letter["subject"]), re.IGNORECASE):
                        return letter
                await asyncio.sleep(0.05)

    async def text(self) -> str:
        async with asyncio.timeout(20):
            while not self.texts.asked:
                await asyncio.sleep(0.05)
        return str(self.texts.asked[-1])


async def settle_in(env: dict[str, str], folder: Any) -> dict[str, str]:
    """An organisation with an administrator and a house, as an operator sets it up; the ids."""
    await run_command(env, folder, "migrate")
    await run_command(env, folder, "create-organisation", "--name", "Van Dam", "--slug", "van-dam")
    admin = ["create-admin", "--organisation", "van-dam", "--email", "anna@van-dam.example", "--name", "Anna"]
    await run_command({**env, "HUISMEESTER_PASSWORD": PASSWORD}, folder, *admin)
    async with connected(env["HUISMEESTER_DATABASE_URL"]):
        organisation = await Organisation.get(slug="van-dam")
        heating = await Category.create(organisation=organisation, name_nl="Verwarming", name_en="Heating")
        dam = await Property.create(
            organisation=organisation, street="Damstraat", house_number="12", postcode="1012 JM", city="Amsterdam"
        )
        unit = await Unit.create(organisation=organisation, property=dam, label="2-hoog")
        return {"categoryId": node_id(heating), "propertyId": node_id(dam), "unitId": node_id(unit)}


async def the_whole_job(service: Service, post: Post, ids: dict[str, str]) -> None:
    """Staff work with one process, the plumber with another."""
    desk, field = service.here, service.there
    anna = (await act(desk, None, SIGN_IN, email="anna@van-dam.example", password=PASSWORD))["token"]
    tom = await _contact(desk, anna, "TENANT", "Tom Jansen", "tom@huurder.example", "06-12345601")
    piet = await _contact(desk, anna, "EXTERNAL_PARTY", "Piet Loods", "piet@loodgieter.example", "06-12345602")
    elin = await _contact(desk, anna, "EXTERNAL_PARTY", "Elin Volt", "elin@elektra.example", "06-12345603")

    async with hearing(desk, anna, FOLLOW_INBOX) as inbox:
        assert (await inbox.next())["inboxChanged"] == {"unreadCount": 0, "incident": None}
        incident = await _report(desk, anna, ids, tom)
        assert (await _until(inbox, "incident"))["incident"]["reference"] == incident["reference"]

    await act(desk, anna, POST, threadId=incident["thread"]["id"], body="Wij komen kijken.", clientMessageId="1")
    stands = (await ask(desk, anna, INCIDENT, id=incident["id"]))["incident"]
    assert (stands["status"], stands["handler"]["displayName"]) == ("IN_PROGRESS", "Anna")

    order = await _give(desk, anna, incident, piet, "Ketel herstellen", ["EMAIL", "SMS"])
    sibling = await _give(desk, anna, incident, elin, "Groep nakijken", ["EMAIL"])
    letter, text = await post.letter(order["reference"]), await post.text()
    assert "Ketel herstellen" in _plain(letter)
    assert "Damstraat" not in text
    assert "Tom" not in text
    plumber = (await act(field, None, OPEN, token=_secret(_plain(letter))))["token"]
    await act(field, None, OPEN, token=_secret(text))
    electrician = (await act(field, None, OPEN, token=_secret(_plain(await post.letter(sibling["reference"])))))[
        "token"
    ]

    async with (
        hearing(desk, anna, FOLLOW, thread=order["thread"]["id"], after=EMPTY_CURSOR) as at_desk,
        hearing(field, plumber, FOLLOW, thread=order["thread"]["id"], after=EMPTY_CURSOR) as in_field,
        hearing(field, electrician, FOLLOW, thread=sibling["thread"]["id"], after=EMPTY_CURSOR) as next_door,
        hearing(desk, anna, FOLLOW_ORDER, id=order["id"]) as order_at_desk,
        hearing(desk, anna, FOLLOW_INCIDENT, id=incident["id"]) as incident_at_desk,
    ):
        assert (await _message(at_desk))["event"]["type"] == "SUB_INCIDENT_CREATED"
        assert (await _message(in_field))["event"]["type"] == "SUB_INCIDENT_CREATED"
        assert (await _message(next_door))["event"]["type"] == "SUB_INCIDENT_CREATED"
        assert (await order_at_desk.next())["subIncidentChanged"]["subIncident"]["status"] == "SENT"
        assert (await incident_at_desk.next())["incidentChanged"]["incident"]["status"] == "IN_PROGRESS"

        await act(field, plumber, ACCEPT, workOrderId=order["id"])
        assert (await _message(at_desk))["event"]["toStatus"] == "ACCEPTED"
        assert (await order_at_desk.next())["subIncidentChanged"]["subIncident"]["status"] == "ACCEPTED"
        assert (await incident_at_desk.next())["incidentChanged"]["incident"]["waitingOn"]
        assert (await _message(in_field))["event"]["toStatus"] == "ACCEPTED"
        await post.letter("Geaccepteerd: Ketel herstellen")

        starts_at = clock.now() + timedelta(days=1)
        window = {"startsAt": starts_at.isoformat(), "endsAt": (starts_at + timedelta(hours=2)).isoformat()}
        await act(field, plumber, PLAN, workOrderId=order["id"], appointment=window)
        assert (await _message(at_desk))["event"]["type"] == "APPOINTMENT_MADE"
        assert (await _message(in_field))["event"]["type"] == "APPOINTMENT_MADE"
        await post.letter("Gepland: Ketel herstellen")

        thread = order["thread"]["id"]
        await act(field, plumber, POST, threadId=thread, body="Is er een parkeerplaats?", clientMessageId="p1")
        assert (await _message(at_desk))["body"] == "Is er een parkeerplaats?"
        assert "parkeerplaats" in _plain(await post.letter("nieuwe? bericht.*Ketel herstellen"))
        await act(desk, anna, POST, threadId=thread, body="Hij is duur.", kind="NOTE", clientMessageId="a1")
        await act(desk, anna, POST, threadId=thread, body="Ja, achter het huis.", clientMessageId="a2")
        assert (await _message(at_desk))["body"] == "Hij is duur."
        assert (await _message(at_desk))["body"] == "Ja, achter het huis."
        assert (await _message(in_field))["body"] == "Is er een parkeerplaats?"
        assert (await _message(in_field))["body"] == "Ja, achter het huis."

        await act(field, plumber, DONE, workOrderId=order["id"], report="Pomp vervangen.")
        assert (await _message(at_desk))["event"]["toStatus"] == "REPORTED_DONE"
        assert (await _message(in_field))["event"]["toStatus"] == "REPORTED_DONE"
        await post.letter("Gereedgemeld: Ketel herstellen")

        await act(desk, anna, POST, threadId=sibling["thread"]["id"], body="Dag Elin.", clientMessageId="a3")
        assert (await _message(next_door))["body"] == "Dag Elin."
        assert [event["messageAdded"]["message"]["kind"] for event in next_door.heard] == ["EVENT", "POST"]

        assert await _fetched(desk, anna, thread) == _collected(at_desk)
        assert await _fetched(field, plumber, thread) == _collected(in_field)
        numbers = [message["seq"] for message in _collected(in_field)]
        assert numbers == list(range(1, len(numbers) + 1))

    await _close(desk, anna, incident, order)
    await _the_link_stops(service, anna, plumber, incident, order)


async def _the_link_stops(
    service: Service, anna: str, plumber: str, incident: dict[str, Any], order: dict[str, Any]
) -> None:
    """After the job the link still shows it; revoked, it falls silent with a code within two seconds."""
    desk, field = service.here, service.there
    assert await _fetched(field, plumber, order["thread"]["id"])
    stands = (await ask(desk, anna, INCIDENT, id=incident["id"]))["incident"]
    assert (stands["status"], stands["waitingOn"]) == ("CLOSED", [])

    async with hearing(field, plumber, FOLLOW, thread=order["thread"]["id"], after=EMPTY_CURSOR) as in_field:
        await in_field.next()
        for link in (link for side in stands["subIncidents"] for link in side["guestLinks"]):
            await act(desk, anna, REVOKE, guestLinkId=link["id"])
        with pytest.raises(TransportQueryError) as ended:
            await asyncio.wait_for(in_field.to_the_end(), timeout=2)

    assert ended.value.errors is not None
    assert ended.value.errors[0]["extensions"]["code"] == "UNAUTHENTICATED"


async def _contact(server: Any, token: str, type: str, name: str, email: str, phone: str) -> str:  # noqa: A002
    given = {"type": type, "name": name, "email": email, "phone": phone, "idempotencyKey": name}
    created = (await act(server, token, CREATE_CONTACT, **given))["contact"]
    assert created["phone"].startswith("+316")
    return str(created["id"])


async def _report(server: Any, token: str, ids: dict[str, str], reporter: str) -> dict[str, Any]:
    given = {"title": "De ketel is stuk", "description": "Geen warm water.", "reporterId": reporter, **ids}
    incident: dict[str, Any] = (await act(server, token, REPORT, idempotencyKey="r1", **given))["incident"]
    return incident


async def _give(
    server: Any, token: str, incident: dict[str, Any], contractor: str, title: str, channels: list[str]
) -> dict[str, Any]:
    payload = await act(
        server,
        token,
        GIVE,
        incidentId=incident["id"],
        title=title,
        description="Graag deze week.",
        notifyBy=channels,
        details={"workOrder": {"contractorId": contractor}},
        idempotencyKey=title,
    )
    order: dict[str, Any] = payload["subIncident"]
    return order


async def _close(server: Any, token: str, incident: dict[str, Any], order: dict[str, Any]) -> None:
    await act(server, token, MOVE, subIncidentId=order["id"], status={"workOrder": "CLOSED"})
    await act(server, token, STATUS, incidentId=incident["id"], status="RESOLVED", message="Het is verholpen.")
    refused = await ask(server, token, STATUS, input={"incidentId": incident["id"], "status": "CLOSED"})
    assert refused["changeIncidentStatus"]["errors"][0]["code"] == "OPEN_SUB_INCIDENTS"
    await act(server, token, STATUS, incidentId=incident["id"], status="CLOSED", withdrawOpenSubIncidents=True)


async def _message(ears: Ears) -> dict[str, Any]:
    message: dict[str, Any] = (await ears.next())["messageAdded"]["message"]
    return message


async def _until(ears: Ears, name: str) -> dict[str, Any]:
    while not (change := (await ears.next())["inboxChanged"])[name]:
        pass
    return dict(change)


def _collected(ears: Ears) -> list[dict[str, Any]]:
    return [event["messageAdded"]["message"] for event in ears.heard]


async def _fetched(server: Any, token: str, thread: str) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = (await ask(server, token, THREAD, id=thread))["thread"]["messages"]["nodes"]
    return nodes


def _plain(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def _secret(text: str) -> str:
    found = re.search(r"/l#(hm_guest_\w+)", text)
    assert found is not None, text
    return found.group(1)
