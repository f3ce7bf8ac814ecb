"""Many who follow one thread: how fast everybody hears what is posted, how late, and what a listener weighs.

Posted by the mutation, so that all of what posting does is in it. Lag is measured at two messages a second at most;
deliveries a second with so many on their way that the server is never without work.
"""

import asyncio
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.peers.load import is_complete, request_of
from bench.peers.pages import POST, THREAD_ID, body_of
from bench.peers.processes import backends_on
from bench.peers.servers import OTHER_CORE, Peer, Server, running
from bench.peers.sockets import Audience, listening
from bench.peers.viewers import Viewers
from bench.soak.measuring import memory_of, percentile

ON_THEIR_WAY = 4
SECONDS, CALM_SECONDS, CALM_PAUSE = 4.0, 6.0, 0.5


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
    poster = Poster(server, viewers.headers(server.peer, is_guest=False), audience)
    await poster.post()
    before = memory_of(server.pid)
    async with listening(server.port, viewers.first_messages(server.peer), audience):
        await poster.until_all_hear()
        heard.kilobytes.append((memory_of(server.pid) - before) / 1024 / audience.size)
        await backends_on(database_url, OTHER_CORE)
        await _calmly(heard, poster, audience)
        await _without_pause(heard, poster, audience)


async def _calmly(heard: Heard, poster: "Poster", audience: Audience) -> None:
    audience.lags.clear()
    began = time.perf_counter()
    while time.perf_counter() < began + CALM_SECONDS:
        complete = await poster.post()
        await asyncio.sleep(CALM_PAUSE)
        await complete.wait()
    lags = [lag * 1000 for lag in audience.lags]
    heard.p50_ms.append(percentile(lags, 50))
    heard.p99_ms.append(percentile(lags, 99))


async def _without_pause(heard: Heard, poster: "Poster", audience: Audience) -> None:
    audience.lags.clear()
    began = time.perf_counter()

    async def keep_posting() -> None:
        while time.perf_counter() < began + SECONDS:
            await (await poster.post()).wait()

    await asyncio.gather(*(keep_posting() for _ in range(ON_THEIR_WAY)))
    heard.per_second.append(len(audience.lags) / (time.perf_counter() - began))


class Poster:
    """Who posts in the thread."""

    def __init__(self, server: Server, headers: dict[str, str], audience: Audience) -> None:
        self._port, self._headers, self._audience = server.port, headers, audience

    async def post(self) -> asyncio.Event:
        """Return when it was taken; what is returned is set when everybody has heard it."""
        text, complete = self._audience.sending()
        given = {"threadId": THREAD_ID, "body": text, "clientMessageId": f"{self._port} {text}"}
        request = request_of(self._port, self._headers, body_of("Post", POST, {"input": given}))
        answer = await self._answer(request)
        assert b'"errors":[]' in answer, answer
        return complete

    async def _answer(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(request)
        received = bytearray()
        while not is_complete(received):
            part = await reader.read(65_536)
            assert part, "The server hung up."
            received += part
        writer.close()
        return bytes(received)

    async def until_all_hear(self) -> None:
        """Post until a message was heard by everybody: all who asked to follow do so by then."""
        async with asyncio.timeout(300):
            while True:
                complete = await self.post()
                try:
                    await asyncio.wait_for(complete.wait(), 1 + self._audience.size / 100)
                except TimeoutError:
                    continue
                return
