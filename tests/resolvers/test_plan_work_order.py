"""A contractor makes an appointment."""

from datetime import datetime, timedelta

import pytest

import clock
from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import Delivery, Event, Message, Notice
from resolvers.work_orders import accept_work_order, plan_work_order
from tests.cast import Cast, given_to, reported, through_link
from tests.silence import nothing_happens


def window(days: float = 1, hours: float = 2) -> tuple[datetime, datetime]:
    starts_at = clock.now() + timedelta(days=days)
    return starts_at, starts_at + timedelta(hours=hours)


async def test_accepting_and_planning_may_be_one_step_and_planning_may_be_repeated(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)

    (starts_at, ends_at), (later, later_end) = window(), window(days=2)
    await plan_work_order(piet, work_order_id=order.id, starts_at=starts_at, ends_at=ends_at)
    moved = await plan_work_order(piet, work_order_id=order.id, starts_at=later, ends_at=later_end)

    assert (moved.status, moved.appointment_starts_at) == ("PLANNED", later)
    assert await Message.filter(event=Event.APPOINTMENT_MADE).count() == 2
    assert await Delivery.filter(notice=Notice.WORK_ORDER_PLANNED, employee=cast.anna).exists()


@pytest.mark.parametrize(("days", "hours"), [(1, 0), (1, -1), (1, 25), (-2, 2)])
async def test_a_window_that_cannot_be_is_refused(days: float, hours: float, cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    await accept_work_order(piet, work_order_id=order.id)
    starts_at, ends_at = window(days, hours)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await plan_work_order(piet, work_order_id=order.id, starts_at=starts_at, ends_at=ends_at)

    assert refused.value.code is ErrorCode.INVALID_TIME


async def test_neither_a_sibling_nor_staff_nor_a_stranger_does_it(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    elin = await through_link(cast.elin, await given_to(cast, cast.elin, incident))

    async with nothing_happens():
        with pytest.raises(NotFound):
            await plan_work_order(elin, work_order_id=order.id, starts_at=clock.now(), ends_at=clock.now())
        with pytest.raises(NotFound):
            await plan_work_order(neighbour.as_anna, work_order_id=order.id, starts_at=clock.now(), ends_at=clock.now())
        with pytest.raises(NotAllowed):
            await plan_work_order(cast.as_anna, work_order_id=order.id, starts_at=clock.now(), ends_at=clock.now())
