"""Who coordinates an incident."""

import pytest

import clock
from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import Employee, Event, Message
from resolvers.incident_handling import assign_handler
from tests.cast import Cast, reported, through_link
from tests.silence import nothing_happens


async def test_a_handler_comes_and_goes_with_an_event_each_time(cast: Cast) -> None:
    incident = await reported(cast)

    with_bas = await assign_handler(cast.as_anna, incident_id=incident.id, handler_id=cast.bas.id)
    without = await assign_handler(cast.as_anna, incident_id=incident.id, handler_id=None)

    assert (with_bas.handler, without.handler) == (cast.bas, None)
    facts = [message.event_facts async for message in Message.filter(event=Event.HANDLER_CHANGED).order_by("seq")]
    assert facts == [{"handler": "Bas Bakker"}, {}]


async def test_the_same_handler_again_is_no_news(cast: Cast) -> None:
    incident = await reported(cast)
    await assign_handler(cast.as_anna, incident_id=incident.id, handler_id=cast.bas.id)

    async with nothing_happens():
        await assign_handler(cast.as_anna, incident_id=incident.id, handler_id=cast.bas.id)


async def test_who_left_handles_nothing(cast: Cast) -> None:
    incident = await reported(cast)
    await Employee.filter(id=cast.bas.id).update(deactivated_at=clock.now())

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await assign_handler(cast.as_anna, incident_id=incident.id, handler_id=cast.bas.id)

    assert refused.value.code is ErrorCode.EMPLOYEE_NOT_ACTIVE


async def test_neither_a_stranger_nor_the_reporter_assigns(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    tom = await through_link(cast.tom, incident)

    async with nothing_happens():
        with pytest.raises(NotFound):
            await assign_handler(cast.as_anna, incident_id=incident.id, handler_id=neighbour.bas.id)
        with pytest.raises(NotFound):
            await assign_handler(neighbour.as_anna, incident_id=incident.id, handler_id=neighbour.bas.id)
        with pytest.raises(NotAllowed):
            await assign_handler(tom, incident_id=incident.id, handler_id=None)
