"""Giving a contractor a work order."""

import asyncio
from typing import Any

import pytest

import clock
from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import Channel, Contact, Delivery, Event, IncidentStatus, Message, Notice, SubIncident
from resolvers.incident_handling import change_incident_status
from resolvers.sub_incident_creation import create_work_order
from tests.cast import Cast, given_to, reported, through_link
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
