"""What went out by post, and trying again."""

from collections.abc import Collection, Sequence
from uuid import UUID

from auth.access import access_delivery, visible_deliveries
from auth.acts import require
from auth.doors import lock
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import Delivery, DeliveryStatus
from notifications import outbox
from realtime.announce import announcing
from resolvers.pages import Order, Page, PageRequest, read_page

NEWEST_FIRST = Order(("created_at", "id"), is_descending=True)


async def list_deliveries(
    viewer: Viewer, *, statuses: Sequence[DeliveryStatus] | None = None, request: PageRequest
) -> Page[Delivery]:
    """Deliveries, newest first."""
    rows = visible_deliveries(viewer)
    if statuses is not None:
        rows = rows.filter(status__in=list(statuses))
    return await read_page(rows, NEWEST_FIRST, request)


async def list_deliveries_of(viewer: Viewer, *, thread_ids: Collection[UUID]) -> dict[UUID, list[Delivery]]:
    """What was sent about each thread, oldest first."""
    found = await visible_deliveries(viewer).filter(thread_id__in=list(thread_ids)).order_by("created_at", "id")
    by_thread: dict[UUID, list[Delivery]] = {thread_id: [] for thread_id in thread_ids}
    for delivery in found:
        if delivery.thread_id is not None:
            by_thread[delivery.thread_id].append(delivery)
    return by_thread


async def get_delivery(viewer: Viewer, *, delivery_id: UUID) -> Delivery | None:
    return await visible_deliveries(viewer).get_or_none(id=delivery_id)


async def retry_delivery(viewer: Viewer, *, delivery_id: UUID) -> Delivery:
    """Send again what was given up."""
    delivery = await access_delivery(viewer, delivery_id)
    require(viewer, "retryDelivery")

    async with announcing():
        locked = await lock(delivery)
        if locked.status is not DeliveryStatus.FAILED:
            raise Invalid(ErrorCode.NOTHING_TO_RETRY, field="deliveryId")
        await outbox.retry(locked)
    return await access_delivery(viewer, delivery_id)
