"""Everything that is kept about a contact, to hand over."""

import json

import pytest

from errors import NotAllowed, NotFound
from models import AuditEntry
from resolvers.exporting import export_contact
from schema.context import House
from schema.ids import node_id
from tests.asking import ask
from tests.cast import Cast, by_account, given_to, reported, says, through_link
from tests.silence import nothing_happens

EXPORT = """mutation ($input: ExportContactInput!) { exportContact(input: $input) {
  content errors { code path } } }"""


async def test_an_admin_gets_all_of_it_and_of_nobody_else(cast: Cast, house: House) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    tom, piet = await by_account(cast.tom, email="tom@mijn.example"), await through_link(cast.piet, order)
    await says(tom, incident, "Het lekt nog")
    await says(piet, order, "Ik kom morgen")
    await says(cast.as_anna, incident, "Van Anna")

    answer = (await ask(cast.as_bas, house, EXPORT, input={"contactId": node_id(cast.tom)}))["exportContact"]
    kept = json.loads(answer["content"])

    assert answer["errors"] == []
    assert (kept["contact"]["name"], kept["contact"]["phone"]) == ("Tom Jansen", "+31612345601")
    assert kept["account"][0]["email"] == "tom@mijn.example"
    assert [row["address"] for row in kept["tenancies"]] == ["Damstraat 12, 1012 JM Amsterdam"]
    assert [row["reference"] for row in kept["incidents"]] == [incident.reference]
    assert [row["body"] for row in kept["messages"] if row["body"]] == ["Het lekt nog"]
    assert [row["act"] for row in kept["acts"]] == ["postMessage"]
    assert len(kept["sessions"]) == 1
    assert [text for text in ("Ik kom morgen", "Van Anna", "Piet", "hash") if text in answer["content"]] == []


async def test_that_it_was_asked_for_is_written_down_and_nothing_else_happens(cast: Cast) -> None:
    async with nothing_happens(but=AuditEntry):
        await export_contact(cast.as_bas, contact_id=cast.tom.id)

    [entry] = await AuditEntry.all()
    assert (entry.act, entry.employee_id, entry.subject_id) == ("exportContact", cast.bas.id, cast.tom.id)


async def test_nobody_else_gets_it(cast: Cast, neighbour: Cast) -> None:
    piet = await through_link(cast.piet, await given_to(cast, cast.piet, await reported(cast)))

    async with nothing_happens():
        for viewer in (cast.as_anna, piet):
            with pytest.raises(NotAllowed):
                await export_contact(viewer, contact_id=cast.piet.id)
        with pytest.raises(NotFound):
            await export_contact(neighbour.as_bas, contact_id=cast.piet.id)
