"""Sending again what was given up."""

import pytest

from errors import ErrorCode, NotFound, Refusal
from models import Delivery, DeliveryStatus
from resolvers.deliveries import retry_delivery
from tests.cast import Cast, given_to, reported, through_link
from tests.silence import nothing_happens


async def failed(cast: Cast) -> Delivery:
    await given_to(cast, cast.piet, await reported(cast))
    await Delivery.all().update(status=DeliveryStatus.FAILED, attempts=10, last_error="refused")
    return await Delivery.get()


async def test_what_was_given_up_waits_again_from_the_start(cast: Cast) -> None:
    delivery = await retry_delivery(cast.as_anna, delivery_id=(await failed(cast)).id)

    assert (delivery.status, delivery.attempts, delivery.last_error) == (DeliveryStatus.PENDING, 0, None)


async def test_what_was_not_given_up_is_not_retried(cast: Cast) -> None:
    await given_to(cast, cast.piet, await reported(cast))

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await retry_delivery(cast.as_anna, delivery_id=(await Delivery.get()).id)

    assert refused.value.code is ErrorCode.NOTHING_TO_RETRY


async def test_nobody_else_retries(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast, "Iets")
    piet = await through_link(cast.piet, await given_to(cast, cast.piet, incident))
    await Delivery.all().update(status=DeliveryStatus.FAILED)
    delivery = await Delivery.get()

    async with nothing_happens():
        for viewer in (neighbour.as_anna, piet):
            with pytest.raises(NotFound):
                await retry_delivery(viewer, delivery_id=delivery.id)
