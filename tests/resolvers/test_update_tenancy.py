"""Changing a tenancy: what a tenant sees follows the dates."""

from datetime import timedelta
from typing import Any

import pytest

import clock
from auth.access import visible_incidents
from auth.register import visible_properties, visible_units
from errors import Conflict, ErrorCode, NotFound, Refusal
from models import Tenancy
from realtime.events import Subject, Topic
from resolvers.tenancies import create_tenancy, update_tenancy
from schema.context import House
from tests.cast import Cast, by_account, reported
from tests.silence import nothing_happens

TODAY = clock.today()
DAY = timedelta(days=1)


async def change(cast: Cast, **changes: Any) -> Tenancy:
    tenancy = await Tenancy.get(tenant_id=cast.tom.id)
    return await update_tenancy(cast.as_anna, tenancy_id=tenancy.id, changes=changes)


async def test_what_is_given_changes_null_clears_and_the_rest_stays(cast: Cast) -> None:
    ended = await change(cast, until_on=TODAY)
    goes_on = await change(cast, until_on=None)

    assert (ended.until_on, ended.version) == (TODAY, 2)
    assert (goes_on.until_on, goes_on.from_on, goes_on.version) == (None, TODAY - 400 * DAY, 3)


@pytest.mark.parametrize(
    ("changes", "seen"), [({"until_on": TODAY}, 1), ({"until_on": TODAY - DAY}, 0), ({"from_on": TODAY + DAY}, 0)]
)
async def test_a_former_tenant_sees_its_own_reports_and_not_the_home(
    changes: dict[str, Any], seen: int, cast: Cast
) -> None:
    await reported(cast)
    tom = await by_account(cast.tom)

    await change(cast, **changes)

    assert (await visible_units(tom).count(), await visible_properties(tom).count()) == (seen, seen)
    assert await visible_incidents(tom).count() == 1


async def test_a_tenant_who_is_signed_in_is_looked_at_again(cast: Cast, house: House) -> None:
    async with house.feed.watch(Topic(Subject.RIGHTS, cast.tom.id)) as bell:
        await change(cast, until_on=TODAY - DAY)

        assert await bell.wait(10)


async def test_a_period_that_cannot_be_changes_nothing(cast: Cast) -> None:
    tenancy = await change(cast, until_on=TODAY)
    await create_tenancy(
        cast.as_anna, unit_id=cast.dam_2.id, tenant_id=cast.tom.id, from_on=TODAY + DAY, idempotency_key="again"
    )

    async with nothing_happens():
        for until_on, field in ((None, "fromOn"), (TODAY + DAY, "fromOn"), (TODAY - 500 * DAY, "untilOn")):
            with pytest.raises(Refusal) as refused:
                await update_tenancy(cast.as_anna, tenancy_id=tenancy.id, changes={"until_on": until_on})
            assert (refused.value.code, refused.value.field) == (ErrorCode.INVALID_PERIOD, field)


async def test_an_older_version_is_a_conflict(cast: Cast) -> None:
    tenancy = await change(cast, until_on=TODAY)

    async with nothing_happens():
        with pytest.raises(Conflict):
            await update_tenancy(cast.as_anna, tenancy_id=tenancy.id, changes={"until_on": None}, expected_version=1)


async def test_nobody_else_changes_it_and_the_tenant_does_not_even_see_it(cast: Cast, neighbour: Cast) -> None:
    tenancy = await Tenancy.get(tenant_id=cast.tom.id)
    tom = await by_account(cast.tom)

    async with nothing_happens():
        for viewer in (neighbour.as_anna, tom):
            with pytest.raises(NotFound):
                await update_tenancy(viewer, tenancy_id=tenancy.id, changes={"until_on": TODAY})
