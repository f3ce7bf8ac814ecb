"""What happens by itself when a term is over."""

import asyncio
from datetime import timedelta

import pytest

import clock
from files.store import FileStore
from models import (
    Delivery,
    Employee,
    Event,
    IdempotencyKey,
    Incident,
    IncidentStatus,
    Message,
    Notice,
    Organisation,
    Session,
    SubIncident,
)
from resolvers.housekeeping import tidy_up
from resolvers.incident_handling import change_incident_status
from resolvers.owner_consultations import ask_back
from resolvers.terms_over import end_terms
from resolvers.work_orders import accept_work_order
from tests.cast import Cast, asked, given_to, reported, through_link
from tests.silence import nothing_happens


async def after(days: float) -> int:
    """Let the clock look, so many days from now."""
    with clock.at(clock.now() + timedelta(days=days)):
        return await end_terms()


async def told() -> list[Notice]:
    return [row.notice async for row in Delivery.all().order_by("created_at", "id")]


async def test_a_contractor_who_does_not_answer_is_reminded_twice_and_then_staff_are_told(cast: Cast) -> None:
    await given_to(cast, cast.piet, await reported(cast), notify_by=["EMAIL"])
    await Delivery.all().delete()

    for days in (1.9, 2.1, 3, 4.2, 5, 6.4, 30):
        await after(days)

    assert await told() == [
        Notice.WORK_ORDER_REMINDER,
        Notice.WORK_ORDER_REMINDER,
        Notice.WORK_ORDER_UNANSWERED,
    ]
    assert (await Delivery.get(notice=Notice.WORK_ORDER_UNANSWERED)).employee_id == cast.anna.id
    assert (await SubIncident.get()).status == "SENT"


async def test_who_answered_is_not_reminded(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    await accept_work_order(piet, work_order_id=order.id)
    await Delivery.all().delete()

    async with nothing_happens():
        await after(30)


async def test_an_organisation_that_does_not_remind_is_silent(cast: Cast) -> None:
    await Organisation.all().update(contractor_reminder_days=None)
    await given_to(cast, cast.piet, await reported(cast))

    async with nothing_happens():
        await after(30)


async def test_an_owner_who_does_not_answer_is_reminded_and_in_the_end_no_longer_waited_for(cast: Cast) -> None:
    question = await asked(cast, await reported(cast), notify_by=["EMAIL"])
    await Delivery.all().delete()

    for days in (3.1, 6.2, 9.3, 10.1, 20):
        await after(days)

    ended = await SubIncident.get(id=question.id)
    event = await Message.get(thread_id=question.thread_id, event=Event.STATUS_CHANGED)
    assert (ended.status, ended.is_open) == ("NO_RESPONSE", False)
    assert (event.author_employee_id, event.author_contact_id) == (None, None)
    assert await told() == [
        Notice.OWNER_CONSULTATION_REMINDER,
        Notice.OWNER_CONSULTATION_REMINDER,
        Notice.OWNER_CONSULTATION_ANSWERED,
    ]


async def test_an_owner_who_waits_for_us_has_all_the_time(cast: Cast) -> None:
    question = await asked(cast, await reported(cast))
    olga = await through_link(cast.olga, question)
    await ask_back(olga, consultation_id=question.id, question="Hoe oud?")

    async with nothing_happens():
        await after(60)


async def test_what_was_put_off_is_taken_up_on_its_day_and_the_handler_is_told(cast: Cast) -> None:
    incident = await reported(cast)
    until = clock.today() + timedelta(days=5)
    await change_incident_status(
        cast.as_anna,
        incident_id=incident.id,
        status=IncidentStatus.DEFERRED,
        handler_id=cast.bas.id,
        deferred_until_on=until,
    )
    await Delivery.all().delete()

    assert await after(4) == 0
    await after(5)

    taken_up = await Incident.get(id=incident.id)
    [letter] = await Delivery.all()
    assert (taken_up.status, taken_up.deferred_until_on) == (IncidentStatus.IN_PROGRESS, None)
    assert (letter.notice, letter.employee_id) == (Notice.DEFERRAL_OVER, cast.bas.id)


async def test_two_clocks_at_once_do_it_once(cast: Cast) -> None:
    await given_to(cast, cast.piet, await reported(cast), notify_by=["EMAIL"])
    await Delivery.all().delete()

    with clock.at(clock.now() + timedelta(days=2.5)):
        await asyncio.gather(*(end_terms() for _ in range(5)))

    assert await told() == [Notice.WORK_ORDER_REMINDER]


async def test_whom_staff_answer_to_is_who_is_in_charge_at_that_time(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    await SubIncident.filter(id=order.id).update(reminders_sent=2)
    await Employee.filter(id=cast.anna.id).update(deactivated_at=clock.now())
    await Incident.all().update(handler_id=cast.bas.id)

    await after(2.5)

    assert (await Delivery.get(notice=Notice.WORK_ORDER_UNANSWERED)).employee_id == cast.bas.id


@pytest.mark.parametrize(("days", "left"), [(0.5, 1), (1.1, 0)])
async def test_keys_are_kept_for_a_day(cast: Cast, days: float, left: int) -> None:
    await reported(cast)

    with clock.at(clock.now() + timedelta(days=days)):
        await tidy_up(FileStore("memory://"))

    assert await IdempotencyKey.all().count() == left


async def test_a_session_is_kept_for_a_while_after_its_end_and_a_link_for_good(cast: Cast) -> None:
    await through_link(cast.tom, await reported(cast))

    with clock.at(clock.now() + timedelta(days=59)):
        await tidy_up(FileStore("memory://"))
    kept = await Session.all().count()
    with clock.at(clock.now() + timedelta(days=61)):
        await tidy_up(FileStore("memory://"))

    assert (kept, await Session.all().count()) == (1, 0)
