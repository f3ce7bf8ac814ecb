"""Values that are read in batches are read once for all places of an answer, and never later than the next act."""

import pytest

from models import Incident, SubIncident
from schema.context import House
from schema.ids import node_id
from tests.asking import ask
from tests.cast import Cast, given_to, reported, says
from tests.statements import counted

UNREAD = """query ($id: ID!) { incident(id: $id) {
  thread { unreadCount } subIncidents { thread { unread: unreadCount } } } }"""
TWICE = """mutation ($id: ID!, $first: Int!, $second: Int!) {
  first: markThreadRead(input: { threadId: $id, upToSeq: $first }) { thread { unreadCount } }
  second: markThreadRead(input: { threadId: $id, upToSeq: $second }) { thread { unreadCount } } }"""


@pytest.fixture
async def incident(cast: Cast) -> Incident:
    return await reported(cast)


@pytest.fixture
async def order(cast: Cast, incident: Incident) -> SubIncident:
    return await given_to(cast, cast.piet, incident)


async def test_what_is_asked_in_several_places_is_read_once(
    monkeypatch: pytest.MonkeyPatch, cast: Cast, house: House, incident: Incident, order: SubIncident
) -> None:
    for subject, count in ((incident, 2), (order, 3)):
        for number in range(count):
            await says(cast.as_bas, subject, f"Bericht {number}")
    first = await ask(cast.as_anna, house, UNREAD, id=node_id(incident))

    with counted(monkeypatch) as statements:
        again = await ask(cast.as_anna, house, UNREAD, id=node_id(incident))

    assert again == first
    # The first reply also takes the incident into progress and gives it a handler.
    assert first["incident"] == {"thread": {"unreadCount": 4}, "subIncidents": [{"thread": {"unread": 3}}]}
    assert len([statement for statement in statements if 'FROM "read_mark"' in statement]) == 1


async def test_an_act_is_answered_before_the_next_begins(cast: Cast, house: House, incident: Incident) -> None:
    *_, second, _, last = [await says(cast.as_bas, incident, f"Bericht {number}") for number in range(4)]
    values = {"first": second.seq, "second": last.seq}

    told = await ask(cast.as_anna, house, TWICE, id=f"thr_{incident.thread_id.hex}", **values)

    assert told["first"]["thread"]["unreadCount"] == 2
    assert told["second"]["thread"]["unreadCount"] == 0
