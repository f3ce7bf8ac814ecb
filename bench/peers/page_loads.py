"""Pages under load: everybody in turn, round after round, so that whatever else the machine does falls on all alike.

And messages that are posted, each in another thread than the one before, so that none waits for another's lock.
"""

import os
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, cycle
from statistics import median

from bench.peers.load import IsRight, Load, ask_each, ask_for, request_of
from bench.peers.pages import PAGES, Asker, Page
from bench.peers.processes import backends_on, cpu_seconds, used_between
from bench.peers.servers import OTHER_CORE, Server
from bench.peers.viewers import Viewers
from bench.town import thread_of

AT_ONCE = (1, 16, 64)
POSTS_AT_ONCE, POSTED_IN = 16, 200
FIRST_WARM_UP_SECONDS, WARM_UP_SECONDS = 3.0, 0.5

Key = tuple[str, str, int]  # the server, the page, how many at once


@dataclass
class Found:
    """What the rounds gave; CPU in milliseconds a request."""

    per_second: list[float] = field(default_factory=list)
    p50_ms: list[float] = field(default_factory=list)
    server_ms: list[float] = field(default_factory=list)
    postgres_ms: list[float] = field(default_factory=list)
    load_ms: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return median(self.per_second)


async def measure(
    servers: list[Server], viewers: Viewers, database_url: str, rounds: int, seconds: float
) -> dict[Key, Found]:
    found: dict[Key, Found] = {}
    for server in servers:
        await _warm_up(server, viewers)
    for number in range(rounds):
        for page, at_once in _loads():
            for server in _beginning_with(servers, number):
                key = (server.peer.name, page.name, at_once)
                await _measure_one(
                    found.setdefault(key, Found()), server, page, at_once, viewers, database_url, seconds
                )
        print(f"round {number + 1} of {rounds}", file=sys.stderr, flush=True)
    return found


async def _warm_up(server: Server, viewers: Viewers) -> None:
    """Until every connection has its statements, and PostgreSQL has planned each often enough to plan it no more."""
    for page in PAGES:
        request = _request(server, viewers, page)
        await ask_for(server.port, request, at_once=64, seconds=FIRST_WARM_UP_SECONDS)


def _request(server: Server, viewers: Viewers, page: Page) -> bytes:
    return request_of(server.port, viewers.headers(server.peer, page.asker), server.peer.dialect.page(page))


def _loads() -> Iterator[tuple[Page, int]]:
    return ((page, at_once) for page in PAGES for at_once in AT_ONCE)


def _beginning_with(servers: list[Server], number: int) -> list[Server]:
    """Who comes first changes from round to round."""
    start = number % len(servers)
    return servers[start:] + servers[:start]


async def _measure_one(
    found: Found, server: Server, page: Page, at_once: int, viewers: Viewers, database_url: str, seconds: float
) -> None:
    request = _request(server, viewers, page)

    async def ask(for_seconds: float) -> Load:
        return await ask_for(server.port, request, at_once=at_once, seconds=for_seconds)

    await _watch(found, server, database_url, ask, seconds)


async def _watch(
    found: Found, server: Server, database_url: str, ask: Callable[[float], Awaitable[Load]], seconds: float
) -> None:
    await ask(WARM_UP_SECONDS)
    backends = await backends_on(database_url, OTHER_CORE)
    watched = ([server.pid], backends, [os.getpid()])
    before = [cpu_seconds(pids) for pids in watched]
    load = await ask(seconds)
    used = [used_between(then, cpu_seconds(pids)) for then, pids in zip(before, watched, strict=True)]
    _note(found, load, [each * 1000 / len(load.taken) for each in used])


async def measure_posts(
    servers: list[Server], viewers: Viewers, database_url: str, rounds: int, seconds: float
) -> dict[str, Found]:
    found: dict[str, Found] = {}
    for number in range(rounds):
        for server in _beginning_with(servers, number):
            requests = _posts(server, viewers)

            async def ask(for_seconds: float, server: Server = server, requests: Iterator[bytes] = requests) -> Load:
                return await ask_each(
                    server.port, requests, _was_posted(server), at_once=POSTS_AT_ONCE, seconds=for_seconds
                )

            await _watch(found.setdefault(server.peer.name, Found()), server, database_url, ask, seconds)
        print(f"posts, round {number + 1} of {rounds}", file=sys.stderr, flush=True)
    return found


def _posts(server: Server, viewers: Viewers) -> Iterator[bytes]:
    headers, dialect = viewers.headers(server.peer, Asker.EMPLOYEE), server.peer.dialect
    for thread_id, number in zip(cycle(map(thread_of, range(POSTED_IN))), count(), strict=False):
        key = f"{server.port} {number} {time.monotonic_ns()}"
        yield request_of(server.port, headers, dialect.post(thread_id, "De monteur komt tussen tien en twaalf.", key))


def _was_posted(server: Server) -> IsRight:
    return lambda received: server.peer.dialect.posted in received


def _note(found: Found, load: Load, cpu_ms: list[float]) -> None:
    found.per_second.append(load.per_second)
    found.p50_ms.append(load.p50_ms)
    for values, value in zip((found.server_ms, found.postgres_ms, found.load_ms), cpu_ms, strict=True):
        values.append(value)
