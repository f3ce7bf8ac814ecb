"""Changing a category, and putting it out of use."""

from typing import Any

import pytest

from errors import Conflict, ErrorCode, NotAllowed, NotFound, Refusal
from models import Category
from resolvers.categories import update_category
from resolvers.incident_changes import update_incident
from schema.context import House
from tests.asking import ask
from tests.cast import Cast, by_account, reported
from tests.silence import nothing_happens

LIST = "query ($isArchived: Boolean) { categories(isArchived: $isArchived) { nameNl nameEn isArchived version } }"
CONTACT_LIST = "query ($isArchived: Boolean) { categories(isArchived: $isArchived) { name } }"


async def change(cast: Cast, **changes: Any) -> Category:
    return await update_category(cast.as_bas, category_id=cast.heating.id, changes=changes)


async def test_what_is_given_changes_null_clears_and_the_rest_stays(cast: Cast) -> None:
    await change(cast, help_nl="Kijk naar de druk.", trade="Loodgieter")

    heating = await change(cast, name_nl="Cv", help_nl=None, position=5)

    assert (heating.name_nl, heating.name_en, heating.trade) == ("Cv", "Heating", "Loodgieter")
    assert not heating.help_nl
    assert (heating.position, heating.version) == (5, 3)


async def test_what_is_archived_is_listed_apart_and_to_contacts_not_at_all(cast: Cast, house: House) -> None:
    tom = await by_account(cast.tom)
    await change(cast, is_archived=True)
    shown = {"nameNl": "Verwarming", "nameEn": "Heating", "isArchived": True, "version": 2}

    lists = [await ask(cast.as_anna, house, LIST, isArchived=wanted) for wanted in (False, True, None)]
    toms = [await ask(tom, house, CONTACT_LIST, isArchived=wanted) for wanted in (False, True, None)]

    assert [each["categories"] for each in lists] == [[], [shown], [shown]]
    assert [each["categories"] for each in toms] == [[], [], []]


async def test_no_new_incident_is_about_what_is_archived(cast: Cast) -> None:
    await change(cast, is_archived=True)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await reported(cast)

    assert (refused.value.code, refused.value.field) == (ErrorCode.ARCHIVED, "categoryId")


async def test_an_incident_keeps_its_archived_category_and_gets_no_other_archived_one(cast: Cast) -> None:
    incident = await reported(cast)
    lock = await Category.create(organisation=cast.organisation, name_nl="Slot", name_en="Lock")
    await change(cast, is_archived=True)
    await update_category(cast.as_bas, category_id=lock.id, changes={"is_archived": True})

    kept = {"category_id": cast.heating.id, "title": "Nog steeds koud"}
    assert (await update_incident(cast.as_anna, incident_id=incident.id, changes=kept)).category == cast.heating
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await update_incident(cast.as_anna, incident_id=incident.id, changes={"category_id": lock.id})

    assert (refused.value.code, refused.value.field) == (ErrorCode.ARCHIVED, "categoryId")


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [("name_nl", " ", ErrorCode.BLANK), ("position", 10_000, ErrorCode.OUT_OF_RANGE)],
)
async def test_wrong_input_changes_nothing(column: str, value: Any, code: ErrorCode, cast: Cast) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await change(cast, is_archived=True, **{column: value})
        with pytest.raises(Conflict):
            await update_category(cast.as_bas, category_id=cast.heating.id, changes={"position": 1}, expected_version=7)

    assert refused.value.code is code


async def test_only_an_admin_of_the_organisation_changes_it(cast: Cast, neighbour: Cast) -> None:
    tom = await by_account(cast.tom)

    async with nothing_happens():
        with pytest.raises(NotFound):
            await update_category(neighbour.as_bas, category_id=cast.heating.id, changes={"position": 1})
        for viewer in (cast.as_anna, tom):
            with pytest.raises(NotAllowed):
                await update_category(viewer, category_id=cast.heating.id, changes={"position": 1})
