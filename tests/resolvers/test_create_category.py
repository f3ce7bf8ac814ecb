"""Adding a category."""

import asyncio
from typing import Any

import pytest

from errors import ErrorCode, NotAllowed, Refusal
from models import Category
from resolvers.categories import create_category, list_categories
from tests.cast import Cast, by_account
from tests.silence import nothing_happens


async def add(cast: Cast, **more: Any) -> Category:
    return await create_category(
        cast.as_bas, **{"name_nl": "Lekkage", "name_en": "Leak", "idempotency_key": "k", **more}
    )


async def test_a_category_has_words_in_both_languages(cast: Cast) -> None:
    leak = await add(cast, help_nl="Draai de kraan dicht.", help_en=" ", trade="Loodgieter", position=7)

    assert (leak.name_nl, leak.name_en, leak.help_nl) == ("Lekkage", "Leak", "Draai de kraan dicht.")
    assert not leak.help_en
    assert (leak.trade, leak.position, leak.organisation_id, leak.version) == (
        "Loodgieter",
        7,
        cast.organisation.id,
        1,
    )


async def test_without_a_position_it_comes_last(cast: Cast, neighbour: Cast) -> None:
    await Category.filter(id=neighbour.heating.id).update(position=100)
    await Category.filter(id=cast.heating.id).update(position=3)

    await add(cast)
    await add(cast, name_nl="Slot", name_en="Lock", idempotency_key="lock")

    assert [row.name_nl for row in await list_categories(cast.as_anna)] == ["Verwarming", "Lekkage", "Slot"]
    assert [row.position for row in await list_categories(cast.as_anna)] == [3, 4, 5]


async def test_twenty_with_one_key_are_one_category(cast: Cast) -> None:
    before = await Category.all().count()

    made = await asyncio.gather(*(add(cast) for _ in range(20)))

    assert len({category.id for category in made}) == await Category.all().count() - before == 1


@pytest.mark.parametrize(
    ("column", "value", "field", "code"),
    [
        ("name_nl", " ", "nameNl", ErrorCode.BLANK),
        ("name_en", "x" * 201, "nameEn", ErrorCode.TOO_LONG),
        ("help_nl", "x" * 20_001, "helpNl", ErrorCode.TOO_LONG),
        ("help_en", "x" * 20_001, "helpEn", ErrorCode.TOO_LONG),
        ("trade", "x" * 101, "trade", ErrorCode.TOO_LONG),
        ("position", -1, "position", ErrorCode.OUT_OF_RANGE),
        ("position", 10_000, "position", ErrorCode.OUT_OF_RANGE),
    ],
)
async def test_wrong_input_adds_nothing(column: str, value: Any, field: str, code: ErrorCode, cast: Cast) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await add(cast, **{column: value})

    assert (refused.value.code, refused.value.field) == (code, field)


async def test_a_key_that_was_used_for_another_is_refused(cast: Cast) -> None:
    await add(cast)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await add(cast, position=4)

    assert refused.value.code is ErrorCode.IDEMPOTENCY_KEY_REUSED


async def test_only_an_admin_adds_one(cast: Cast) -> None:
    tom = await by_account(cast.tom)

    async with nothing_happens():
        for viewer in (cast.as_anna, tom):
            with pytest.raises(NotAllowed):
                await create_category(viewer, name_nl="x", name_en="x", idempotency_key="k")
