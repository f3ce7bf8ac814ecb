"""The load: sockets kept alive, each asking again as soon as it has its answer."""

import asyncio
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import repeat
from statistics import median
from typing import cast

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
HEAD_END, CHUNKS_END = b"\r\n\r\n", b"\r\n0\r\n\r\n"


class AsLongAsTheFirst:
    """Whether an answer is right when the same is asked each time: a refusal or an error would be shorter."""

    def __init__(self) -> None:
        self._length = 0

    def __call__(self, received: bytearray) -> bool:
        self._length = self._length or len(received)
        return len(received) == self._length


@dataclass
class Load:
    """What came of it: the seconds that each answer took."""

    seconds: float = 0.0
    taken: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.taken) / self.seconds

    @property
    def p50_ms(self) -> float:
        return median(self.taken) * 1000


IsRight = Callable[[bytearray], bool]


class WrongAnswer(Exception):  # noqa: N818
    """A server answered something else than before."""


class Asker(asyncio.Protocol):
    """One connection."""

    def __init__(self, requests: Iterator[bytes], until: float, load: Load, is_right: IsRight) -> None:
        self._requests, self._until, self._load, self._is_right = requests, until, load, is_right
        self._received = bytearray()
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._ask()

    def _ask(self) -> None:
        self._received.clear()
        self._asked_at = time.perf_counter()
        self._transport.write(next(self._requests))

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not is_complete(self._received):
            return
        if not (self._received.startswith(b"HTTP/1.1 200") and self._is_right(self._received)):
            self._fail(WrongAnswer(bytes(self._received[:500])))
            return
        now = time.perf_counter()
        self._load.taken.append(now - self._asked_at)
        if now < self._until:
            self._ask()
        else:
            self._finish()

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(exc or ConnectionError("The server hung up."))

    def _finish(self) -> None:
        if not self.done.done():
            self.done.set_result(None)
        self._transport.close()

    def _fail(self, error: Exception) -> None:
        if not self.done.done():
            self.done.set_exception(error)
        self._transport.close()


def is_complete(received: bytearray) -> bool:
    """Whether an answer is there: by its length, or by its last chunk."""
    end = received.find(HEAD_END)
    if end < 0:
        return False
    length = LENGTH.search(received, 0, end)
    if length is not None:
        return len(received) >= end + 4 + int(length[1])
    return received.endswith(CHUNKS_END)


def request_of(port: int, headers: dict[str, str], body: bytes) -> bytes:
    given = {"Host": f"127.0.0.1:{port}", "Content-Type": "application/json", "Accept": "application/json", **headers}
    lines = [f"{name}: {value}\r\n" for name, value in {**given, "Content-Length": str(len(body))}.items()]
    return f"POST /graphql HTTP/1.1\r\n{''.join(lines)}\r\n".encode() + body


async def ask_for(port: int, request: bytes, *, at_once: int, seconds: float) -> Load:
    """Ask the same for so long, with so many connections. Raises WrongAnswer."""
    return await ask_each(port, repeat(request), AsLongAsTheFirst(), at_once=at_once, seconds=seconds)


async def ask_each(port: int, requests: Iterator[bytes], is_right: IsRight, *, at_once: int, seconds: float) -> Load:
    """Ask one after the other for so long, with so many connections. Raises WrongAnswer."""
    loop, load = asyncio.get_running_loop(), Load()
    began = time.perf_counter()
    until = began + seconds
    opened = [
        await loop.create_connection(lambda: Asker(requests, until, load, is_right), "127.0.0.1", port)
        for _ in range(at_once)
    ]
    async with asyncio.timeout(seconds + 30):
        await asyncio.gather(*(asker.done for _, asker in opened))
    load.seconds = time.perf_counter() - began
    return load
