"""Changing a property, and putting it out of use."""

from typing import Any

import pytest

from errors import Conflict, ErrorCode, NotAllowed, NotFound, Refusal
from models import Property
from resolvers.pages import PageRequest
from resolvers.properties import list_properties, update_property
from resolvers.units import update_unit
from schema.context import House
from schema.ids import node_id
from tests.asking import ask
from tests.cast import Cast, by_account, given_to, reported, through_link
from tests.silence import nothing_happens

UNITS = """query ($id: ID!) { property(id: $id) { isArchived version
  inUse: units { label isArchived } outOfUse: units(isArchived: true) { label }
  all: units(isArchived: null) { label } } }"""


async def change(cast: Cast, **changes: Any) -> Property:
    return await update_property(cast.as_anna, property_id=cast.dam.id, changes=changes)


async def test_what_is_given_changes_null_clears_and_the_rest_stays(cast: Cast) -> None:
    await change(cast, name="De Dam")

    dam = await change(cast, name=None, house_number="12-14", postcode="1012jn")

    assert (dam.name, dam.address, dam.version) == (None, "Damstraat 12-14, 1012 JN Amsterdam", 3)


async def streets(cast: Cast, **wanted: Any) -> list[str]:
    page = await list_properties(cast.as_anna, **wanted, request=PageRequest())
    return [building.street for building in page.rows]


async def test_what_is_archived_is_listed_apart_and_can_come_back(cast: Cast) -> None:
    once = await change(cast, is_archived=True)
    assert (await change(cast, is_archived=True)).archived_at == once.archived_at
    assert (await streets(cast), await streets(cast, is_archived=True)) == ([], ["Damstraat"])
    assert await streets(cast, is_archived=None) == ["Damstraat"]

    await change(cast, is_archived=False)

    assert await streets(cast) == ["Damstraat"]


async def test_no_new_incident_is_about_what_is_archived(cast: Cast) -> None:
    await change(cast, is_archived=True)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await reported(cast)

    assert (refused.value.code, refused.value.field) == (ErrorCode.ARCHIVED, "propertyId")


async def test_units_are_listed_by_whether_they_are_in_use(cast: Cast, house: House) -> None:
    await update_unit(cast.as_anna, unit_id=cast.dam_2.id, changes={"is_archived": True})

    shown = (await ask(cast.as_anna, house, UNITS, id=node_id(cast.dam)))["property"]

    assert shown == {
        "isArchived": False,
        "version": 1,
        "inUse": [],
        "outOfUse": [{"label": "2-hoog"}],
        "all": [{"label": "2-hoog"}],
    }


@pytest.mark.parametrize(
    ("column", "field"), [("street", "street"), ("house_number", "houseNumber"), ("postcode", "postcode")]
)
async def test_wrong_input_changes_nothing(column: str, field: str, cast: Cast) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await change(cast, city="x", **{column: " "})
        with pytest.raises(Conflict):
            await update_property(cast.as_anna, property_id=cast.dam.id, changes={"city": "x"}, expected_version=7)

    assert (refused.value.code, refused.value.field) == (ErrorCode.BLANK, field)


async def test_nobody_else_changes_it_not_even_its_owner(cast: Cast, neighbour: Cast) -> None:
    piet = await through_link(cast.piet, await given_to(cast, cast.piet, await reported(cast)))
    olga = await by_account(cast.olga)

    async with nothing_happens():
        for viewer in (neighbour.as_anna, piet):
            with pytest.raises(NotFound):
                await update_property(viewer, property_id=cast.dam.id, changes={"city": "x"})
        with pytest.raises(NotAllowed):
            await update_property(olga, property_id=cast.dam.id, changes={"city": "x"})
