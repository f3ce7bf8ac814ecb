"""A contractor takes the job."""

import asyncio

import pytest

from errors import Conflict, ErrorCode, NotAllowed, NotFound, Refusal
from models import Delivery, Event, Message, Notice
from resolvers.work_orders import accept_work_order, decline_work_order
from tests.cast import Cast, given_to, reported, through_link
from tests.silence import nothing_happens


async def test_it_is_accepted_once_and_staff_are_told(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)

    accepted = await accept_work_order(piet, work_order_id=order.id)
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await accept_work_order(piet, work_order_id=order.id)

    event = await Message.get(thread_id=order.thread_id, event=Event.STATUS_CHANGED)
    assert (accepted.status, accepted.version, event.author_contact_id) == ("ACCEPTED", 2, cast.piet.id)
    assert await Delivery.filter(notice=Notice.WORK_ORDER_ANSWERED, employee=cast.anna).count() == 1
    assert refused.value.code is ErrorCode.MOVE_NOT_ALLOWED


async def test_two_answers_at_once_are_one_answer_and_a_conflict(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)

    results = await asyncio.gather(
        accept_work_order(piet, work_order_id=order.id),
        decline_work_order(piet, work_order_id=order.id, reason="Vol"),
        return_exceptions=True,
    )

    assert sorted(type(result).__name__ for result in results) == ["Conflict", "SubIncident"]


async def test_who_looked_at_an_older_version_gets_a_conflict(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)

    async with nothing_happens():
        with pytest.raises(Conflict):
            await accept_work_order(piet, work_order_id=order.id, expected_version=7)


async def test_neither_a_sibling_nor_staff_nor_a_stranger_does_it(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    elin = await through_link(cast.elin, await given_to(cast, cast.elin, incident))

    async with nothing_happens():
        with pytest.raises(NotFound):
            await accept_work_order(elin, work_order_id=order.id)
        with pytest.raises(NotFound):
            await accept_work_order(neighbour.as_anna, work_order_id=order.id)
        with pytest.raises(NotAllowed):
            await accept_work_order(cast.as_anna, work_order_id=order.id)
