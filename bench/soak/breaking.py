"""Parts that die under load and come back: a server, Redis, PostgreSQL. Nothing is lost, and all is live again soon.

python -m bench.soak.breaking [--times 5] [--clients 10]
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx2

from bench.soak.dropping import Follower, followers
from bench.soak.place import carry_out
from tests.services.postgres_server import PostgresServer, postgres_server, programs
from tests.services.redis_server import RedisServer, redis_server
from tests.services.town import Desk, Job, Town, opened

POSTING_AT_ONCE = 4
LAST = "Klaar"


@dataclass
class Broken:
    """Each time, seconds from coming back until every client has heard something new; and whether all is there.

    While Redis was never there, and without it, the seconds are those from posting to hearing. Each client must have
    what the database has, in order, once.
    """

    never_there: list[float] = field(default_factory=list)

    server: list[float] = field(default_factory=list)
    redis: list[float] = field(default_factory=list)
    without_redis: list[float] = field(default_factory=list)
    postgres: list[float] = field(default_factory=list)
    messages: int = 0
    confirmed_and_lost: int = 0
    has_gaps: bool = True
    all_equal: bool = False


class Load:
    """Messages that are each posted until they are confirmed, and the numbers that they were given."""

    def __init__(self) -> None:
        self.confirmed: dict[str, int] = {}
        self.is_over = False

    async def post_on_and_on(self, desk: Desk, job: Job, name: str) -> None:
        numbers = count()
        while not self.is_over:
            body = f"{name} {next(numbers)}"
            self.confirmed[body] = await insist(desk, job, body)


async def insist(desk: Desk, job: Job, body: str) -> int:
    """Posts it until it is confirmed; the number that it has."""
    while True:
        try:
            return int((await desk.post(job.thread, body))["seq"])
        except (httpx2.HTTPError, ValueError, AssertionError):
            await asyncio.sleep(0.1)


async def break_things(town: Town, redis: RedisServer, postgres: PostgresServer, *, times: int, clients: int) -> Broken:
    """So many clients at each of two servers; the one that is not killed takes the load. They begin without Redis."""
    job, broken = await town.a_job("Alles valt om"), Broken()
    doomed, there = town.service.here, await town.anna(town.service.there)
    async with (
        followers(there, job, doomed.port, clients, LAST) as shaken,
        followers(there, job, town.service.there.port, clients, LAST) as steady,
    ):
        everybody = [*shaken, *steady]
        async with _load(there, job) as load:
            for _ in range(times):
                broken.never_there.append(await _seconds_until_live(_nothing, there, job, everybody))
            await redis.start()
            await asyncio.gather(*(server.answers("/readyz") for server in town.service.servers))
            for _ in range(times):
                await doomed.kill()
                broken.server.append(await _seconds_until_live(doomed.start, there, job, everybody))
                await redis.stop()
                broken.without_redis.append(await _seconds_until_live(_nothing, there, job, everybody))
                broken.redis.append(await _seconds_until_live(redis.start, there, job, everybody))
                await postgres.crash()
                broken.postgres.append(await _seconds_until_live(postgres.start, there, job, everybody))
        await insist(there, job, LAST)
    said = await there.read(job.thread)
    numbers = {message["body"]: message["seq"] for message in said}
    broken.messages = len(said)
    broken.confirmed_and_lost = sum(numbers.get(body) != seq for body, seq in load.confirmed.items())
    broken.has_gaps = [message["seq"] for message in said] != list(range(1, len(said) + 1))
    broken.all_equal = all(each.heard == said for each in everybody)
    return broken


@asynccontextmanager
async def _load(desk: Desk, job: Job) -> AsyncIterator[Load]:
    """For as long as the block runs; afterwards nothing is in flight that could still be said."""
    load = Load()
    async with asyncio.TaskGroup() as posting:
        for number in range(POSTING_AT_ONCE):
            posting.create_task(load.post_on_and_on(desk, job, f"Van {number}"))
        try:
            yield load
        finally:
            load.is_over = True


async def _seconds_until_live(
    come_back: Callable[[], Awaitable[None]], desk: Desk, job: Job, everybody: list[Follower]
) -> float:
    """What comes back has come back; then a message is confirmed, and heard by everybody."""
    await come_back()
    began = time.monotonic()
    body = f"Weer {began}"
    await insist(desk, job, body)
    for follower in everybody:
        while all(message["body"] != body for message in reversed(follower.heard)):
            await asyncio.sleep(0.02)
    return round(time.monotonic() - began, 2)


async def _nothing() -> None:
    """Redis stays away."""


async def soak(times: int, clients: int) -> Broken:
    place = programs()
    assert place is not None, "needs a PostgreSQL to start and stop"
    with tempfile.TemporaryDirectory() as folder:
        async with (
            postgres_server(place) as postgres,
            redis_server() as redis,
            opened(Path(folder), postgres.url, redis.url, servers=2, probe="/livez") as town,
        ):
            return await break_things(town, redis, postgres, times=times, clients=clients)


if __name__ == "__main__":
    carry_out("Parts that die.", soak, times=5, clients=10)
