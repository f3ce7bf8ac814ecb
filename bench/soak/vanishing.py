"""Sockets that vanish a moment after they asked for something: nobody else notices, and nothing is half done.

python -m bench.soak.vanishing [--sockets 2000]
"""

import asyncio
from dataclasses import dataclass
from random import Random

from websockets.asyncio.client import ClientConnection

from bench.soak.measuring import percentile, timed
from bench.soak.place import carry_out, town_of
from tests.services.sockets import ask_to_post, begin_to_post, busy_connections, signed_in_socket, sockets_gone, until
from tests.services.town import Desk, Job, Town

AT_ONCE = 50
POSTS = 20


@dataclass
class Vanished:
    """Seconds of a post (95 in a hundred) before and after, how many acts were done, and whether numbers have gaps."""

    before: float
    after: float
    done: int
    has_gaps: bool


async def vanish(town: Town, sockets: int) -> Vanished:
    """Each follows a thread, asks to post in it, and is gone: half within four milliseconds, half a little later."""
    job = await town.a_job("Weg")
    anna = await town.anna(town.service.here)
    before = await _seconds_of_posts(anna, job, "ervoor")
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
    async with asyncio.timeout(120):
        while await sockets_gone(town) < gone_before + sockets:
            await asyncio.sleep(0.05)
    after = await _seconds_of_posts(anna, job, "erna")
    if town.database_url.startswith("postgres"):
        await until(lambda: busy_connections(town), 0)
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


async def _seconds_of_posts(anna: Desk, job: Job, when: str) -> float:
    return percentile([await timed(lambda n=n: anna.post(job.thread, f"{n} {when}")) for n in range(POSTS)], 95)  # type: ignore[misc]


async def soak(sockets: int) -> Vanished:
    async with town_of(servers=1) as (town, _):
        return await vanish(town, sockets)


if __name__ == "__main__":
    carry_out("Sockets that vanish.", soak, sockets=2000)
