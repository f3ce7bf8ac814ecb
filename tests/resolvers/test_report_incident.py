"""Reporting an incident on somebody's behalf."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

import clock
from auth.access import access_incident, access_thread
from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import Category, Channel, Delivery, Event, Incident, IncidentStatus, Message, Notice, Tenancy
from resolvers.reporting import report_incident, report_own_incident
from tests.cast import Cast, by_account, given_to, reported, through_link
from tests.silence import nothing_happens


def what(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "title": "Lekkage",
        "description": "In de keuken.",
        "category_id": cast.heating.id,
        "property_id": cast.dam.id,
        "idempotency_key": "k",
        **more,
    }


async def test_it_begins_as_reported_with_an_event_that_names_both(cast: Cast) -> None:
    incident = await reported(cast)

    [event] = await Message.all().select_related("author_employee", "on_behalf_of")
    assert incident.status is IncidentStatus.REPORTED
    assert (event.event, event.author_employee, event.on_behalf_of) == (Event.INCIDENT_REPORTED, cast.anna, cast.tom)


async def test_references_count_within_the_year_of_one_organisation(cast: Cast, neighbour: Cast) -> None:
    first, second, theirs = [await reported(cast), await reported(cast, "Nog een"), await reported(neighbour)]

    assert [first.reference[5:], second.reference[5:], theirs.reference[5:]] == ["00001", "00002", "00001"]


async def test_hidden_from_the_reporter_it_is_not_there_for_them(cast: Cast) -> None:
    incident = await reported(cast, is_hidden_from_reporter=True)

    tom = await through_link(cast.tom, incident)

    assert incident.correspondent_id is None
    with pytest.raises(NotFound):
        await access_incident(tom, incident.id)
    with pytest.raises(NotFound):
        await access_thread(tom, incident.thread_id)


async def test_twenty_with_one_key_are_one_incident(cast: Cast) -> None:
    made = await asyncio.gather(*(report_incident(cast.as_anna, **what(cast)) for _ in range(20)))

    assert len({incident.id for incident in made}) == await Incident.all().count() == 1


async def test_the_same_key_with_another_text_is_refused(cast: Cast) -> None:
    await report_incident(cast.as_anna, **what(cast))

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await report_incident(cast.as_anna, **what(cast, title="Iets anders"))

    assert refused.value.code is ErrorCode.IDEMPOTENCY_KEY_REUSED


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": "  "}, ErrorCode.BLANK),
        ({"title": "x" * 301}, ErrorCode.TOO_LONG),
        ({"description": ""}, ErrorCode.BLANK),
        ({"idempotency_key": ""}, ErrorCode.BLANK),
    ],
)
async def test_wrong_input_reports_nothing(wrong: dict[str, str], code: ErrorCode, cast: Cast) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await report_incident(cast.as_anna, **what(cast, **wrong))

    assert refused.value.code is code


async def test_an_external_party_reports_nothing_and_a_foreign_unit_is_not_there(cast: Cast, neighbour: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)

    async with nothing_happens():
        with pytest.raises(Refusal) as wrong_type:
            await report_incident(cast.as_anna, **what(cast, reporter_id=cast.piet.id))
        with pytest.raises(NotFound):
            await report_incident(cast.as_anna, **what(cast, unit_id=neighbour.dam_2.id))
        with pytest.raises(NotAllowed):
            await report_incident(piet, **what(cast))

    assert wrong_type.value.code is ErrorCode.WRONG_CONTACT_TYPE


async def test_the_reporter_gets_a_confirmation_as_the_settings_say(cast: Cast) -> None:
    await report_incident(cast.as_anna, **what(cast, reporter_id=cast.tom.id))

    told = {(row.notice, row.channel, row.contact_id) async for row in Delivery.all()}
    assert told == {(Notice.REPORT_CONFIRMED, channel, cast.tom.id) for channel in Channel}


@pytest.mark.parametrize("more", [{"confirm_by": []}, {"is_hidden_from_reporter": True}])
async def test_nothing_is_confirmed_when_staff_say_so_or_hide_it(cast: Cast, more: dict[str, Any]) -> None:
    await report_incident(cast.as_anna, **what(cast, reporter_id=cast.tom.id, **more))

    assert not await Delivery.exists()


async def test_what_is_solved_already_is_closed_at_once(cast: Cast) -> None:
    incident = await report_incident(cast.as_anna, **what(cast, is_closed_at_once=True))

    events = await Message.filter(thread_id=incident.thread_id).order_by("seq")
    assert (incident.status, incident.is_open) == (IncidentStatus.CLOSED, False)
    assert incident.ended_at is not None
    assert [event.event for event in events] == [Event.INCIDENT_REPORTED, Event.STATUS_CHANGED]


async def test_a_tenant_reports_by_account_what_it_rents_now(cast: Cast) -> None:
    tom = await by_account(cast.tom)

    incident = await report_own_incident(tom, **own(cast, unit_id=cast.dam_2.id))

    event = await Message.get(thread_id=incident.thread_id)
    assert (incident.reporter, incident.property_id, incident.unit_id) == (cast.tom, cast.dam.id, cast.dam_2.id)
    assert (event.author_contact_id, event.on_behalf_of_id) == (cast.tom.id, None)
    assert await Delivery.filter(notice=Notice.INCIDENT_REPORTED).count() == 2


async def test_of_two_contacts_the_one_who_lives_there_reports(cast: Cast) -> None:
    somebody = await by_account(cast.olga, cast.tom)

    as_tenant = await report_own_incident(somebody, **own(cast, unit_id=cast.dam_2.id))
    as_owner = await report_own_incident(somebody, **own(cast, property_id=cast.dam.id, idempotency_key="k2"))

    assert (as_tenant.reporter, as_owner.reporter) == (cast.tom, cast.olga)


async def test_a_former_tenant_a_guest_and_a_tenant_of_another_home_report_nothing(cast: Cast) -> None:
    guest = await through_link(cast.tom, await reported(cast))
    elin, tom = await by_account(cast.elin), await by_account(cast.tom)
    await Tenancy.filter(tenant=cast.tom).update(until_on=clock.today() - timedelta(days=1))

    async with nothing_happens():
        for viewer in (guest, elin, tom):
            with pytest.raises(NotFound):
                await report_own_incident(viewer, **own(cast, unit_id=cast.dam_2.id))
            with pytest.raises(NotFound):
                await report_own_incident(viewer, **own(cast, property_id=cast.dam.id))


async def test_twenty_by_account_with_one_key_are_one_incident(cast: Cast) -> None:
    tom = await by_account(cast.tom)

    made = await asyncio.gather(*(report_own_incident(tom, **own(cast, unit_id=cast.dam_2.id)) for _ in range(20)))

    assert len({incident.id for incident in made}) == await Incident.all().count() == 1


async def test_what_is_archived_is_not_reported_about(cast: Cast) -> None:
    await Category.filter(id=cast.heating.id).update(archived_at=clock.now())

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await report_incident(cast.as_anna, **what(cast))

    assert refused.value.code is ErrorCode.ARCHIVED


def own(cast: Cast, **more: Any) -> dict[str, Any]:
    given = {"title": "Lek", "description": "Keuken.", "category_id": cast.heating.id, "idempotency_key": "k"}
    return {**given, **more}
