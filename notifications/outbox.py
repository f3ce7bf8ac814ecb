"""The outbox: what is to be told, written down in the same transaction as what there is to tell."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import BulkCreateQuery

import clock
from errors import ErrorCode, Invalid
from models import Account, Channel, Contact, Delivery, DeliveryStatus, Employee, Notice
from notifications.quiet_hours import moment_for
from notifications.recipients import Recipient


def enqueue(
    notice: Notice,
    *,
    to: Recipient,
    organisation_id: UUID,
    thread_id: UUID | None = None,
    channels: Sequence[Channel],
    due_at: datetime | None = None,
    dedupe_key: str | None = None,
) -> BulkCreateQuery[Delivery]:
    """Put a notice in the outbox, one delivery per channel, within the caller's transaction. Ids only, no content.

    What can wait is due after the quiet hours of a contact. With a `dedupe_key` one such delivery waits at a time: one
    that is pending already is left as it stands, due when it was due, and held until the caller's transaction ends, so
    that its letter is written with the caller's news.
    """
    wanted = [
        Delivery(
            organisation_id=organisation_id,
            notice=notice,
            channel=channel,
            contact_id=to.id if isinstance(to, Contact) else None,
            employee_id=to.id if isinstance(to, Employee) else None,
            account_id=to.id if isinstance(to, Account) else None,
            thread_id=thread_id,
            due_at=moment_for(notice, to, due_at or clock.now()),
            dedupe_key=f"{dedupe_key}:{channel}" if dedupe_key else None,
        )
        for channel in sorted(set(channels))  # always in one order, or two that enqueue at once could deadlock
    ]
    # DO UPDATE to the value that stands there locks the standing row. DO NOTHING would not: the postman could carry
    # that row before this transaction commits, and what it is about would never be told.
    return Delivery.bulk_create(wanted, update_fields=["dedupe_key"], on_conflict=["dedupe_key"])


async def is_under_way(notice: Notice, *, to: Recipient, since: datetime) -> bool:
    """Whether such a delivery is still to come, or went out since then."""
    column = {Account: "account_id", Contact: "contact_id", Employee: "employee_id"}[type(to)]
    mine = Delivery.filter(**{column: to.id}, notice=notice)
    is_coming = Q(status__in=[DeliveryStatus.PENDING, DeliveryStatus.SENDING])
    return await mine.filter(is_coming | Q(status=DeliveryStatus.SENT, sent_at__gte=since)).exists()


async def retry(delivery: Delivery) -> None:
    """Try a given-up delivery again, now, with all its attempts before it. Raises NOTHING_TO_RETRY unless it FAILED."""
    given_up = Delivery.filter(id=delivery.id, status=DeliveryStatus.FAILED)
    if not await given_up.update(status=DeliveryStatus.PENDING, attempts=0, due_at=clock.now(), last_error=None):
        raise Invalid(ErrorCode.NOTHING_TO_RETRY)
    await delivery.refresh_from_db()
