"""A line between a client and the server that can be cut, as a telephone loses its network."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.journeys.service import Server


class Line:
    """Where clients connect to; what they say goes on to the server."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._ends: set[asyncio.StreamWriter] = set()
        self.port = 0

    @property
    def http(self) -> str:
        return f"http://127.0.0.1:{self.port}/graphql"

    @property
    def ws(self) -> str:
        return f"ws://127.0.0.1:{self.port}/graphql"

    def cut(self) -> None:
        """Both ends hear nothing more, and no goodbye; a new connection can be made at once."""
        for end in self._ends:
            end.transport.abort()

    async def carry(self, from_client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self._server.port)
        self._ends |= {to_client, to_server}
        with suppress(ConnectionError):
            await asyncio.gather(_pass_on(from_client, to_server), _pass_on(from_server, to_client))
        self._ends -= {to_client, to_server}


async def _pass_on(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while said := await source.read(65536):
            target.write(said)
            await target.drain()
    finally:
        target.close()


@asynccontextmanager
async def line_to(server: Server) -> AsyncIterator[Line]:
    line = Line(server)
    listening = await asyncio.start_server(line.carry, "127.0.0.1", 0)
    line.port = listening.sockets[0].getsockname()[1]
    try:
        yield line
    finally:
        listening.close()
        line.cut()
