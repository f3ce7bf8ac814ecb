"""A websocket whose reader has stopped reading is cut off; uvicorn alone would keep it for ever.

Closing a connection waits until what stands in its buffer has gone, and here it never goes: not at a ping that is not
answered, and not when the process is asked to stop.
"""

import asyncio
import socket
import struct
from asyncio.transports import BaseTransport
from contextlib import suppress
from typing import Any

from serving.lean_sockets import LeanSocket

PATIENCE_SECONDS = 10.0
PING_SECONDS, PONG_SECONDS = 15.0, 10.0  # a silent reader is gone within 25 s
RESET = struct.pack("ii", 1, 0)
KERNEL_BUFFER = 128 * 1024  # of its own accord the kernel would hold megabytes for somebody who does not read


class ImpatientSocket(LeanSocket):
    """As uvicorn's, but a reader has so long to make room for more, or to take what stood before the end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cutting_off: asyncio.TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        connection = transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BUFFER)

    def connection_lost(self, exc: Exception | None) -> None:
        self._have_patience()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._cut_off_soon()

    def resume_writing(self) -> None:
        super().resume_writing()
        if not self.close_sent and not self.transport.is_closing():
            self._have_patience()

    def keepalive_timeout(self) -> None:
        """Who let a ping go unanswered has had its time."""
        super().keepalive_timeout()
        self._cut_off()

    def shutdown(self) -> None:
        super().shutdown()
        self._cut_off_soon()

    async def send(self, message: Any) -> None:
        await super().send(message)
        if message["type"] == "websocket.close":
            self._cut_off_soon()

    def _cut_off_soon(self) -> None:
        if self._cutting_off is None and not self.disconnected:
            self._cutting_off = self.loop.call_later(PATIENCE_SECONDS, self._cut_off)

    def _cut_off(self) -> None:
        """By a reset. Or the kernel would go on offering what is in its buffer for minutes, and the reader not know."""
        connection = self.transport.get_extra_info("socket")
        if connection is not None:
            with suppress(OSError):  # it is closed already
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.transport.abort()

    def _have_patience(self) -> None:
        if self._cutting_off is not None:
            self._cutting_off.cancel()
            self._cutting_off = None
