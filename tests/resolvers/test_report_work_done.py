"""A contractor says that it is done."""

import pytest

from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import Delivery, Notice
from resolvers.incident_handling import assign_handler
from resolvers.work_orders import accept_work_order, report_work_done
from tests.cast import Cast, given_to, reported, through_link
from tests.silence import nothing_happens


async def test_done_from_accepted_with_a_report_and_staff_are_told(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    await accept_work_order(piet, work_order_id=order.id)

    done = await report_work_done(piet, work_order_id=order.id, report="Pomp vervangen.")

    assert (done.status, done.report, done.is_open) == ("REPORTED_DONE", "Pomp vervangen.", True)
    assert done.done_at is not None
    assert await Delivery.filter(notice=Notice.WORK_ORDER_DONE, employee=cast.anna).exists()


async def test_the_handler_is_told_when_there_is_one(cast: Cast) -> None:
    incident = await reported(cast)
    await assign_handler(cast.as_anna, incident_id=incident.id, handler_id=cast.bas.id)
    order = await given_to(cast, cast.piet, incident)
    piet = await through_link(cast.piet, order)
    await accept_work_order(piet, work_order_id=order.id)

    await report_work_done(piet, work_order_id=order.id, report="Klaar.")

    told = await Delivery.get(notice=Notice.WORK_ORDER_DONE)
    assert told.employee_id == cast.bas.id


async def test_without_a_report_it_is_refused(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    await accept_work_order(piet, work_order_id=order.id)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await report_work_done(piet, work_order_id=order.id, report=" ")

    assert refused.value.code is ErrorCode.BLANK


async def test_neither_a_sibling_nor_staff_nor_a_stranger_does_it(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    elin = await through_link(cast.elin, await given_to(cast, cast.elin, incident))

    async with nothing_happens():
        with pytest.raises(NotFound):
            await report_work_done(elin, work_order_id=order.id, report="x")
        with pytest.raises(NotFound):
            await report_work_done(neighbour.as_anna, work_order_id=order.id, report="x")
        with pytest.raises(NotAllowed):
            await report_work_done(cast.as_anna, work_order_id=order.id, report="x")
