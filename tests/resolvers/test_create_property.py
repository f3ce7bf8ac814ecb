"""Adding a property, and finding it again."""

import asyncio
from typing import Any

import pytest

from errors import ErrorCode, NotAllowed, Refusal
from models import Property
from resolvers.pages import PageRequest
from resolvers.properties import create_property, list_properties
from tests.cast import Cast, given_to, reported, through_link
from tests.silence import nothing_happens


async def add(cast: Cast, **more: Any) -> Property:
    given = {
        "street": "Kerkstraat",
        "house_number": "7",
        "postcode": "3511 AB",
        "city": "Utrecht",
        "idempotency_key": "k",
    }
    return await create_property(cast.as_anna, **{**given, **more})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1012jm", "1012 JM"),
        (" 1012  Jm ", "1012 JM"),
        ("1012 JM", "1012 JM"),
        ("2000", "2000"),
        ("SW1A 1AA", "SW1A 1AA"),
    ],
)
async def test_a_dutch_postcode_is_kept_as_the_post_writes_it(typed: str, kept: str, cast: Cast) -> None:
    made = await add(cast, postcode=typed, name=" De Kerk ")

    assert (made.postcode, made.name, made.organisation_id) == (kept, "De Kerk", cast.organisation.id)
    assert made.address == f"Kerkstraat 7, {kept} Utrecht"


async def test_twenty_with_one_key_are_one_property(cast: Cast) -> None:
    before = await Property.all().count()

    made = await asyncio.gather(*(add(cast) for _ in range(20)))

    assert len({building.id for building in made}) == await Property.all().count() - before == 1


async def test_a_key_that_was_used_for_another_is_refused(cast: Cast) -> None:
    await add(cast)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await add(cast, house_number="9")

    assert refused.value.code is ErrorCode.IDEMPOTENCY_KEY_REUSED


@pytest.mark.parametrize(
    ("column", "value", "field", "code"),
    [
        ("street", " ", "street", ErrorCode.BLANK),
        ("house_number", "", "houseNumber", ErrorCode.BLANK),
        ("postcode", " ", "postcode", ErrorCode.BLANK),
        ("city", "x" * 101, "city", ErrorCode.TOO_LONG),
        ("name", "x" * 201, "name", ErrorCode.TOO_LONG),
    ],
)
async def test_wrong_input_adds_nothing(column: str, value: str, field: str, code: ErrorCode, cast: Cast) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await add(cast, **{column: value})

    assert (refused.value.code, refused.value.field) == (code, field)


async def test_a_contact_adds_nothing(cast: Cast) -> None:
    piet = await through_link(cast.piet, await given_to(cast, cast.piet, await reported(cast)))

    async with nothing_happens():
        with pytest.raises(NotAllowed):
            await create_property(piet, street="x", house_number="1", postcode="1012 JM", city="x", idempotency_key="k")


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("Damstraat 12", ["Damstraat"]),
        ("damstraat 7", []),
        ("7", ["Kerkstraat"]),
        ("1012jm", ["Damstraat"]),
        ("1012 JM", ["Damstraat"]),
        ("1012", ["Damstraat"]),
        ("utrecht kerk", ["Kerkstraat"]),
        ("domtoren", ["Kerkstraat"]),
        (" ", ["Damstraat", "Kerkstraat"]),
        ("%", []),
    ],
)
async def test_a_property_is_found_by_its_name_and_address(
    search: str, expected: list[str], cast: Cast, neighbour: Cast
) -> None:
    await add(cast, name="Bij de Domtoren")

    page = await list_properties(cast.as_anna, search=search, request=PageRequest())

    assert [building.street for building in page.rows] == expected
