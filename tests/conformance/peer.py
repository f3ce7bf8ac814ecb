"""A websocket from the client's side, on the wire, that may say whatever it likes."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

PROTOCOL = "graphql-transport-ws"


class Peer:
    """One socket."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    @property
    def subprotocol(self) -> str | None:
        return self._socket.subprotocol

    async def say(self, *frames: object) -> None:
        """Frames as JSON; what is text or bytes goes as it is."""
        try:
            for frame in frames:
                await self._socket.send(frame if isinstance(frame, str | bytes) else json.dumps(frame))
        except ConnectionClosed:
            pass  # the end of the socket is what `closed` tells

    async def hear(self) -> dict[str, Any]:
        async with asyncio.timeout(20):
            return cast("dict[str, Any]", json.loads(await self._socket.recv()))

    async def closed(self) -> tuple[int, str]:
        """The code and reason with which the server closes; nothing may come before."""
        async with asyncio.timeout(20):
            with pytest.raises(ConnectionClosed) as end:
                await self._socket.recv()
        assert end.value.rcvd is not None, "the server was gone without a word"
        return end.value.rcvd.code, end.value.rcvd.reason

    async def begin(self, token: str | None) -> None:
        await self.say({"type": "connection_init", "payload": {"token": token} if token else {}})
        assert (await self.hear())["type"] == "connection_ack"

    async def subscribe(self, number: str, query: str, **variables: Any) -> None:
        await self.say({"type": "subscribe", "id": number, "payload": {"query": query, "variables": variables}})


@asynccontextmanager
async def peer(url: str, protocols: Sequence[str] = (PROTOCOL,)) -> AsyncIterator[Peer]:
    offered = cast("list[Subprotocol]", list(protocols)) or None
    async with connect(url, subprotocols=offered, proxy=None, compression=None) as socket:
        yield Peer(socket)
