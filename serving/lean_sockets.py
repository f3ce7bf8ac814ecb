"""A websocket that holds little while nobody says anything: most of what uvicorn keeps for each is never used again."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

Event = MutableMapping[str, Any]


class LeanSocket(WebSocketsSansIOProtocol):
    """Uvicorn's own, but it lets go of the handshake, and its queue is small."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.queue = Incoming()  # type: ignore[assignment]

    async def send(self, message: Any) -> None:
        await super().send(message)
        if message["type"] == "websocket.accept":
            self.request.headers.clear()  # the scope has them
            self.response.headers.clear()


class Incoming:
    """What one application waits for. Of `asyncio.Queue`, which takes 3 kB when it is empty, what is used here."""

    __slots__ = ("_arrived", "_events")

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._arrived: asyncio.Future[None] | None = None

    def put_nowait(self, event: Event) -> None:
        self._events.append(event)
        if self._arrived is not None and not self._arrived.done():
            self._arrived.set_result(None)

    async def get(self) -> Event:
        """The next, when there is one. One at a time."""
        if not self._events:
            self._arrived = asyncio.get_running_loop().create_future()
            try:
                await self._arrived
            finally:
                self._arrived = None
        return self._events.pop(0)

    def empty(self) -> bool:
        return not self._events
