"""Many threads with a few who follow each, as on a working day: how late what is posted here and there is heard.

Posted by the mutation at even intervals, whether or not what came before was heard, so that who falls behind is late.
"""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from uuid import UUID

from bench.peers.pages import Asker
from bench.peers.posting import Poster
from bench.peers.processes import backends_on
from bench.peers.servers import OTHER_CORE, Peer, Server, running
from bench.peers.sockets import Audience, listening
from bench.peers.viewers import Viewers
from bench.soak.measuring import percentile
from bench.town import thread_of

THREADS, TO_A_THREAD, A_SECOND, SECONDS = 1_000, 2, 50, 12
FOLLOWERS = THREADS * TO_A_THREAD
STRIDE = 7  # shares no divisor with the threads: two that follow each other lie apart
AT_ONCE = 8


@dataclass
class Lag:
    """What the rounds gave."""

    p50_ms: list[float] = field(default_factory=list)
    p99_ms: list[float] = field(default_factory=list)


async def measure(
    following: list[Peer], viewers: Viewers, database_url: str, folder: Path, rounds: int
) -> dict[str, Lag]:
    """Each on its own and freshly started."""
    lags: dict[str, Lag] = {}
    for number in range(rounds):
        for peer in following:
            async with running([peer], folder) as [server]:
                await _measure_one(lags.setdefault(peer.name, Lag()), server, viewers, database_url)
        print(f"spread, round {number + 1} of {rounds}", file=sys.stderr, flush=True)
    return lags


async def _measure_one(lag: Lag, server: Server, viewers: Viewers, database_url: str) -> None:
    audience = Audience(TO_A_THREAD)
    poster = Poster(server, viewers.headers(server.peer, Asker.EMPLOYEE), audience)
    thread_ids = [thread_of(number * STRIDE % THREADS) for number in range(THREADS)]
    followed = thread_ids * TO_A_THREAD
    async with listening(server, viewers.first_messages(server.peer), followed, audience):
        await _until_all_hear(poster, thread_ids)
        await backends_on(database_url, OTHER_CORE)
        audience.lags.clear()
        await _post_evenly(poster, thread_ids)
    lag.p50_ms.append(percentile(audience.lags, 50) * 1000)
    lag.p99_ms.append(percentile(audience.lags, 99) * 1000)


async def _until_all_hear(poster: Poster, thread_ids: Sequence[UUID]) -> None:
    for begin in range(0, len(thread_ids), AT_ONCE):
        await asyncio.gather(*(poster.until_all_hear(each) for each in thread_ids[begin : begin + AT_ONCE]))


async def _post_evenly(poster: Poster, thread_ids: Sequence[UUID]) -> None:
    """Raises TimeoutError for who cannot keep up at all."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with asyncio.timeout(SECONDS + 60), asyncio.TaskGroup() as posts:
        for number, thread_id in enumerate(islice(cycle(thread_ids), SECONDS * A_SECOND)):
            await asyncio.sleep(began + number / A_SECOND - loop.time())
            posts.create_task(_until_heard(poster, thread_id))


async def _until_heard(poster: Poster, thread_id: UUID) -> None:
    await (await poster.post(thread_id)).wait()
