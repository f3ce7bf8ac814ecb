"""Sockets that vanish a moment after they asked for something: nobody else notices, and nothing is half done.

python -m bench.soak.vanishing [--sockets 2000]
"""

import asyncio
from dataclasses import dataclass
from functools import partial
from random import Random
from statistics import median

from websockets.asyncio.client import ClientConnection

from bench.soak.measuring import percentile, processor_seconds, timed
from bench.soak.place import carry_out, town_of
from tests.services.sockets import (
    ask_to_post,
    begin_to_post,
    busy_connections,
    signed_in_socket,
    sockets_gone,
    until,
    until_gone,
)
from tests.services.town import Desk, Job, Town

AT_ONCE = 50
POSTS = 20


@dataclass
class Cost:
    """Milliseconds of a post: until it is answered (the median, and 95 in a hundred), and of processor time."""

    answered: float
    answered_95: float
    work: float


@dataclass
class Vanished:
    """What a post costs before and after, how many of the acts were done, and whether numbers have gaps."""

    before: Cost
    after: Cost
    done: int
    has_gaps: bool


async def vanish(town: Town, sockets: int) -> Vanished:
    """Each follows a thread, asks to post in it, and is gone: half within four milliseconds, half a little later."""
    job = await town.a_job("Weg")
    anna = await town.anna(town.service.here)
    before = await _cost_of_posts(town, anna, job, "ervoor")
    gone_before = await sockets_gone(town)
    held: list[ClientConnection] = []
    for start in range(0, sockets, AT_ONCE):
        held += await asyncio.gather(
            *(signed_in_socket(anna, job) for _ in range(start, min(start + AT_ONCE, sockets)))
        )
    lot = Random(42)  # noqa: S311 - the same moments every time
    for start in range(0, sockets, AT_ONCE):
        batch = held[start : start + AT_ONCE]
        await asyncio.gather(*(_ask_and_vanish(each, job, lot.uniform(0, 0.004)) for each in batch[::2]))
        await asyncio.gather(*(_begin_and_vanish(each, job, lot.uniform(0, 0.3)) for each in batch[1::2]))
    await until_gone(town, gone_before + sockets)
    if town.database_url.startswith("postgres"):  # what was begun is finished first; a post in its thread waits
        await until(lambda: busy_connections(town), 0)
    after = await _cost_of_posts(town, anna, job, "erna")
    said = await anna.read(job.thread)
    numbers = [message["seq"] for message in said]
    done = len([message for message in said if (message["body"] or "").startswith("Weg")])
    return Vanished(before, after, done, numbers != list(range(1, len(numbers) + 1)))


async def _ask_and_vanish(socket: ClientConnection, job: Job, seconds: float) -> None:
    await ask_to_post(socket, job, f"Weg {id(socket)}")
    await asyncio.sleep(seconds)
    socket.transport.abort()


async def _begin_and_vanish(socket: ClientConnection, job: Job, seconds: float) -> None:
    """Somewhere in the middle of the act, or just after it."""
    await begin_to_post(socket, job, f"Weg {id(socket)}")
    await asyncio.sleep(seconds)
    socket.transport.abort()


async def _cost_of_posts(town: Town, anna: Desk, job: Job, when: str) -> Cost:
    pid = town.service.here.pid
    worked = processor_seconds(pid)
    seconds = [await timed(partial(anna.post, job.thread, f"{number} {when}")) for number in range(POSTS)]
    work = (processor_seconds(pid) - worked) / POSTS
    return Cost(*(round(each * 1000, 1) for each in (median(seconds), percentile(seconds, 95), work)))


async def soak(sockets: int) -> Vanished:
    async with town_of(servers=1) as (town, _):
        return await vanish(town, sockets)


if __name__ == "__main__":
    carry_out("Sockets that vanish.", soak, sockets=2000)
