"""A line between client and server that can be cut: every connection over it is gone at once, and no new one comes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Line:
    """To a port of this machine."""

    def __init__(self, port: int) -> None:
        self.port = 0
        self._to = port
        self._is_cut = False
        self._ends: set[asyncio.StreamWriter] = set()

    async def cut_for(self, seconds: float) -> None:
        """Nothing comes through for so long."""
        self._is_cut = True
        for end in list(self._ends):
            end.transport.abort()
        await asyncio.sleep(seconds)
        self._is_cut = False

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            writer.transport.abort()
            return
        there, away = await asyncio.open_connection("127.0.0.1", self._to)
        ends = {writer, away}
        self._ends |= ends
        try:
            await asyncio.gather(_carry(reader, away), _carry(there, writer))
        finally:
            self._ends -= ends
            for end in ends:
                end.transport.abort()


async def _carry(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(65536):
            target.write(data)
            await target.drain()
    target.transport.abort()


@asynccontextmanager
async def line_to(port: int) -> AsyncIterator[Line]:
    line = Line(port)
    server = await asyncio.start_server(line.connect, "127.0.0.1", 0)
    line.port = server.sockets[0].getsockname()[1]
    try:
        yield line
    finally:
        server.close()
