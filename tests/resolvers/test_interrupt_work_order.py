"""A contractor says why the work cannot go on."""

import pytest

from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import Delivery, InterruptionReason, Notice
from resolvers.work_orders import accept_work_order, interrupt_work_order, start_work_order
from tests.cast import Cast, given_to, reported, through_link
from tests.silence import nothing_happens

REASON = InterruptionReason.MATERIAL


async def test_the_reason_stands_on_it_and_staff_are_told(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    await accept_work_order(piet, work_order_id=order.id)
    await start_work_order(piet, work_order_id=order.id)

    interrupted = await interrupt_work_order(
        piet, work_order_id=order.id, interruption_reason=InterruptionReason.NOBODY_HOME, reason="Twee keer gebeld"
    )

    assert interrupted.interruption_reason is InterruptionReason.NOBODY_HOME
    assert await Delivery.filter(notice=Notice.WORK_ORDER_ANSWERED, employee=cast.anna).exists()


async def test_what_did_not_begin_is_not_interrupted(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await interrupt_work_order(piet, work_order_id=order.id, interruption_reason=InterruptionReason.MATERIAL)

    assert refused.value.code is ErrorCode.MOVE_NOT_ALLOWED


async def test_neither_a_sibling_nor_staff_nor_a_stranger_does_it(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    elin = await through_link(cast.elin, await given_to(cast, cast.elin, incident))

    async with nothing_happens():
        with pytest.raises(NotFound):
            await interrupt_work_order(elin, work_order_id=order.id, interruption_reason=REASON)
        with pytest.raises(NotFound):
            await interrupt_work_order(neighbour.as_anna, work_order_id=order.id, interruption_reason=REASON)
        with pytest.raises(NotAllowed):
            await interrupt_work_order(cast.as_anna, work_order_id=order.id, interruption_reason=REASON)
