"""The postman: claims what is due, has it written, carries it, and marks what became of it."""

import asyncio
import contextlib
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import structlog

import clock
import metrics
from models import Channel, Delivery, DeliveryStatus
from models.database import DATABASE_AWAY
from notifications import claims
from notifications.notices import write_letter, write_text
from notifications.transports.carrier import Carrier
from notifications.transports.transport import Carry, CarryFailed, Transport
from settings import Settings

P = TypeVar("P")
Write = Callable[[Delivery, Settings], Awaitable[P | None]]

BATCH = 50
LONGEST_CARRY = timedelta(minutes=1)  # well within the claim, or another postman would carry it too

log = structlog.get_logger()


class Postman:
    """Carries the outbox. Any number of them may run beside each other, in as many processes, on PostgreSQL.

    At least once, not at most once: what was carried just before a crash is carried again, under the same Message-ID.
    """

    def __init__(self, settings: Settings, carrier: Carrier) -> None:
        self._settings = settings
        self._carrier = carrier

    async def run(self, stop: asyncio.Event) -> None:
        """Carry until asked to stop; then the piece in hand is finished, and what was claimed beyond it is put back."""
        while not stop.is_set():
            try:
                claimed = await self.carry_due(stop=stop)
            except DATABASE_AWAY as failure:
                log.warning("outbox_unreachable", exception=type(failure).__qualname__)
                claimed = 0
            if claimed < BATCH:
                await _pause(stop, self._settings.outbox_poll_seconds)

    async def carry_due(self, limit: int = BATCH, *, stop: asyncio.Event | None = None) -> int:
        """Carry at most `limit` deliveries that are due, letters beside texts. How many were claimed."""
        claimed = await claims.claim(limit)
        stop = stop or asyncio.Event()
        letters = [delivery for delivery in claimed if delivery.channel is Channel.EMAIL]
        texts = [delivery for delivery in claimed if delivery.channel is Channel.SMS]
        outcomes = await asyncio.gather(
            self._carry_batch(letters, write_letter, self._carrier.mail, stop),
            self._carry_batch(texts, write_text, self._carrier.sms, stop),
            return_exceptions=True,  # trouble with the one lets the other finish what is in its hands
        )
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
        return len(claimed)

    async def _carry_batch(
        self, deliveries: list[Delivery], write: Write[P], transport: Transport[P], stop: asyncio.Event
    ) -> None:
        """The way is opened before anything is written, so that a mail server that is down costs no guest links."""
        if not deliveries:
            return
        try:
            async with transport.opened() as carry:
                while deliveries and not stop.is_set():
                    await self._carry_one(deliveries.pop(0), write, carry)
        except CarryFailed as failure:
            for delivery in deliveries:
                if await claims.hold(delivery):
                    await self._fail(delivery, failure)
            return
        for delivery in deliveries:
            await claims.put_back(delivery)

    async def _carry_one(self, delivery: Delivery, write: Write[P], carry: Carry[P]) -> None:
        """Whatever goes wrong with one delivery is written on it, and the next one has its turn."""
        if not await claims.hold(delivery):
            return
        if delivery.attempts > self._settings.outbox_max_attempts:
            await self._fail(delivery, CarryFailed("interrupted every time", permanent=True))
            return
        try:
            post = await write(delivery, self._settings)
            if post is not None:
                async with asyncio.timeout(LONGEST_CARRY.total_seconds()):
                    await carry(post)
        except CarryFailed as failure:
            await self._fail(delivery, failure)
        except TimeoutError:
            await self._fail(delivery, CarryFailed("took too long", permanent=False))
        except Exception as surprise:  # noqa: BLE001 - one letter that cannot be written must not hold up all the post
            _log_crash(delivery, surprise)
            await self._fail(delivery, CarryFailed(type(surprise).__name__, permanent=False))
        else:
            await claims.mark_carried(delivery, is_sent=post is not None)
            _count(delivery, "sent" if post is not None else "skipped")
            log.info("delivery_sent" if post is not None else "delivery_skipped", **_named(delivery))

    async def _fail(self, delivery: Delivery, failure: CarryFailed) -> None:
        """Try again after a pause, unless that would not help or was done often enough."""
        given_up = failure.permanent or delivery.attempts >= self._settings.outbox_max_attempts
        await claims.mark_failed(delivery, reason=failure.reason, given_up=given_up)
        _count(delivery, "given up" if given_up else "put off")
        log.warning("delivery_failed", **_named(delivery), reason=failure.reason, given_up=given_up)


@dataclass(frozen=True)
class OutboxState:
    """How many deliveries wait beyond their time, for how long the oldest does, and how many were given up."""

    waiting: int
    oldest: timedelta
    given_up: int


async def outbox_state() -> OutboxState:
    """What stands in the outbox now."""
    waiting = await Delivery.filter(status=DeliveryStatus.PENDING, due_at__lte=clock.now()).count()
    given_up = await Delivery.filter(status=DeliveryStatus.FAILED).count()
    return OutboxState(waiting, await outbox_age() or timedelta(0), given_up)


async def outbox_age() -> timedelta | None:
    """How long the oldest delivery has been waiting beyond its time; None when nothing waits."""
    waiting = Delivery.filter(status=DeliveryStatus.PENDING, due_at__lte=clock.now())
    oldest = await waiting.order_by("due_at").first()
    return clock.now() - oldest.due_at if oldest else None


def _count(delivery: Delivery, outcome: str) -> None:
    metrics.DELIVERIES.labels(delivery.channel, outcome).inc()


def _log_crash(delivery: Delivery, surprise: Exception) -> None:
    """Where it happened, without the exception's own words: they may hold an address."""
    where = "".join(traceback.format_tb(surprise.__traceback__))
    log.error("delivery_crashed", **_named(delivery), exception=type(surprise).__qualname__, where=where)


def _named(delivery: Delivery) -> dict[str, str | int]:
    return {
        "delivery_id": str(delivery.id),
        "notice": delivery.notice.value,
        "channel": delivery.channel.value,
        "attempts": delivery.attempts,
    }


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
