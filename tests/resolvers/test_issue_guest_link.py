"""Issuing a guest link."""

import pytest

from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import Channel, Delivery, Event, GuestLink, Message, MessageKind, Notice
from resolvers.guest_links import issue_guest_link
from resolvers.requirements import MoveDetails
from resolvers.sub_incidents import move_sub_incident
from tests.cast import Cast, given_to, reported, through_link
from tests.silence import everything, nothing_happens


async def test_the_address_holds_a_secret_that_is_nowhere_in_the_database(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))

    issued = await issue_guest_link(cast.as_anna, thread_id=order.thread_id)

    address, secret = issued.url.split("#")
    assert address.endswith("/l")
    assert secret.startswith("hm_guest_")
    assert secret not in str(await everything())
    assert (issued.guest_link.contact, issued.guest_link.issued_by) == (cast.piet, cast.anna)


async def test_a_link_can_be_sent_as_well(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast), notify_by=[Channel.EMAIL])

    await issue_guest_link(cast.as_anna, thread_id=order.thread_id, notify_by=[Channel.SMS])

    assert await Delivery.filter(notice=Notice.WORK_ORDER_GIVEN, channel=Channel.SMS, contact=cast.piet).exists()


async def test_a_reporter_gets_its_link_with_the_confirmation(cast: Cast) -> None:
    incident = await reported(cast)
    await Delivery.all().delete()

    await issue_guest_link(cast.as_anna, thread_id=incident.thread_id, notify_by=[Channel.EMAIL])

    assert (await Delivery.get()).notice is Notice.REPORT_CONFIRMED


async def test_staff_can_read_back_that_a_link_was_made_and_the_contact_cannot(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))

    await issue_guest_link(cast.as_anna, thread_id=order.thread_id)

    noted = await Message.get(thread_id=order.thread_id, event=Event.LINK_ISSUED)
    assert (noted.kind, noted.event_facts) == (MessageKind.NOTE, {"contact": "Piet Loods"})


async def test_a_hidden_incident_has_nobody_to_link_and_a_closed_job_no_letter(cast: Cast) -> None:
    hidden = await reported(cast, is_hidden_from_reporter=True)
    order = await given_to(cast, cast.piet, await reported(cast, "Open"))
    await move_sub_incident(cast.as_anna, sub_incident_id=order.id, status="WITHDRAWN", details=MoveDetails())

    async with nothing_happens():
        with pytest.raises(Refusal) as nobody:
            await issue_guest_link(cast.as_anna, thread_id=hidden.thread_id)
        with pytest.raises(Refusal) as no_letter:
            await issue_guest_link(cast.as_anna, thread_id=order.thread_id, notify_by=[Channel.EMAIL])

    assert nobody.value.code is ErrorCode.WRONG_CONTACT_TYPE
    assert no_letter.value.code is ErrorCode.NOTHING_TO_SEND


async def test_nobody_else_issues_links(cast: Cast, neighbour: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)

    async with nothing_happens():
        with pytest.raises(NotFound):
            await issue_guest_link(neighbour.as_anna, thread_id=order.thread_id)
        with pytest.raises(NotAllowed):
            await issue_guest_link(piet, thread_id=order.thread_id)

    assert await GuestLink.all().count() == 1
