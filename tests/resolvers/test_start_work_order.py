"""A contractor begins, or goes on."""

import pytest

from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import InterruptionReason
from resolvers.work_orders import accept_work_order, interrupt_work_order, start_work_order
from tests.cast import Cast, given_to, reported, through_link
from tests.silence import nothing_happens


async def test_work_begins_is_interrupted_and_goes_on(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    await accept_work_order(piet, work_order_id=order.id)

    started = await start_work_order(piet, work_order_id=order.id)
    await interrupt_work_order(piet, work_order_id=order.id, interruption_reason=InterruptionReason.MATERIAL)
    resumed = await start_work_order(piet, work_order_id=order.id)

    assert (started.status, resumed.status) == ("IN_EXECUTION", "IN_EXECUTION")
    assert resumed.interruption_reason is None


async def test_work_that_was_not_accepted_does_not_begin(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await start_work_order(piet, work_order_id=order.id)

    assert refused.value.code is ErrorCode.MOVE_NOT_ALLOWED


async def test_neither_a_sibling_nor_staff_nor_a_stranger_does_it(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    elin = await through_link(cast.elin, await given_to(cast, cast.elin, incident))

    async with nothing_happens():
        with pytest.raises(NotFound):
            await start_work_order(elin, work_order_id=order.id)
        with pytest.raises(NotFound):
            await start_work_order(neighbour.as_anna, work_order_id=order.id)
        with pytest.raises(NotAllowed):
            await start_work_order(cast.as_anna, work_order_id=order.id)
