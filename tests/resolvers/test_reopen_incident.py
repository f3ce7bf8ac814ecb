"""A reporter opens its incident again."""

from datetime import timedelta

import pytest

import clock
from auth.viewer import contact_viewer
from errors import Conflict, ErrorCode, NotAllowed, NotFound, Refusal
from models import Delivery, Incident, IncidentStatus, Message, MessageKind, Notice
from resolvers.incident_handling import change_incident_status
from resolvers.incidents import allowed_moves
from resolvers.own_reports import reopen_incident
from tests.cast import Cast, given_to, reported, through_link
from tests.silence import nothing_happens


async def solved(cast: Cast, *statuses: IncidentStatus) -> Incident:
    incident = await reported(cast)
    for status in statuses or (IncidentStatus.RESOLVED,):
        incident = await change_incident_status(cast.as_anna, incident_id=incident.id, status=status)
    await Delivery.all().delete()
    return incident


@pytest.mark.parametrize("statuses", [(IncidentStatus.RESOLVED,), (IncidentStatus.RESOLVED, IncidentStatus.CLOSED)])
async def test_it_goes_on_with_the_reporters_words(cast: Cast, statuses: tuple[IncidentStatus, ...]) -> None:
    incident = await solved(cast, *statuses)
    tom = await through_link(cast.tom, incident)

    reopened = await reopen_incident(tom, incident_id=incident.id, message="Hij is weer koud.")

    posted = await Message.get(kind=MessageKind.POST)
    assert (reopened.status, reopened.ended_at) == (IncidentStatus.IN_PROGRESS, None)
    assert (posted.body, posted.author_contact_id) == ("Hij is weer koud.", cast.tom.id)
    assert await Delivery.filter(notice=Notice.INCIDENT_REOPENED).count() == 2


async def test_after_a_fortnight_it_stays_closed(cast: Cast) -> None:
    incident = await solved(cast, IncidentStatus.RESOLVED, IncidentStatus.CLOSED)
    tom = await through_link(cast.tom, incident)

    with clock.at(clock.now() + timedelta(days=14, minutes=1)):
        async with nothing_happens():
            with pytest.raises(Refusal) as refused:
                await reopen_incident(tom, incident_id=incident.id, message="Toch niet.")
        assert allowed_moves(tom, incident) == []

    assert refused.value.code is ErrorCode.REOPEN_TERM_OVER
    assert allowed_moves(tom, incident) == [IncidentStatus.IN_PROGRESS]


async def test_the_term_runs_from_closing_and_not_from_solving(cast: Cast) -> None:
    incident = await solved(cast)
    with clock.at(clock.now() + timedelta(days=10)):
        await change_incident_status(cast.as_anna, incident_id=incident.id, status=IncidentStatus.CLOSED)
    tom = await through_link(cast.tom, incident)

    with clock.at(clock.now() + timedelta(days=20)):
        reopened = await reopen_incident(tom, incident_id=incident.id, message="Weer stuk.")

    assert reopened.status is IncidentStatus.IN_PROGRESS


async def test_what_is_open_or_cancelled_cannot_be_reopened_and_words_are_needed(cast: Cast) -> None:
    waiting = await reported(cast)
    await change_incident_status(cast.as_anna, incident_id=waiting.id, status=IncidentStatus.WAITING_FOR_REPORTER)
    cancelled = await reported(cast, "Anders")
    await change_incident_status(cast.as_anna, incident_id=cancelled.id, status=IncidentStatus.CANCELLED)
    done = await reported(cast, "Klaar")
    await change_incident_status(cast.as_anna, incident_id=done.id, status=IncidentStatus.RESOLVED)

    codes = []
    async with nothing_happens():
        for incident, words in ((waiting, "x"), (cancelled, "x"), (done, " ")):
            tom = contact_viewer(cast.tom)
            with pytest.raises(Refusal) as refused:
                await reopen_incident(tom, incident_id=incident.id, message=words)
            codes.append(refused.value.code)

    assert codes == [ErrorCode.MOVE_NOT_ALLOWED, ErrorCode.MOVE_NOT_ALLOWED, ErrorCode.BLANK]


async def test_nobody_else_reopens_it(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    piet = await through_link(cast.piet, await given_to(cast, cast.piet, incident))
    await change_incident_status(
        cast.as_anna, incident_id=incident.id, status=IncidentStatus.RESOLVED, withdraw_open_sub_incidents=True
    )
    tom = await through_link(cast.tom, incident)

    async with nothing_happens():
        for viewer in (piet, neighbour.as_anna):
            with pytest.raises(NotFound):
                await reopen_incident(viewer, incident_id=incident.id, message="x")
        with pytest.raises(NotAllowed):
            await reopen_incident(cast.as_anna, incident_id=incident.id, message="x")
        with pytest.raises(Conflict):
            await reopen_incident(tom, incident_id=incident.id, message="x", expected_version=9)
