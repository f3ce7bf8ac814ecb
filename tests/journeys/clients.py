"""The Python client `gql` as an integrator would use it, over http and websocket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from gql import Client, GraphQLRequest
from gql.transport.httpx import HTTPXAsyncTransport
from gql.transport.websockets import WebsocketsTransport


class Ears:
    """What a subscription over a real websocket brought."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self._news: asyncio.Queue[dict[str, Any] | Exception] = asyncio.Queue()

    def put(self, event: dict[str, Any] | Exception) -> None:
        self._news.put_nowait(event)

    async def next(self) -> dict[str, Any]:
        """The next event; raises what ended the stream."""
        async with asyncio.timeout(20):
            event = await self._news.get()
        if isinstance(event, Exception):
            raise event
        self.heard.append(event)
        return event

    async def to_the_end(self) -> None:
        """Raises what ends the stream."""
        while True:
            await self.next()


class Address(Protocol):
    """Where a server is reached."""

    @property
    def http(self) -> str: ...

    @property
    def ws(self) -> str: ...


@dataclass(frozen=True)
class Person:
    """Somebody at one server; a stranger has no token."""

    server: Address
    token: str | None = None

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """One operation over http."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        async with Client(transport=HTTPXAsyncTransport(url=self.server.http, headers=headers)) as session:
            data: dict[str, Any] = await session.execute(GraphQLRequest(document, variable_values=variables))
            return data

    async def try_to(self, document: str, **given: Any) -> dict[str, Any]:
        """One mutation; its payload, which may be a refusal."""
        [payload] = (await (self.ask(document, input=given) if given else self.ask(document))).values()
        return dict(payload)

    async def act(self, document: str, **given: Any) -> dict[str, Any]:
        """One mutation that must succeed; its payload."""
        payload = await self.try_to(document, **given)
        assert payload["errors"] == [], payload["errors"]
        return payload

    @asynccontextmanager
    async def hearing(self, document: str, **variables: Any) -> AsyncIterator[Ears]:
        """A subscription for as long as the block runs."""
        ears = Ears()
        transport = WebsocketsTransport(url=self.server.ws, init_payload={"token": self.token})
        async with Client(transport=transport) as session:
            request = GraphQLRequest(document, variable_values=variables)

            async def listen() -> None:
                try:
                    async for event in session.subscribe(request):
                        ears.put(event)
                except Exception as ended:  # noqa: BLE001 (whatever ended it is what the test asks for)
                    ears.put(ended)

            listening = asyncio.create_task(listen())
            try:
                yield ears
            finally:
                listening.cancel()
                await asyncio.gather(listening, return_exceptions=True)
