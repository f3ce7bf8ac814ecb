"""A contractor refuses the job."""

import pytest

from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import Delivery, Notice
from resolvers.work_orders import decline_work_order
from tests.cast import Cast, given_to, reported, through_link
from tests.silence import nothing_happens


async def test_declining_ends_it_with_a_reason_and_tells_staff(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)

    declined = await decline_work_order(piet, work_order_id=order.id, reason="Geen tijd deze week")

    assert (declined.status, declined.is_open) == ("DECLINED", False)
    assert declined.decline_reason == "Geen tijd deze week"
    assert await Delivery.filter(notice=Notice.WORK_ORDER_ANSWERED, employee=cast.anna).exists()


async def test_without_a_reason_it_is_refused(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await decline_work_order(piet, work_order_id=order.id, reason=" ")

    assert refused.value.code is ErrorCode.REASON_REQUIRED


async def test_neither_a_sibling_nor_staff_nor_a_stranger_does_it(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    elin = await through_link(cast.elin, await given_to(cast, cast.elin, incident))

    async with nothing_happens():
        with pytest.raises(NotFound):
            await decline_work_order(elin, work_order_id=order.id, reason="x")
        with pytest.raises(NotFound):
            await decline_work_order(neighbour.as_anna, work_order_id=order.id, reason="x")
        with pytest.raises(NotAllowed):
            await decline_work_order(cast.as_anna, work_order_id=order.id, reason="x")
