"""Reporting an incident on somebody's behalf."""

import asyncio
from typing import Any

import pytest

from auth.access import access_incident, access_thread
from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import Event, Incident, IncidentStatus, Message
from resolvers.incidents import report_incident
from tests.cast import Cast, given_to, reported, through_link
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
