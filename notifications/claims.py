"""What a postman writes on the rows that it carries: they are claimed, held, and marked with what became of them."""

from datetime import timedelta
from random import SystemRandom

from tortoise.expressions import F, Q
from tortoise.queryset import QuerySet
from tortoise.transactions import in_transaction

import clock
from models import Delivery, DeliveryStatus

CLAIMED_FOR = timedelta(minutes=2)
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)


async def claim(limit: int) -> list[Delivery]:
    """Take what is due, and what another postman took and never finished.

    The rows are read whole: `.values()` would silently drop the lock, and two postmen would carry the same letter.
    """
    now = clock.now()
    is_due = Q(status=DeliveryStatus.PENDING, due_at__lte=now)
    is_left = Q(status=DeliveryStatus.SENDING, claimed_until__lte=now)
    async with in_transaction():
        rows = Delivery.filter(is_due | is_left).order_by("due_at").limit(limit).select_for_update(skip_locked=True)
        ids = [delivery.id for delivery in await rows]
        if not ids:
            return []
        await Delivery.filter(id__in=ids).update(
            status=DeliveryStatus.SENDING, claimed_until=now + CLAIMED_FOR, dedupe_key=None
        )
        return await Delivery.filter(id__in=ids).order_by("due_at")


async def hold(delivery: Delivery) -> bool:
    """Claim it for longer, now that its turn has come; False when another postman has taken it over meanwhile.

    This is what counts as an attempt: a postman that dies takes none from those that it never came to.
    """
    until = clock.now() + CLAIMED_FOR
    held = await _ours(delivery).update(claimed_until=until, attempts=F("attempts") + 1)
    delivery.claimed_until = until
    delivery.attempts += 1
    return bool(held)


async def put_back(delivery: Delivery) -> None:
    """Give back what was claimed and not tried."""
    await _ours(delivery).update(status=DeliveryStatus.PENDING, claimed_until=None)


async def mark_carried(delivery: Delivery, *, is_sent: bool) -> None:
    """It went, or it turned out that it need not go."""
    await _ours(delivery).update(
        status=DeliveryStatus.SENT if is_sent else DeliveryStatus.SKIPPED,
        sent_at=clock.now() if is_sent else None,
        claimed_until=None,
        last_error=None,
    )


async def mark_failed(delivery: Delivery, *, reason: str, given_up: bool) -> None:
    """It did not go; unless it is given up, it is due again after a pause."""
    await _ours(delivery).update(
        status=DeliveryStatus.FAILED if given_up else DeliveryStatus.PENDING,
        due_at=clock.now() + pause_after(delivery.attempts),
        claimed_until=None,
        last_error=reason,
    )


def pause_after(attempts: int) -> timedelta:
    """10 seconds after the first attempt, then each time twice as long up to an hour; a fifth more or less, by lot."""
    pause = min(FIRST_PAUSE.total_seconds() * 2 ** min(attempts - 1, 20), LONGEST_PAUSE.total_seconds())
    return timedelta(seconds=pause * SystemRandom().uniform(0.8, 1.2))


def _ours(delivery: Delivery) -> QuerySet[Delivery]:
    """The row, as long as the claim on it is the one that we hold."""
    return Delivery.filter(id=delivery.id, status=DeliveryStatus.SENDING, claimed_until=delivery.claimed_until)
