"""Many who follow one thread: how fast everybody hears what is posted, how late, and what a listener weighs.

Posted by the mutation, so that all of what posting does is in it. Lag is measured at two messages a second at most;
deliveries a second with so many on their way that the server is never without work.
"""

import asyncio
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.peers.pages import Asker
from bench.peers.posting import Poster
from bench.peers.processes import backends_on
from bench.peers.servers import OTHER_CORE, Peer, Server, running
from bench.peers.sockets import Audience, listening
from bench.peers.viewers import Viewers
from bench.soak.measuring import memory_of, percentile
from bench.town import BUSY_THREAD

ON_THEIR_WAY = 4
SECONDS, CALM_SECONDS, CALM_PAUSE = 4.0, 15.0, 0.5  # of few messages the slowest would be the 99th percentile


@dataclass
class Heard:
    """What the rounds gave."""

    per_second: list[float] = field(default_factory=list)
    p50_ms: list[float] = field(default_factory=list)
    p99_ms: list[float] = field(default_factory=list)
    kilobytes: list[float] = field(default_factory=list)


async def measure(
    following: list[Peer], viewers: Viewers, database_url: str, folder: Path, sizes: list[int], rounds: int
) -> dict[tuple[str, int], Heard]:
    """Each on its own and freshly started, so that its memory is what the listeners take."""
    heard: dict[tuple[str, int], Heard] = {}
    for number in range(rounds):
        for size in sizes:
            for peer in following:
                note = heard.setdefault((peer.name, size), Heard())
                async with running([peer], folder) as [server]:
                    await _measure_one(note, server, viewers, database_url, Audience(size))
        print(f"fan-out, round {number + 1} of {rounds}", file=sys.stderr, flush=True)
    return heard


async def _measure_one(heard: Heard, server: Server, viewers: Viewers, database_url: str, audience: Audience) -> None:
    poster = Poster(server, viewers.headers(server.peer, Asker.EMPLOYEE), audience)
    await poster.post(BUSY_THREAD)
    before = memory_of(server.pid)
    async with listening(server, viewers.first_messages(server.peer), [BUSY_THREAD] * audience.size, audience):
        await poster.until_all_hear(BUSY_THREAD)
        heard.kilobytes.append((memory_of(server.pid) - before) / 1024 / audience.size)
        await backends_on(database_url, OTHER_CORE)
        await _calmly(heard, poster, audience)
        await _without_pause(heard, poster, audience)


async def _calmly(heard: Heard, poster: Poster, audience: Audience) -> None:
    audience.lags.clear()
    began = time.perf_counter()
    while time.perf_counter() < began + CALM_SECONDS:
        complete = await poster.post(BUSY_THREAD)
        await asyncio.sleep(CALM_PAUSE)
        await complete.wait()
    lags = [lag * 1000 for lag in audience.lags]
    heard.p50_ms.append(percentile(lags, 50))
    heard.p99_ms.append(percentile(lags, 99))


async def _without_pause(heard: Heard, poster: Poster, audience: Audience) -> None:
    audience.lags.clear()
    began = time.perf_counter()

    async def keep_posting() -> None:
        while time.perf_counter() < began + SECONDS:
            await (await poster.post(BUSY_THREAD)).wait()

    await asyncio.gather(*(keep_posting() for _ in range(ON_THEIR_WAY)))
    heard.per_second.append(len(audience.lags) / (time.perf_counter() - began))
