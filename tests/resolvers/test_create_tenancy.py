"""A contact becomes tenant of a unit."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

import clock
from auth.register import visible_units
from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import Contact, ContactType, Property, Tenancy, Unit
from resolvers.tenancies import create_tenancy
from tests.cast import Cast, by_account
from tests.silence import nothing_happens

TODAY = clock.today()
DAY = timedelta(days=1)


async def tess_of(cast: Cast) -> Contact:
    return await Contact.create(organisation=cast.organisation, type=ContactType.TENANT, name="Tess Smit")


async def rent(cast: Cast, tenant: Contact, **more: Any) -> Tenancy:
    given = {"unit_id": cast.dam_2.id, "tenant_id": tenant.id, "from_on": TODAY, "idempotency_key": "k"}
    return await create_tenancy(cast.as_anna, **{**given, **more})


async def test_two_can_rent_a_unit_together(cast: Cast) -> None:
    tess = await tess_of(cast)

    tenancy = await rent(cast, tess, until_on=TODAY + DAY)

    assert (tenancy.tenant, tenancy.unit, tenancy.until_on, tenancy.version) == (tess, cast.dam_2, TODAY + DAY, 1)
    assert await Tenancy.filter(unit_id=cast.dam_2.id).count() == 2


@pytest.mark.parametrize(("from_on", "seen"), [(TODAY, 1), (TODAY + DAY, 0)])
async def test_a_tenant_sees_its_home_from_the_first_day(from_on: date, seen: int, cast: Cast) -> None:
    tess = await tess_of(cast)
    viewer = await by_account(tess)

    await rent(cast, tess, from_on=from_on)

    assert await visible_units(viewer).count() == seen


@pytest.mark.parametrize(
    ("from_on", "until_on", "field"),
    [
        (TODAY, TODAY - DAY, "untilOn"),
        (TODAY + 20 * DAY, None, "fromOn"),
        (TODAY - DAY, TODAY, "fromOn"),
    ],
)
async def test_a_period_that_cannot_be_is_refused(from_on: date, until_on: date | None, field: str, cast: Cast) -> None:
    tess = await tess_of(cast)
    await rent(cast, tess, until_on=TODAY + 20 * DAY)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await rent(cast, tess, from_on=from_on, until_on=until_on, idempotency_key="other")

    assert (refused.value.code, refused.value.field) == (ErrorCode.INVALID_PERIOD, field)


async def test_two_at_once_do_not_overlap(cast: Cast) -> None:
    tess = await tess_of(cast)

    answers = await asyncio.gather(
        *(rent(cast, tess, idempotency_key=f"{number}") for number in range(5)), return_exceptions=True
    )

    assert [answer.code for answer in answers if isinstance(answer, Refusal)] == [ErrorCode.INVALID_PERIOD] * 4
    assert await Tenancy.filter(tenant_id=tess.id).count() == 1


async def test_twenty_with_one_key_are_one_tenancy(cast: Cast) -> None:
    tess = await tess_of(cast)

    made = await asyncio.gather(*(rent(cast, tess) for _ in range(20)))

    assert len({tenancy.id for tenancy in made}) == await Tenancy.filter(tenant_id=tess.id).count() == 1


async def test_a_key_that_was_used_for_another_is_refused(cast: Cast) -> None:
    tess = await tess_of(cast)
    await rent(cast, tess)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await rent(cast, tess, from_on=TODAY + DAY)

    assert refused.value.code is ErrorCode.IDEMPOTENCY_KEY_REUSED


async def test_only_a_tenant_rents(cast: Cast) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await rent(cast, cast.olga)

    assert (refused.value.code, refused.value.field) == (ErrorCode.WRONG_CONTACT_TYPE, "tenantId")


@pytest.mark.parametrize(
    ("archived", "code", "field"),
    [
        (Contact, ErrorCode.CONTACT_ARCHIVED, "tenantId"),
        (Unit, ErrorCode.ARCHIVED, "unitId"),
        (Property, ErrorCode.ARCHIVED, "unitId"),
    ],
)
async def test_what_is_archived_is_not_chosen(archived: Any, code: ErrorCode, field: str, cast: Cast) -> None:
    tess = await tess_of(cast)
    await archived.filter(id__in=[tess.id, cast.dam_2.id, cast.dam.id]).update(archived_at=clock.now())

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await rent(cast, tess)

    assert (refused.value.code, refused.value.field) == (code, field)


async def test_nobody_else_adds_one_and_nothing_crosses(cast: Cast, neighbour: Cast) -> None:
    tom = await by_account(cast.tom)

    async with nothing_happens():
        with pytest.raises(NotAllowed):
            await create_tenancy(tom, unit_id=cast.dam_2.id, tenant_id=cast.tom.id, from_on=TODAY, idempotency_key="k")
        with pytest.raises(NotFound):
            await rent(neighbour, cast.tom)
        with pytest.raises(NotFound):
            await rent(neighbour, neighbour.tom, unit_id=cast.dam_2.id)
