"""Who posts in threads that are followed, by the mutation, so that all of what posting does is in it."""

import asyncio
from uuid import UUID

from bench.peers.load import is_complete, request_of
from bench.peers.servers import Server
from bench.peers.sockets import Audience


class Poster:
    """What it posts is heard by an audience."""

    def __init__(self, server: Server, headers: dict[str, str], audience: Audience) -> None:
        self._port, self._dialect = server.port, server.peer.dialect
        self._headers, self._audience = headers, audience

    async def post(self, thread_id: UUID) -> asyncio.Event:
        """Return when it was taken; what is returned is set when everybody has heard it."""
        text, complete = self._audience.sending()
        body = self._dialect.post(thread_id, text, key=f"{self._port} {text}")
        answer = await self._answer(request_of(self._port, self._headers, body))
        assert self._dialect.posted in answer, answer
        return complete

    async def until_all_hear(self, thread_id: UUID) -> None:
        """Post until a message was heard by everybody: all who asked to follow do so by then."""
        async with asyncio.timeout(300):
            while True:
                complete = await self.post(thread_id)
                try:
                    await asyncio.wait_for(complete.wait(), 1 + self._audience.size / 100)
                except TimeoutError:
                    continue
                return

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
