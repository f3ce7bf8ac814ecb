"""Moving an incident, and in the same step its handler."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

import clock
from errors import Conflict, ErrorCode, NotAllowed, NotFound, Refusal
from models import Delivery, Event, Incident, IncidentStatus, Message, Notice, SubIncident
from resolvers.incident_handling import assign_handler, change_incident_status
from tests.cast import Cast, given_to, reported, through_link
from tests.silence import nothing_happens

S = IncidentStatus


async def move(cast: Cast, incident: Incident, *ends: S, **more: Any) -> Incident:
    for end in ends:
        incident = await change_incident_status(cast.as_anna, incident_id=incident.id, status=end, **more)
    return incident


async def test_status_handler_and_message_go_in_one_step(cast: Cast) -> None:
    incident = await move(cast, await reported(cast), S.IN_PROGRESS, handler_id=cast.bas.id, message="Bas belt u.")

    said = await Message.filter(thread_id=incident.thread_id).order_by("seq")
    assert (incident.status, incident.handler) == (S.IN_PROGRESS, cast.bas)
    assert [message.body or message.event for message in said] == [
        Event.INCIDENT_REPORTED,
        "Bas belt u.",
        Event.STATUS_CHANGED,
        Event.HANDLER_CHANGED,
    ]


async def test_a_move_that_concerns_the_reporter_is_one_letter_with_what_was_said(cast: Cast) -> None:
    incident = await reported(cast)

    await move(cast, incident, S.WAITING_FOR_REPORTER, message="Welk merk?")
    await move(cast, incident, S.DEFERRED, deferred_until_on=clock.today() + timedelta(days=3))

    [letter] = await Delivery.filter(contact=cast.tom)
    assert (letter.notice, letter.thread_id) == (Notice.INCIDENT_MOVED, incident.thread_id)


async def test_what_is_said_while_it_goes_on_is_told_when_it_stays_unread(cast: Cast) -> None:
    silent, told = await reported(cast), await reported(cast, "Lekkage")

    await move(cast, silent, S.IN_PROGRESS)
    await move(cast, told, S.IN_PROGRESS, message="Er komt iemand.")

    [letter] = await Delivery.filter(contact=cast.tom)
    assert (letter.notice, letter.thread_id) == (Notice.MESSAGES_UNREAD, told.thread_id)


async def test_whoever_becomes_handler_is_told_unless_they_did_it(cast: Cast) -> None:
    incident = await reported(cast)

    await move(cast, incident, S.IN_PROGRESS, handler_id=cast.bas.id)
    await assign_handler(cast.as_anna, incident_id=incident.id, handler_id=cast.anna.id)

    assert [row.employee_id async for row in Delivery.filter(notice=Notice.HANDLER_ASSIGNED)] == [cast.bas.id]


async def test_putting_off_needs_a_day_to_come(cast: Cast) -> None:
    incident = await reported(cast)

    async with nothing_happens():
        for day in (None, clock.today()):
            with pytest.raises(Refusal) as refused:
                await move(cast, incident, S.DEFERRED, deferred_until_on=day)
            assert refused.value.code is ErrorCode.DATE_REQUIRED

    tomorrow = clock.today() + timedelta(days=1)
    deferred = await move(cast, incident, S.DEFERRED, deferred_until_on=tomorrow)
    assert deferred.deferred_until_on == tomorrow


async def test_it_does_not_close_over_an_open_side_thread(cast: Cast) -> None:
    incident = await reported(cast)
    await given_to(cast, cast.piet, incident)
    incident = await move(cast, incident, S.RESOLVED)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await move(cast, incident, S.CLOSED)

    assert refused.value.code is ErrorCode.OPEN_SUB_INCIDENTS


async def test_closing_can_withdraw_what_is_open_and_tells_its_party(cast: Cast) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)

    closed = await move(cast, incident, S.RESOLVED, S.CLOSED, withdraw_open_sub_incidents=True)

    withdrawn = await SubIncident.get(id=order.id)
    assert (closed.status, withdrawn.status, withdrawn.is_open) == (S.CLOSED, "WITHDRAWN", False)
    assert closed.closed_at is not None
    assert await Delivery.filter(notice=Notice.WORK_ORDER_CHANGED, contact=cast.piet).exists()


async def test_a_closed_incident_can_be_reopened(cast: Cast) -> None:
    reopened = await move(cast, await reported(cast), S.RESOLVED, S.CLOSED, S.IN_PROGRESS)

    assert (reopened.status, reopened.closed_at) == (S.IN_PROGRESS, None)


async def test_a_move_that_the_table_lacks_is_refused(cast: Cast) -> None:
    incident = await reported(cast)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await move(cast, incident, S.CLOSED)

    assert refused.value.code is ErrorCode.MOVE_NOT_ALLOWED


async def test_two_at_once_one_wins_and_the_other_gets_a_conflict(cast: Cast) -> None:
    incident = await reported(cast)

    results = await asyncio.gather(
        change_incident_status(cast.as_anna, incident_id=incident.id, status=S.IN_PROGRESS),
        change_incident_status(cast.as_bas, incident_id=incident.id, status=S.RESOLVED),
        return_exceptions=True,
    )

    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Incident"]
    assert await Message.filter(event=Event.STATUS_CHANGED).count() == 1


async def test_neither_a_stranger_nor_the_reporter_moves_it(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    tom = await through_link(cast.tom, incident)

    async with nothing_happens():
        with pytest.raises(NotFound):
            await move(neighbour, incident, S.IN_PROGRESS)
        with pytest.raises(NotAllowed):
            await change_incident_status(tom, incident_id=incident.id, status=S.CANCELLED)
        with pytest.raises(NotFound):
            await move(cast, incident, S.IN_PROGRESS, handler_id=neighbour.bas.id)
        with pytest.raises(Conflict):
            await move(cast, incident, S.IN_PROGRESS, expected_version=7)
