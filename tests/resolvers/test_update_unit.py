"""Changing a unit, and putting it out of use."""

from typing import Any

import pytest

from errors import Conflict, ErrorCode, NotAllowed, NotFound, Refusal
from models import Unit
from resolvers.units import update_unit
from tests.cast import Cast, by_account, reported
from tests.silence import nothing_happens


async def change(cast: Cast, **changes: Any) -> Unit:
    return await update_unit(cast.as_anna, unit_id=cast.dam_2.id, changes=changes)


async def test_a_unit_gets_another_name_and_goes_out_of_use_and_back(cast: Cast) -> None:
    named = await change(cast, label="2-hoog achter")
    archived = await change(cast, is_archived=True)
    back = await change(cast, is_archived=False)

    assert (named.label, named.archived_at, named.version) == ("2-hoog achter", None, 2)
    assert (archived.label, archived.archived_at is not None) == ("2-hoog achter", True)
    assert (back.archived_at, back.version) == (None, 4)


async def test_no_new_incident_is_about_what_is_archived(cast: Cast) -> None:
    await change(cast, is_archived=True)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await reported(cast)

    assert (refused.value.code, refused.value.field) == (ErrorCode.ARCHIVED, "unitId")


async def test_wrong_input_changes_nothing(cast: Cast) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await change(cast, label=" ", is_archived=True)
        with pytest.raises(Conflict):
            await update_unit(cast.as_anna, unit_id=cast.dam_2.id, changes={"label": "x"}, expected_version=7)

    assert (refused.value.code, refused.value.field) == (ErrorCode.BLANK, "label")


async def test_nobody_else_changes_it_not_even_its_tenant(cast: Cast, neighbour: Cast) -> None:
    tom = await by_account(cast.tom)

    async with nothing_happens():
        with pytest.raises(NotFound):
            await update_unit(neighbour.as_anna, unit_id=cast.dam_2.id, changes={"label": "x"})
        with pytest.raises(NotAllowed):
            await update_unit(tom, unit_id=cast.dam_2.id, changes={"label": "x"})
