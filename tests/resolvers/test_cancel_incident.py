"""A reporter takes back what it reported."""

import pytest

from errors import Conflict, ErrorCode, NotAllowed, NotFound, Refusal
from models import Delivery, Event, Incident, IncidentStatus, Message, Notice, Ownership, SubIncident
from resolvers.incident_handling import change_incident_status
from resolvers.own_reports import cancel_incident
from tests.cast import Cast, by_account, given_to, reported, through_link
from tests.silence import nothing_happens


async def test_it_ends_with_an_event_and_the_handler_is_told(cast: Cast) -> None:
    incident = await reported(cast)
    await Incident.filter(id=incident.id).update(handler_id=cast.bas.id)
    tom = await through_link(cast.tom, incident)

    cancelled = await cancel_incident(tom, incident_id=incident.id, reason="Het werkt weer")

    event = await Message.get(event=Event.STATUS_CHANGED)
    told = await Delivery.get(notice=Notice.INCIDENT_CANCELLED)
    assert (cancelled.status, cancelled.is_open) == (IncidentStatus.CANCELLED, False)
    assert cancelled.closed_at is not None
    assert (event.author_contact_id, event.event_facts["reason"]) == (cast.tom.id, "Het werkt weer")
    assert told.employee_id == cast.bas.id


async def test_open_jobs_are_withdrawn_and_the_reporter_cannot_tell(cast: Cast) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    tom = await through_link(cast.tom, incident)

    await cancel_incident(tom, incident_id=incident.id)

    withdrawn = await SubIncident.get(id=order.id)
    event = await Message.get(thread_id=order.thread_id, event=Event.STATUS_CHANGED)
    assert withdrawn.status == "WITHDRAWN"
    assert (event.author_contact_id, event.author_employee_id) == (None, None)
    assert await Delivery.filter(notice=Notice.WORK_ORDER_CHANGED, contact=cast.piet).exists()


async def test_without_a_handler_those_who_hear_of_reports_hear_of_this(cast: Cast) -> None:
    incident = await reported(cast)
    tom = await through_link(cast.tom, incident)

    await cancel_incident(tom, incident_id=incident.id)

    told = {row.employee_id async for row in Delivery.filter(notice=Notice.INCIDENT_CANCELLED)}
    assert told == {cast.anna.id, cast.bas.id}


async def test_what_ended_cannot_be_cancelled(cast: Cast) -> None:
    incident = await reported(cast)
    await change_incident_status(cast.as_anna, incident_id=incident.id, status=IncidentStatus.RESOLVED)
    tom = await through_link(cast.tom, incident)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await cancel_incident(tom, incident_id=incident.id)

    assert refused.value.code is ErrorCode.MOVE_NOT_ALLOWED


async def test_nobody_else_takes_it_back(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    piet = await through_link(cast.piet, await given_to(cast, cast.piet, incident))
    await Ownership.filter(owner=cast.olga).update(sees_incidents=True)
    olga, tom = await by_account(cast.olga), await through_link(cast.tom, incident)

    async with nothing_happens():
        for viewer in (piet, neighbour.as_anna):
            with pytest.raises(NotFound):
                await cancel_incident(viewer, incident_id=incident.id)
        for viewer in (olga, cast.as_anna):
            with pytest.raises(NotAllowed):
                await cancel_incident(viewer, incident_id=incident.id)
        with pytest.raises(Conflict):
            await cancel_incident(tom, incident_id=incident.id, expected_version=9)
