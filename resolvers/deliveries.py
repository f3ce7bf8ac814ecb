"""What went out by post, and trying again."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from auth.access import access_delivery, visible_deliveries
from auth.acts import require
from auth.doors import lock
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import Delivery, DeliveryStatus, Message, MessageKind, Notice
from notifications import outbox
from realtime.announce import announcing
from resolvers.audit import record
from resolvers.pages import Order, Page, PageRequest, read_page
from settings import get_settings

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
        await record(viewer, "retryDelivery", delivery)
    return await access_delivery(viewer, delivery_id)


def letters_about(message: Message, deliveries: Iterable[Delivery]) -> list[Delivery]:
    """The letters that told of a message: to each reader by each channel the first that could hold it."""
    soonest = message.created_at - timedelta(seconds=get_settings().message_notice_delay_seconds)
    first: dict[object, Delivery] = {}
    for delivery in deliveries:
        tells = delivery.notice is Notice.MESSAGES_UNREAD and delivery.created_at >= soonest
        if tells and (delivery.sent_at is None or delivery.sent_at >= message.created_at):
            first.setdefault((delivery.contact_id, delivery.employee_id, delivery.channel), delivery)
    return list(first.values()) if message.kind is MessageKind.POST else []
