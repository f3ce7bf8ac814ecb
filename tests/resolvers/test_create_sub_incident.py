"""Giving a contractor a work order."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

import clock
from auth.access import visible_messages, visible_sub_incidents, visible_threads
from auth.viewer import contact_viewer
from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import (
    Channel,
    Contact,
    ContactType,
    Delivery,
    Employee,
    Event,
    IncidentStatus,
    Message,
    Notice,
    Ownership,
    SubIncident,
)
from resolvers.incident_handling import change_incident_status
from resolvers.sub_incident_creation import create_work_order
from tests.cast import Cast, asked, given_to, reported, says, tasked, through_link
from tests.silence import nothing_happens


async def give(cast: Cast, **more: Any) -> SubIncident:
    given = {"title": "Ketel", "description": "Herstellen.", "contractor_id": cast.piet.id, "idempotency_key": "k"}
    return await create_work_order(cast.as_anna, **{**given, **more})


async def test_a_work_order_has_a_thread_of_its_own_and_inherits_nothing(cast: Cast) -> None:
    incident = await reported(cast)

    order = await give(cast, incident_id=incident.id)

    [event] = await Message.filter(thread_id=order.thread_id)
    assert (order.status, order.party, order.title) == ("SENT", cast.piet, "Ketel")
    assert order.thread_id != incident.thread_id
    assert (event.event, order.site_contact_id) == (Event.SUB_INCIDENT_CREATED, None)


async def test_its_party_is_told_by_the_ways_asked_for(cast: Cast) -> None:
    incident = await reported(cast)

    await give(cast, incident_id=incident.id, notify_by=[Channel.SMS, Channel.EMAIL])

    told = [(row.notice, row.channel, row.contact_id) async for row in Delivery.all().order_by("channel")]
    assert told == [
        (Notice.WORK_ORDER_GIVEN, Channel.EMAIL, cast.piet.id),
        (Notice.WORK_ORDER_GIVEN, Channel.SMS, cast.piet.id),
    ]


async def test_references_say_nothing_about_siblings(cast: Cast) -> None:
    incident = await reported(cast)

    references = {(await given_to(cast, contractor, incident)).reference for contractor in (cast.piet, cast.elin)}

    assert len(references) == 2
    assert not any(incident.reference in reference or reference[-1:] == "-" for reference in references)


async def test_twenty_with_one_key_are_one_job_and_one_letter(cast: Cast) -> None:
    incident = await reported(cast)

    made = await asyncio.gather(*(give(cast, incident_id=incident.id) for _ in range(20)))

    assert len({order.id for order in made}) == await SubIncident.all().count() == 1
    assert await Delivery.filter(notice=Notice.WORK_ORDER_GIVEN).count() == 1


async def test_the_reporter_is_shown_only_when_ticked(cast: Cast) -> None:
    incident = await reported(cast)

    order = await give(cast, incident_id=incident.id, share_reporter_contact=True)

    assert order.site_contact_id == cast.tom.id


async def test_a_contact_of_another_kind_an_archived_one_and_one_without_address_are_refused(cast: Cast) -> None:
    incident = await reported(cast)
    await Contact.filter(id=cast.elin.id).update(archived_at=clock.now())
    await Contact.filter(id=cast.piet.id).update(phone=None)

    codes = []
    async with nothing_happens():
        for more in (
            {"contractor_id": cast.tom.id},
            {"contractor_id": cast.elin.id},
            {"notify_by": [Channel.SMS]},
            {"title": ""},
        ):
            with pytest.raises(Refusal) as refused:
                await give(cast, incident_id=incident.id, **more)
            codes.append(refused.value.code)

    assert codes == [
        ErrorCode.WRONG_CONTACT_TYPE,
        ErrorCode.CONTACT_ARCHIVED,
        ErrorCode.NO_ADDRESS,
        ErrorCode.BLANK,
    ]


async def test_a_closed_incident_gets_no_new_side_thread(cast: Cast) -> None:
    incident = await reported(cast)
    await change_incident_status(cast.as_anna, incident_id=incident.id, status=IncidentStatus.RESOLVED)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await give(cast, incident_id=incident.id)

    assert refused.value.code is ErrorCode.INCIDENT_CLOSED


async def test_neither_a_stranger_nor_a_contact_gives_work(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    tom = await through_link(cast.tom, incident)
    given: dict[str, Any] = {"incident_id": incident.id, "title": "x", "description": "x", "idempotency_key": "k"}

    async with nothing_happens():
        with pytest.raises(NotFound):
            await create_work_order(neighbour.as_anna, contractor_id=neighbour.piet.id, **given)
        with pytest.raises(NotFound):
            await create_work_order(cast.as_anna, contractor_id=neighbour.piet.id, **given)
        with pytest.raises(NotAllowed):
            await create_work_order(tom, contractor_id=cast.piet.id, **given)


async def test_an_owner_is_asked_by_post_and_reminded_in_time(cast: Cast) -> None:
    incident = await reported(cast)
    await Delivery.all().delete()

    with clock.at(clock.now()):
        question = await asked(cast, incident, amount_cents=120_000)
        soon = clock.now() + timedelta(days=3)

    told = await Delivery.get()
    assert (question.party, question.status, question.amount_cents) == (cast.olga, "ASKED", 120_000)
    assert (told.notice, told.contact_id) == (Notice.OWNER_CONSULTATION_ASKED, cast.olga.id)
    assert question.remind_at == soon


async def test_there_is_nobody_to_ask_where_it_is_not_managed_for_an_owner(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    await Ownership.filter(owner=cast.olga).update(until_on=clock.today() - timedelta(days=1))

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await asked(cast, incident)
        with pytest.raises(NotFound):
            await asked(cast, incident, owner_id=neighbour.olga.id)

    assert refused.value.code is ErrorCode.NOT_MANAGED_FOR_OWNER


async def test_of_several_owners_one_has_to_be_chosen(cast: Cast) -> None:
    incident = await reported(cast)
    otto = await Contact.create(
        organisation=cast.organisation, type=ContactType.OWNER, name="Otto", email="otto@eigenaar.example"
    )
    await Ownership.create(organisation=cast.organisation, property=cast.dam, owner=otto, from_on=clock.today())

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await asked(cast, incident)
        with pytest.raises(Refusal) as no_owner:
            await asked(cast, incident, owner_id=cast.tom.id)
    question = await asked(cast, incident, owner_id=otto.id)

    assert refused.value.code is ErrorCode.OWNER_REQUIRED
    assert no_owner.value.code is ErrorCode.NOT_MANAGED_FOR_OWNER
    assert question.party == otto


async def test_a_task_is_for_a_colleague_who_is_told_and_who_still_works_here(cast: Cast) -> None:
    incident = await reported(cast)
    await Delivery.all().delete()

    task = await tasked(cast, incident, cast.bas)
    async with nothing_happens():
        with pytest.raises(NotFound):
            await tasked(cast, incident, Employee(id=uuid4()))

    told = await Delivery.get()
    assert (task.assignee, task.party, task.status) == (cast.bas, None, "OPEN")
    assert (told.notice, told.employee_id) == (Notice.INTERNAL_TASK_GIVEN, cast.bas.id)


async def test_who_takes_a_task_upon_itself_needs_no_letter(cast: Cast) -> None:
    incident = await reported(cast)
    await Delivery.all().delete()

    await tasked(cast, incident, cast.anna)

    assert not await Delivery.exists()


async def test_who_left_gets_no_task(cast: Cast) -> None:
    incident = await reported(cast)
    await Employee.filter(id=cast.bas.id).update(deactivated_at=clock.now())

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await tasked(cast, incident, cast.bas)

    assert refused.value.code is ErrorCode.EMPLOYEE_NOT_ACTIVE


async def test_no_contact_sees_a_task_in_any_list_or_count(cast: Cast) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    piet = await through_link(cast.piet, order)
    tom = await through_link(cast.tom, incident)

    task = await tasked(cast, incident, cast.bas)
    await says(cast.as_anna, task, "De sleutel ligt in de kluis.")

    for viewer in (piet, tom, contact_viewer(cast.olga)):
        assert await visible_sub_incidents(viewer).filter(id=task.id).count() == 0
        assert await visible_threads(viewer).filter(id=task.thread_id).count() == 0
        assert await visible_messages(viewer).filter(thread_id=task.thread_id).count() == 0
