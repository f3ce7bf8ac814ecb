"""Listeners: as many websockets as asked for, each following a thread, and counting what it hears."""

import asyncio
import time
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from os import urandom
from typing import Any, cast
from uuid import UUID

import orjson

from bench.peers.servers import Server

OPCODE, LENGTH, TEXT, CLOSE, PING, PONG = 0x0F, 0x7F, 1, 8, 9, 10
AT_ONCE = 50


MARK, DIGITS = b"bench~", 6


@dataclass
class Audience:
    """What all listeners heard together: `lags` are the seconds from posting to hearing. `size` of them hear each."""

    size: int
    lags: list[float] = field(default_factory=list)
    _sent_at: list[float] = field(default_factory=list)
    _heard: list[int] = field(default_factory=list)
    _complete: list[asyncio.Event] = field(default_factory=list)

    def sending(self) -> tuple[str, asyncio.Event]:
        """The text of a message that goes out now, and what is set when everybody has heard it."""
        self._sent_at.append(time.perf_counter())
        self._heard.append(0)
        self._complete.append(asyncio.Event())
        return (
            f"{MARK.decode()}{len(self._sent_at) - 1:0{DIGITS}} De monteur komt tussen tien en twaalf.",
            self._complete[-1],
        )

    def hears(self, payload: bytes, now: float) -> None:
        """By the number in its text, for who began to follow late missed what came before.

        What has none is said by the system: a first answer changes the status.
        """
        _, found, text = payload.partition(MARK)
        if not found:
            return
        number = int(text[:DIGITS])
        self.lags.append(now - self._sent_at[number])
        self._heard[number] += 1
        if self._heard[number] == self.size:
            self._complete[number].set()


class Listener(asyncio.Protocol):
    """One socket."""

    def __init__(self, port: int, payload: dict[str, str], asked: dict[str, Any], audience: Audience) -> None:
        self._port, self._payload, self._asked, self._audience = port, payload, asked, audience
        self._received, self._is_open = bytearray(), False
        self.following: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        lines = {
            "Host": f"127.0.0.1:{self._port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": b64encode(urandom(16)).decode(),
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Protocol": "graphql-transport-ws",
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.transport.write(f"GET /graphql HTTP/1.1\r\n{head}\r\n".encode())

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        self._received += data
        if not self._is_open and not self._opened():
            return
        while (frame := self._next_frame()) is not None:
            self._take(*frame, now)

    def _opened(self) -> bool:
        head, end, rest = self._received.partition(b"\r\n\r\n")
        if not end:
            return False
        if not head.startswith(b"HTTP/1.1 101"):
            self._fail(ConnectionError(head.decode()))
            return False
        self._received, self._is_open = rest, True
        self._say({"type": "connection_init", "payload": self._payload})
        return True

    def _next_frame(self) -> tuple[int, bytes] | None:
        """The opcode and payload of the next whole frame; servers send them unmasked (RFC 6455, section 5.1)."""
        received = self._received
        if len(received) < 2:
            return None
        length, start = received[1] & LENGTH, 2
        if length >= 126:
            start = 4 if length == 126 else 10
            length = int.from_bytes(received[2:start])
        if len(received) < start + length:
            return None
        frame = (received[0] & OPCODE, bytes(received[start : start + length]))
        del received[: start + length]
        return frame

    def _take(self, opcode: int, payload: bytes, now: float) -> None:
        if opcode == PING:
            self._send(PONG, payload)
        elif opcode == CLOSE:
            self.transport.close()
        elif b'"next"' in payload:
            assert b'"errors"' not in payload, payload
            self._audience.hears(payload, now)
        else:
            self._answer(orjson.loads(payload)["type"])

    def _answer(self, kind: str) -> None:
        if kind == "ping":
            self._say({"type": "pong"})
        elif kind == "connection_ack":
            self._say({"id": "1", "type": "subscribe", "payload": self._asked})
            self.following.set_result(None)
        else:
            self._fail(ConnectionError(kind))

    def _say(self, message: dict[str, object]) -> None:
        self._send(TEXT, orjson.dumps(message))

    def _send(self, opcode: int, payload: bytes) -> None:
        """Masked, as a client must; with zeros, which leave the payload as it is."""
        length = bytes([128 | len(payload)]) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2)
        self.transport.write(bytes([0x80 | opcode]) + length + bytes(4) + payload)

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(exc or ConnectionError("The server hung up."))

    def _fail(self, error: Exception) -> None:
        if not self.following.done():
            self.following.set_exception(error)


@asynccontextmanager
async def listening(
    server: Server, payloads: Iterator[dict[str, str]], thread_ids: Sequence[UUID], audience: Audience
) -> AsyncIterator[None]:
    """One for each of these threads. Everybody has asked to follow when the block begins."""
    loop, port, opened = asyncio.get_running_loop(), server.port, []
    try:
        for begin in range(0, len(thread_ids), AT_ONCE):
            made = [
                await loop.create_connection(
                    partial(Listener, port, next(payloads), asked, audience), "127.0.0.1", port
                )
                for asked in map(server.peer.dialect.follow, thread_ids[begin : begin + AT_ONCE])
            ]
            opened += [listener for _, listener in made]
            await asyncio.gather(*(listener.following for _, listener in made))
        yield
    finally:
        for listener in opened:
            listener.transport.abort()
