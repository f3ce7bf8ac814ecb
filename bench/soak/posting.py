"""The outbox with workers that are killed and a mail server that fails: every letter goes out, hardly one twice.

python -m bench.soak.posting [--deliveries 10000] [--workers 4] [--seconds-between-kills 5]
"""

import asyncio
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from random import Random

import asyncpg
from aiosmtpd.smtp import SMTP, Envelope, Session
from tortoise.transactions import in_transaction

from bench.databases import empty_postgres
from bench.soak.place import carry_out
from models import Channel, Contact, Delivery, DeliveryStatus, Notice, SubIncident
from models.database import connected
from models.migrate import migrate
from notifications import outbox
from tests.cast import given_to, make_cast, reported, says
from tests.journeys.service import Process, environment
from tests.notifications.peers import Mailbox, mail_server
from tests.services.redis_server import redis_server

LOST = "elin@elektra.example"
# What is put off waits for minutes, and what a killed worker held for two; here the clock goes faster.
HURRY = "UPDATE delivery SET due_at = now() WHERE status = 'PENDING' AND due_at > now()"
LET_GO = "UPDATE delivery SET claimed_until = now() WHERE status = 'SENDING'"
WAITING = "SELECT count(*) FROM delivery WHERE status = 'PENDING'"
UNDER_WAY = "SELECT count(*) FROM delivery WHERE status IN ('PENDING', 'SENDING')"
SECONDS_TO_ANSWER = 2.0
LONG_QUIET_SECONDS = 12.0  # longer than a hanging letter, or a worker that begins


class MoodyMailbox(Mailbox):
    """Fails three letters in ten, hangs now and then, drops after taking one; and takes nothing for one address."""

    def __init__(self, hangs: int, drops: int) -> None:
        super().__init__()
        self.taken: Counter[str] = Counter()
        self.dropped: set[str] = set()
        self.refuse = {LOST: "451 Try again later"}
        self._lot = Random(42)  # noqa: S311 - the same moods every time
        self._hangs, self._drops = hangs, drops

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self._lot.random() < 0.3:
            return "451 Not now"
        if self._hangs > 0 and self._lot.random() < 0.05:
            self._hangs -= 1
            await asyncio.sleep(SECONDS_TO_ANSWER * 2)
            return "451 Too late"
        answer = await super().handle_DATA(server, session, envelope)
        letter = str(self.letters.pop()["Message-ID"])
        self.taken[letter] += 1
        if self._drops > 0 and self._lot.random() < 0.02 and isinstance(server.transport, asyncio.Transport):
            self._drops -= 1
            self.dropped.add(letter)
            server.transport.abort()
        return answer


@dataclass
class Posted:
    """What became of them. `unexplained` went twice though neither a line broke off nor a worker was killed."""

    sent: int
    twice: int
    unexplained: int
    too_early: int
    attempts_of_the_lost: int
    lost_was_retried: bool
    kills: int
    seconds: float


class Gang:
    """Workers that are killed and begun anew."""

    def __init__(self, folder: Path, env: dict[str, str], size: int) -> None:
        self.kills = 0
        self._workers = [Process(["worker"], env, folder / f"worker-{number}.log") for number in range(size)]
        self._next = cycle(self._workers)
        self._said_before: dict[Process, int] = {}

    async def start(self) -> None:
        await asyncio.gather(*(worker.start() for worker in self._workers))

    async def lose_one(self) -> None:
        """And take on another. Who has said nothing yet has not begun, and killing it would prove nothing."""
        worker = next(self._next)
        if worker.log.stat().st_size > self._said_before.get(worker, 0):
            await worker.kill()
            self.kills += 1
            self._said_before[worker] = worker.log.stat().st_size
            await worker.start()

    async def end(self) -> None:
        """All at once, as when a machine goes down."""
        await asyncio.gather(*(worker.kill() for worker in self._workers))
        self.kills += len(self._workers)


async def carry(folder: Path, url: str, bus_url: str, *, deliveries: int, workers: int, kill_seconds: float) -> Posted:
    """All of them are to somebody who can be reached, and one is not."""
    await migrate(url, report=lambda _line: None)
    mailbox = MoodyMailbox(hangs=3, drops=max(deliveries // 1000, 1))
    async with mail_server(mailbox):
        mail = {"mail": "smtp", "smtp_port": mailbox.port, "smtp_timeout_seconds": SECONDS_TO_ANSWER}
        env = environment(folder, database_url=f"{url}?minsize=1&maxsize=4", bus_url=bus_url, **mail)
        gang, began = Gang(folder, env, workers), time.monotonic()
        await gang.start()
        try:
            too_early = await _enqueue(url, mailbox, deliveries)
            await _until_nothing_waits(url, gang, kill_seconds)
            took, lost = (
                time.monotonic() - began,
                await _ask(url, "SELECT attempts FROM delivery WHERE status = 'FAILED'"),
            )
            mailbox.refuse.clear()
            await _retry(url)
            await _until_nothing_waits(url, gang, kill_seconds)
        finally:
            await gang.end()
    twice = {letter for letter, times in mailbox.taken.items() if times > 1}
    return Posted(
        sent=await _ask(url, "SELECT count(*) FROM delivery WHERE status = 'SENT'"),
        twice=len(twice),
        unexplained=max(len(twice - mailbox.dropped) - gang.kills, 0),
        too_early=too_early,
        attempts_of_the_lost=lost,
        lost_was_retried=len(mailbox.taken) == deliveries + 1,
        kills=gang.kills,
        seconds=round(took, 1),
    )


async def _enqueue(url: str, mailbox: MoodyMailbox, deliveries: int) -> int:
    """While the workers look on; how many letters went out before what they tell was committed."""
    async with connected(url):
        cast = await make_cast()
        incident = await reported(cast)
        for_piet, for_elin = [await given_to(cast, each, incident) for each in (cast.piet, cast.elin)]
        await Delivery.all().delete()
        async with in_transaction():
            await says(cast.as_anna, for_piet, "Kunt u morgen?")
            await says(cast.as_anna, for_elin, "En u?")
            await Delivery.all().delete()
            for number in range(deliveries):
                await _tell(cast.piet, for_piet, f"piet {number}")
            await _tell(cast.elin, for_elin, "elin")
            await asyncio.sleep(1)
            return sum(mailbox.taken.values())


async def _tell(contact: Contact, job: SubIncident, key: str) -> None:
    await outbox.enqueue(
        Notice.MESSAGES_UNREAD,
        to=contact,
        thread_id=job.thread_id,
        organisation_id=job.organisation_id,
        channels=[Channel.EMAIL],
        dedupe_key=key,
    )


async def _until_nothing_waits(url: str, gang: Gang, kill_seconds: float) -> None:
    """What only killed workers still hold is let go when there is no worker at all, or it would be carried twice."""
    next_kill, moved_at, before = time.monotonic() + kill_seconds, time.monotonic(), 0
    while under_way := await _ask(url, UNDER_WAY):
        await _ask(url, HURRY)
        await asyncio.sleep(0.3)
        if under_way != before or await _ask(url, WAITING):
            moved_at, before = time.monotonic(), under_way
            if time.monotonic() > next_kill:
                await gang.lose_one()
                next_kill = time.monotonic() + kill_seconds
        elif time.monotonic() - moved_at > LONG_QUIET_SECONDS:
            await gang.end()
            await _ask(url, LET_GO)
            await gang.start()
            moved_at = time.monotonic()


async def _retry(url: str) -> None:
    async with connected(url):
        await outbox.retry(await Delivery.get(status=DeliveryStatus.FAILED))


async def _ask(url: str, query: str) -> int:
    connection = await asyncpg.connect(url)
    try:
        return int(await connection.fetchval(query) or 0)
    finally:
        await connection.close()


async def soak(deliveries: int, workers: int, seconds_between_kills: int) -> Posted:
    with tempfile.TemporaryDirectory() as folder:
        async with empty_postgres() as url, redis_server() as redis:
            await redis.start()
            sizes = {"deliveries": deliveries, "workers": workers, "kill_seconds": seconds_between_kills}
            return await carry(Path(folder), url, redis.url, **sizes)


if __name__ == "__main__":
    carry_out("The outbox under fire.", soak, deliveries=10_000, workers=4, seconds_between_kills=5)
