"""A contact becomes owner of a property."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

import clock
from auth.access import visible_incidents
from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import Contact, ContactType, Ownership, Property
from resolvers.ownerships import create_ownership
from schema.context import House
from tests.asking import following
from tests.cast import Cast, by_account, reported
from tests.silence import nothing_happens

INBOX = "subscription { inboxChanged { unreadCount incident { title } } }"
TODAY = clock.today()
DAY = timedelta(days=1)


async def oscar_of(cast: Cast) -> Contact:
    return await Contact.create(organisation=cast.organisation, type=ContactType.OWNER, name="Oscar Smit")


async def own(cast: Cast, owner: Contact, **more: Any) -> Ownership:
    given = {"property_id": cast.dam.id, "owner_id": owner.id, "from_on": TODAY, "idempotency_key": "k"}
    return await create_ownership(cast.as_anna, **{**given, **more})


async def test_a_property_can_have_several_owners_beside_each_other(cast: Cast) -> None:
    oscar = await oscar_of(cast)

    ownership = await own(cast, oscar, until_on=TODAY + DAY)

    assert (ownership.owner, ownership.property, ownership.sees_incidents) == (oscar, cast.dam, False)
    assert (ownership.from_on, ownership.until_on, ownership.version) == (TODAY, TODAY + DAY, 1)
    assert await Ownership.filter(property_id=cast.dam.id).count() == 2


@pytest.mark.parametrize(
    ("sees_incidents", "from_on", "seen"), [(True, TODAY, 1), (False, TODAY, 0), (True, TODAY + DAY, 0)]
)
async def test_an_owner_sees_the_incidents_from_the_first_day_when_it_was_given_that(
    sees_incidents: bool, from_on: date, seen: int, cast: Cast
) -> None:
    await reported(cast)
    oscar = await oscar_of(cast)
    viewer = await by_account(oscar)

    await own(cast, oscar, from_on=from_on, sees_incidents=sees_incidents)

    assert await visible_incidents(viewer).count() == seen


async def test_an_owner_who_watches_hears_that_there_is_something_to_see(cast: Cast, house: House) -> None:
    await reported(cast, "Lekkage")
    oscar = await oscar_of(cast)

    async with following(await by_account(oscar), house, INBOX) as heard:
        assert (await heard.next())["inboxChanged"]["incident"] is None

        await own(cast, oscar, sees_incidents=True)

        assert (await heard.next())["inboxChanged"]["incident"] == {"title": "Lekkage"}


@pytest.mark.parametrize(
    ("from_on", "until_on", "field"),
    [
        (TODAY, TODAY - DAY, "untilOn"),
        (TODAY - 10 * DAY, TODAY, "fromOn"),
        (TODAY + 20 * DAY, TODAY + 30 * DAY, "fromOn"),
        (TODAY - 10 * DAY, None, "fromOn"),
        (TODAY + 5 * DAY, TODAY + 6 * DAY, "fromOn"),
    ],
)
async def test_a_period_that_cannot_be_is_refused(from_on: date, until_on: date | None, field: str, cast: Cast) -> None:
    oscar = await oscar_of(cast)
    await own(cast, oscar, until_on=TODAY + 20 * DAY)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await own(cast, oscar, from_on=from_on, until_on=until_on, idempotency_key="other")

    assert (refused.value.code, refused.value.field) == (ErrorCode.INVALID_PERIOD, field)


async def test_the_same_owner_can_own_it_again_the_day_after(cast: Cast) -> None:
    oscar = await oscar_of(cast)
    await own(cast, oscar, until_on=TODAY)

    again = await own(cast, oscar, from_on=TODAY + DAY, idempotency_key="again")
    before = await own(cast, oscar, from_on=TODAY - DAY, until_on=TODAY - DAY, idempotency_key="before")

    assert len({again.id, before.id}) == 2


async def test_two_at_once_do_not_overlap(cast: Cast) -> None:
    oscar = await oscar_of(cast)

    answers = await asyncio.gather(
        *(own(cast, oscar, idempotency_key=f"{number}") for number in range(5)), return_exceptions=True
    )

    assert [answer.code for answer in answers if isinstance(answer, Refusal)] == [ErrorCode.INVALID_PERIOD] * 4
    assert await Ownership.filter(owner_id=oscar.id).count() == 1


async def test_twenty_with_one_key_are_one_ownership(cast: Cast) -> None:
    oscar = await oscar_of(cast)

    made = await asyncio.gather(*(own(cast, oscar) for _ in range(20)))

    assert len({ownership.id for ownership in made}) == await Ownership.filter(owner_id=oscar.id).count() == 1


async def test_a_key_that_was_used_for_another_is_refused(cast: Cast) -> None:
    oscar = await oscar_of(cast)
    await own(cast, oscar)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await own(cast, oscar, sees_incidents=True)

    assert refused.value.code is ErrorCode.IDEMPOTENCY_KEY_REUSED


async def test_only_an_owner_owns(cast: Cast) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await own(cast, cast.tom)

    assert (refused.value.code, refused.value.field) == (ErrorCode.WRONG_CONTACT_TYPE, "ownerId")


@pytest.mark.parametrize(
    ("archived", "code", "field"),
    [(Contact, ErrorCode.CONTACT_ARCHIVED, "ownerId"), (Property, ErrorCode.ARCHIVED, "propertyId")],
)
async def test_what_is_archived_is_not_chosen(
    archived: type[Contact] | type[Property], code: ErrorCode, field: str, cast: Cast
) -> None:
    oscar = await oscar_of(cast)
    await archived.filter(id__in=[oscar.id, cast.dam.id]).update(archived_at=clock.now())

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await own(cast, oscar)

    assert (refused.value.code, refused.value.field) == (code, field)


async def test_nobody_else_adds_one_and_nothing_crosses(cast: Cast, neighbour: Cast) -> None:
    olga = await by_account(cast.olga)

    async with nothing_happens():
        with pytest.raises(NotAllowed):
            await create_ownership(
                olga, property_id=cast.dam.id, owner_id=cast.olga.id, from_on=TODAY, idempotency_key="k"
            )
        with pytest.raises(NotFound):
            await own(neighbour, cast.olga)
        with pytest.raises(NotFound):
            await own(neighbour, neighbour.olga, property_id=cast.dam.id)
