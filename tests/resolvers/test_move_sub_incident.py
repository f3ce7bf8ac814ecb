"""What staff do with a work order."""

from datetime import timedelta
from typing import Any

import pytest

import clock
from errors import Conflict, ErrorCode, NotAllowed, NotFound, Refusal
from models import Delivery, Message, Notice, SubIncident
from resolvers.requirements import MoveDetails
from resolvers.sub_incidents import move_sub_incident
from resolvers.work_orders import accept_work_order, report_work_done
from tests.cast import Cast, given_to, reported, through_link
from tests.silence import nothing_happens


async def move(cast: Cast, order: SubIncident, status: str, **more: Any) -> SubIncident:
    details = more.pop("details", MoveDetails())
    return await move_sub_incident(cast.as_anna, sub_incident_id=order.id, status=status, details=details, **more)


async def done_by_piet(cast: Cast) -> SubIncident:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    await accept_work_order(piet, work_order_id=order.id)
    return await report_work_done(piet, work_order_id=order.id, report="Klaar.")


async def test_staff_close_what_was_reported_done(cast: Cast) -> None:
    closed = await move(cast, await done_by_piet(cast), "CLOSED")

    assert (closed.status, closed.is_open, closed.closed_at is not None) == ("CLOSED", False, True)


async def test_rework_needs_a_reason_and_tells_the_contractor(cast: Cast) -> None:
    order = await done_by_piet(cast)
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await move(cast, order, "REWORK")

    await move(cast, order, "REWORK", details=MoveDetails(reason="Het lekt nog."))

    assert refused.value.code is ErrorCode.REASON_REQUIRED
    assert await Delivery.filter(notice=Notice.WORK_ORDER_CHANGED, contact=cast.piet).exists()


async def test_the_partys_move_is_made_only_on_its_behalf_and_names_both(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    starts_at = clock.now() + timedelta(days=1)
    details = MoveDetails(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    async with nothing_happens():
        with pytest.raises(Refusal):
            await move(cast, order, "PLANNED", details=details)

    planned = await move(cast, order, "PLANNED", details=details, on_behalf_of_party=True)

    event = await Message.filter(thread_id=order.thread_id).order_by("-seq").first()
    assert event is not None
    assert (planned.status, planned.appointment_starts_at) == ("PLANNED", starts_at)
    assert (event.author_employee_id, event.on_behalf_of_id) == (cast.anna.id, cast.piet.id)


@pytest.mark.parametrize("status", ["CLOSED", "REWORK", "ACCEPTED", "OPEN", "NONSENSE", ""])
async def test_a_move_that_the_table_lacks_is_refused(status: str, cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await move(cast, order, status)

    assert refused.value.code is ErrorCode.MOVE_NOT_ALLOWED


async def test_nobody_else_moves_it_this_way(cast: Cast, neighbour: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)

    async with nothing_happens():
        with pytest.raises(NotFound):
            await move(neighbour, order, "WITHDRAWN")
        with pytest.raises(NotAllowed):
            await move_sub_incident(piet, sub_incident_id=order.id, status="ACCEPTED", details=MoveDetails())
        with pytest.raises(Conflict):
            await move(cast, order, "WITHDRAWN", expected_version=5)
