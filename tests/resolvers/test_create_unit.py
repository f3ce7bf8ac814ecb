"""Adding a unit."""

import asyncio
from typing import Any

import pytest

import clock
from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import Property, Unit
from resolvers.units import create_unit, list_units_of
from tests.cast import Cast, by_account
from tests.silence import nothing_happens


async def add(cast: Cast, **more: Any) -> Unit:
    return await create_unit(
        cast.as_anna, **{"property_id": cast.dam.id, "label": "3-hoog", "idempotency_key": "k", **more}
    )


async def test_a_unit_is_in_its_property(cast: Cast) -> None:
    unit = await add(cast, label=" 3-hoog ")

    assert (unit.label, unit.property, unit.organisation_id) == ("3-hoog", cast.dam, cast.organisation.id)


async def test_twenty_with_one_key_are_one_unit(cast: Cast) -> None:
    before = await Unit.all().count()

    made = await asyncio.gather(*(add(cast) for _ in range(20)))

    assert len({unit.id for unit in made}) == await Unit.all().count() - before == 1


async def test_a_key_gives_the_same_unit_though_the_property_was_archived_since(cast: Cast) -> None:
    unit = await add(cast)
    await Property.filter(id=cast.dam.id).update(archived_at=clock.now())

    assert (await add(cast)).id == unit.id


async def test_a_property_that_is_archived_gets_no_units(cast: Cast) -> None:
    await Property.filter(id=cast.dam.id).update(archived_at=clock.now())

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await add(cast)

    assert (refused.value.code, refused.value.field) == (ErrorCode.ARCHIVED, "propertyId")


@pytest.mark.parametrize(("label", "code"), [(" ", ErrorCode.BLANK), ("x" * 101, ErrorCode.TOO_LONG)])
async def test_wrong_input_adds_nothing(label: str, code: ErrorCode, cast: Cast) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await add(cast, label=label)

    assert (refused.value.code, refused.value.field) == (code, "label")


async def test_a_key_that_was_used_for_another_is_refused(cast: Cast) -> None:
    await add(cast)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await add(cast, label="4-hoog")

    assert refused.value.code is ErrorCode.IDEMPOTENCY_KEY_REUSED


async def test_nobody_else_adds_one(cast: Cast, neighbour: Cast) -> None:
    olga = await by_account(cast.olga)

    async with nothing_happens():
        with pytest.raises(NotFound):
            await create_unit(neighbour.as_anna, property_id=cast.dam.id, label="x", idempotency_key="k")
        with pytest.raises(NotAllowed):
            await create_unit(olga, property_id=cast.dam.id, label="x", idempotency_key="k")


async def test_units_stand_in_the_order_in_which_people_count(cast: Cast) -> None:
    labels = ["11", "9", "11A", "Winkel", "7", "13"]
    for label in labels:
        await add(cast, label=label, idempotency_key=label)

    listed = await list_units_of(cast.as_anna, property_ids=[cast.dam.id])

    own = [unit.label for unit in listed[cast.dam.id] if unit.label in labels]
    assert own == ["Winkel", "7", "9", "11", "11A", "13"]
