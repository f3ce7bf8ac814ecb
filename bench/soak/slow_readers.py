"""Readers that stop reading: they are cut off, cost little, and nobody else notices.

python -m bench.soak.slow_readers [--readers 100] [--posts 60]
"""

import asyncio
import json
import socket
import struct
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from websockets import Subprotocol
from websockets.asyncio.client import ClientConnection, connect

from bench.soak.measuring import memory_of, percentile, seconds_until_heard
from bench.soak.place import carry_out, town_of
from tests.journeys.documents import EMPTY_CURSOR
from tests.services.town import Desk, Job, Town, following

ESTABLISHED = 1
ENOUGH_TO_STALL = 8
LONG = "x" * 19_000
MUCH = """subscription ($thread: ID!, $after: String) { messageAdded(threadId: $thread, after: $after) {
  message { a: body b: body c: body d: body } } }"""


@dataclass
class SlowReaders:
    """Seconds of the neighbours (95 in a hundred), seconds until the last was cut off, and bytes for each of them."""

    neighbour_before: float
    neighbour_during: float
    cut_off_after: float
    bytes_each: float


async def stop_reading(town: Town, *, readers: int, posts: int) -> SlowReaders:
    """So many follow one thread and read nothing of it, while it goes on."""
    job = await town.a_job("Niemand leest")
    anna = await town.anna(town.service.here)
    async with following(anna, job) as neighbour:
        before = [await seconds_until_heard(neighbour, anna, job, f"{number} ervoor") for number in range(posts)]
        held = memory_of(town.service.here.pid)
        async with deaf_sockets(anna, job, readers) as sockets:
            began = time.monotonic()
            during = [
                await seconds_until_heard(neighbour, anna, job, f"{number} {LONG}")
                for number in range(max(posts, ENOUGH_TO_STALL))
            ]
            most = memory_of(town.service.here.pid)
            async with asyncio.timeout(60):
                while any(map(is_connected, sockets)):
                    await asyncio.sleep(0.1)
            return SlowReaders(
                percentile(before, 95), percentile(during, 95), time.monotonic() - began, (most - held) / readers
            )


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
    client = await connect(desk.server.ws, sock=raw, subprotocols=[Subprotocol("graphql-transport-ws")], proxy=None)
    await client.send(json.dumps({"type": "connection_init", "payload": {"token": desk.token}}))
    await client.recv()
    follow = {"query": MUCH, "variables": {"thread": job.thread, "after": EMPTY_CURSOR}}
    await client.send(json.dumps({"type": "subscribe", "id": "1", "payload": follow}))
    await client.recv()
    client.transport.pause_reading()
    return raw, client


async def soak(readers: int, posts: int) -> SlowReaders:
    async with town_of(servers=1) as (town, _):
        return await stop_reading(town, readers=readers, posts=posts)


if __name__ == "__main__":
    carry_out("Readers that stop reading.", soak, readers=100, posts=60)
