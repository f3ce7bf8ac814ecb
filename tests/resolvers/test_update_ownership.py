"""Changing an ownership: what an owner sees follows the dates."""

from datetime import date, timedelta
from typing import Any

import pytest

import clock
from auth.access import visible_incidents
from auth.register import visible_properties
from errors import Conflict, ErrorCode, NotFound, Refusal
from models import MessageKind, Ownership
from resolvers.ownerships import create_ownership, update_ownership
from schema.context import House
from schema.ids import node_id
from tests.asking import following
from tests.cast import Cast, by_account, reported, says
from tests.silence import nothing_happens

FOLLOW = "subscription ($thread: ID!) { messageAdded(threadId: $thread) { message { body } } }"
TODAY = clock.today()
DAY = timedelta(days=1)


async def change(cast: Cast, **changes: Any) -> Ownership:
    ownership = await Ownership.get(owner_id=cast.olga.id)
    return await update_ownership(cast.as_anna, ownership_id=ownership.id, changes=changes)


async def test_what_is_given_changes_null_clears_and_the_rest_stays(cast: Cast) -> None:
    ended = await change(cast, until_on=TODAY, sees_incidents=True)
    goes_on = await change(cast, until_on=None)

    assert (ended.until_on, ended.sees_incidents, ended.version) == (TODAY, True, 2)
    assert (goes_on.until_on, goes_on.sees_incidents, goes_on.version) == (None, True, 3)
    assert goes_on.from_on == TODAY - 400 * DAY


@pytest.mark.parametrize(
    ("changes", "incidents", "properties"),
    [
        ({}, 1, 1),
        ({"until_on": TODAY}, 1, 1),
        ({"until_on": TODAY - DAY}, 0, 0),
        ({"from_on": TODAY + DAY}, 0, 0),
        ({"sees_incidents": False}, 0, 1),
    ],
)
async def test_a_former_owner_sees_nothing_any_more(
    changes: dict[str, Any], incidents: int, properties: int, cast: Cast
) -> None:
    await reported(cast)
    olga = await by_account(cast.olga)
    await change(cast, sees_incidents=True)

    await change(cast, **changes)

    assert await visible_incidents(olga).count() == incidents
    assert await visible_properties(olga).count() == properties


@pytest.mark.parametrize("changes", [{"until_on": TODAY - DAY}, {"sees_incidents": False}])
async def test_what_a_former_owner_follows_ends_with_a_code(changes: dict[str, Any], cast: Cast, house: House) -> None:
    incident = await reported(cast)
    await says(cast.as_anna, incident, "Wij komen kijken")
    olga = await by_account(cast.olga)
    await change(cast, sees_incidents=True)

    async with following(olga, house, FOLLOW, thread=node_id(incident.thread)) as heard:
        await says(cast.as_anna, incident, "Alleen voor ons", kind=MessageKind.NOTE)
        await says(cast.as_anna, incident, "Voor wie het mag zien")
        assert (await heard.next())["messageAdded"]["message"] == {"body": "Voor wie het mag zien"}

        await change(cast, **changes)
        await says(cast.as_anna, incident, "Niet meer voor Olga")

        ended = await heard.result()
        assert ended is not None
        assert ended.data is None
        assert [error.extensions for error in ended.errors or []] == [{"code": "FORBIDDEN"}]
        assert await heard.result() is None


@pytest.mark.parametrize(
    ("from_on", "until_on", "field"),
    [(TODAY, TODAY - DAY, "untilOn"), (TODAY - 400 * DAY, TODAY + 10 * DAY, "fromOn"), (TODAY, None, "fromOn")],
)
async def test_a_period_that_cannot_be_changes_nothing(
    from_on: date, until_on: date | None, field: str, cast: Cast
) -> None:
    ownership = await change(cast, until_on=TODAY)
    await create_ownership(
        cast.as_anna,
        property_id=cast.dam.id,
        owner_id=cast.olga.id,
        from_on=TODAY + 10 * DAY,
        idempotency_key="again",
    )

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await update_ownership(
                cast.as_anna, ownership_id=ownership.id, changes={"from_on": from_on, "until_on": until_on}
            )

    assert (refused.value.code, refused.value.field) == (ErrorCode.INVALID_PERIOD, field)


async def test_an_older_version_is_a_conflict(cast: Cast) -> None:
    ownership = await change(cast, sees_incidents=True)

    async with nothing_happens():
        with pytest.raises(Conflict):
            await update_ownership(
                cast.as_anna, ownership_id=ownership.id, changes={"sees_incidents": False}, expected_version=1
            )


async def test_nobody_else_changes_it_and_the_owner_does_not_even_see_it(cast: Cast, neighbour: Cast) -> None:
    ownership = await Ownership.get(owner_id=cast.olga.id)
    olga = await by_account(cast.olga)

    async with nothing_happens():
        for viewer in (neighbour.as_anna, olga):
            with pytest.raises(NotFound):
                await update_ownership(viewer, ownership_id=ownership.id, changes={"sees_incidents": True})
