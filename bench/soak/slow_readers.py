"""Readers that stop reading: they are cut off, cost little, and nobody else notices.

python -m bench.soak.slow_readers [--readers 100] [--posts 20] [--rounds 5]
"""

import asyncio
import json
import socket
import struct
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit
from uuid import uuid4

from websockets import Subprotocol
from websockets.asyncio.client import ClientConnection, connect

from bench.soak.measuring import memory_of, processor_seconds, seconds_until_heard
from bench.soak.place import carry_out, town_of
from tests.journeys.clients import Ears
from tests.journeys.documents import EMPTY_CURSOR
from tests.services.town import Desk, Job, Town, following

ESTABLISHED = 1
ENOUGH_TO_STALL = 8
LONG = "x" * 19_000
MUCH = """subscription ($thread: ID!, $after: String) { messageAdded(threadId: $thread, after: $after) {
  message { a: body b: body c: body d: body } } }"""


@dataclass
class SlowReaders:
    """Medians of the rounds: what a post costs those who do read, with and without readers that stopped.

    Milliseconds until a neighbour hears it, and milliseconds of processor time; seconds until the last of those who
    stopped was cut off; and the most bytes that one of them cost.
    """

    heard_without: float
    heard_with: float
    work_without: float
    work_with: float
    cut_off_after: float
    bytes_each: float


@dataclass
class Round:
    """What a round of posts cost each: seconds until heard, and seconds of processor time."""

    heard: float
    work: float


async def stop_reading(town: Town, *, readers: int, posts: int, rounds: int) -> SlowReaders:
    """In each round so many posts without, and so many while readers stand still: full, and not yet all cut off."""
    anna = await town.anna(town.service.here)
    without, during, cut_off, costs = [], [], [], []
    for number in range(rounds):
        job = await town.a_job(f"Niemand leest {number}")
        async with following(anna, job) as neighbour:
            without.append(await _posted(town, neighbour, anna, job, posts))
            held = memory_of(town.service.here.pid)
            async with deaf_sockets(anna, job, readers) as sockets:
                began = time.monotonic()
                await _posted(town, neighbour, anna, job, ENOUGH_TO_STALL)
                during.append(await _posted(town, neighbour, anna, job, posts))
                costs.append((memory_of(town.service.here.pid) - held) / readers)
                async with asyncio.timeout(60):
                    while any(map(is_connected, sockets)):
                        await asyncio.sleep(0.1)
                cut_off.append(time.monotonic() - began)
    return SlowReaders(
        heard_without=_milliseconds(each.heard for each in without),
        heard_with=_milliseconds(each.heard for each in during),
        work_without=_milliseconds(each.work for each in without),
        work_with=_milliseconds(each.work for each in during),
        cut_off_after=round(max(cut_off), 1),
        bytes_each=round(max(costs)),
    )


async def _posted(town: Town, neighbour: Ears, anna: Desk, job: Job, posts: int) -> Round:
    worked = processor_seconds(town.service.here.pid)
    heard = [await seconds_until_heard(neighbour, anna, job, f"{uuid4()} {LONG}") for _ in range(posts)]
    return Round(median(heard), (processor_seconds(town.service.here.pid) - worked) / posts)


def _milliseconds(seconds: Iterable[float]) -> float:
    return round(median(seconds) * 1000, 1)


@asynccontextmanager
async def deaf_sockets(desk: Desk, job: Job, count: int) -> AsyncIterator[list[socket.socket]]:
    """Sockets that follow the thread, and from then on take nothing from the line."""
    made = [await _deaf_socket(desk, job) for _ in range(count)]
    try:
        yield [raw for raw, _ in made]
    finally:
        for _, client in made:
            client.transport.abort()


def is_connected(raw: socket.socket) -> bool:
    """As the kernel has it, which hears of the end though nobody reads."""
    state: int = struct.unpack_from("B", raw.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104))[0]
    return state == ESTABLISHED


async def _deaf_socket(desk: Desk, job: Job) -> tuple[socket.socket, ClientConnection]:
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    raw.connect(("127.0.0.1", urlsplit(desk.server.ws).port))
    protocols = [Subprotocol("graphql-transport-ws")]
    client = await connect(desk.server.ws, sock=raw, subprotocols=protocols, proxy=None, ping_interval=None)
    await client.send(json.dumps({"type": "connection_init", "payload": {"token": desk.token}}))
    await client.recv()
    follow = {"query": MUCH, "variables": {"thread": job.thread, "after": EMPTY_CURSOR}}
    await client.send(json.dumps({"type": "subscribe", "id": "1", "payload": follow}))
    await client.recv()
    client.transport.pause_reading()
    return raw, client


async def soak(readers: int, posts: int, rounds: int) -> SlowReaders:
    async with town_of(servers=1) as (town, _):
        return await stop_reading(town, readers=readers, posts=posts, rounds=rounds)


if __name__ == "__main__":
    carry_out("Readers that stop reading.", soak, readers=100, posts=20, rounds=5)
