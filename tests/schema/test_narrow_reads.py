"""A query reads what it answers with, and learns it anew when somebody's answer takes more."""

import pytest

from models import Incident, MessageKind
from resolvers.sub_incident_creation import create_work_order
from schema.context import House
from schema.ids import node_id
from tests.asking import ask
from tests.cast import Cast, given_to, reported, says, through_link
from tests.statements import counted

THREAD = "query ($id: ID!) { thread(id: $id) { messages(first: 5) { nodes { body author { displayName role } } } } }"
TITLE = "query ($id: ID!) { incident(id: $id) { title address } }"
EVENTS = """query ($id: ID!) { thread(id: $id) { messages(first: 9) {
  nodes { body event { text reason onBehalfOf { displayName } } } } } }"""


@pytest.fixture
async def incident(cast: Cast) -> Incident:
    return await reported(cast)


async def test_no_column_is_read_that_nobody_looks_at(
    monkeypatch: pytest.MonkeyPatch, cast: Cast, house: House, incident: Incident
) -> None:
    await says(cast.as_anna, incident, "Tekst")
    thread_id = f"thr_{incident.thread_id.hex}"
    first = await ask(cast.as_anna, house, THREAD, id=thread_id)

    with counted(monkeypatch) as statements:
        again = await ask(cast.as_anna, house, THREAD, id=thread_id)

    assert again == first
    [messages] = [statement for statement in statements if '"message"."body"' in statement]
    assert "password_hash" not in messages
    assert "client_key" not in messages
    assert "on_behalf_of" not in messages.partition("WHERE")[0]


async def test_a_relation_that_nobody_looks_at_is_not_joined(
    monkeypatch: pytest.MonkeyPatch, cast: Cast, house: House, incident: Incident
) -> None:
    await ask(cast.as_anna, house, TITLE, id=node_id(incident))

    with counted(monkeypatch) as statements:
        told = await ask(cast.as_anna, house, TITLE, id=node_id(incident))

    assert told["incident"] == {"title": incident.title, "address": incident.address}
    [statement] = statements
    assert 'JOIN "property"' in statement
    assert 'JOIN "employee"' not in statement


async def test_an_answer_that_takes_more_than_any_before_it_is_whole(
    cast: Cast, house: House, incident: Incident
) -> None:
    """The first thread is empty, the second has a post, the third events with all there is to them."""
    order = await create_work_order(
        cast.as_anna,
        incident_id=incident.id,
        title="Klus",
        description="Kijken.",
        contractor_id=cast.piet.id,
        idempotency_key="klus",
    )
    assert (await ask(cast.as_anna, house, EVENTS, id=f"thr_{incident.id.hex}"))["thread"] is None
    await says(cast.as_anna, order, "Tekst", kind=MessageKind.NOTE)

    side = await ask(cast.as_anna, house, EVENTS, id=f"thr_{order.thread_id.hex}")
    head = await ask(cast.as_anna, house, EVENTS, id=f"thr_{incident.thread_id.hex}")

    assert "Tekst" in [message["body"] for message in side["thread"]["messages"]["nodes"]]
    assert head["thread"]["messages"]["nodes"][0]["event"]["onBehalfOf"] == {"displayName": cast.tom.display_name}


async def test_what_one_reader_looks_at_takes_nothing_from_another(
    cast: Cast, house: House, incident: Incident
) -> None:
    order = await given_to(cast, cast.piet, incident)
    piet = await through_link(cast.piet, order)
    document = "query ($id: ID!) { subIncident(id: $id) { title party { displayName isViewer } site { address } } }"

    for viewer, is_viewer in ((cast.as_anna, False), (piet, True), (cast.as_anna, False)):
        told = (await ask(viewer, house, document, id=node_id(order)))["subIncident"]
        assert told["party"] == {"displayName": cast.piet.display_name, "isViewer": is_viewer}
        assert told["site"] == {"address": incident.address}
