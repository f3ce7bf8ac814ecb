"""The whole application in this process, spoken to as a client on the wire would."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from starlette.applications import Starlette

from app import create_app
from auth.tokens import TokenKind, mint
from models import Employee, GuestLink, Session
from settings import Settings

ADDRESS = "http://portal.example"
PROTOCOL = "graphql-transport-ws"


@asynccontextmanager
async def serving(**settings: Any) -> AsyncIterator[Starlette]:
    """The application from its start to its end, on a database in memory."""
    quiet = {"postman": False, "bus_poll_seconds": 4, "log_level": "debug", "environment": "production"}
    given = {"base_url": "https://portal.example", "database_url": "sqlite://:memory:", **quiet, **settings}
    app = create_app(Settings(**given))
    async with app.router.lifespan_context(app):
        yield app


def client_of(app: Starlette, **options: Any) -> httpx2.AsyncClient:
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx2.AsyncClient(transport=transport, base_url=ADDRESS, **options)


async def token_for(holder: Employee | GuestLink, **changes: Any) -> str:
    """A session of somebody who signed in."""
    minted = mint(TokenKind.SESSION)
    await Session.create(
        **{
            "organisation_id": holder.organisation_id,
            "employee": holder if isinstance(holder, Employee) else None,
            "guest_link": holder if isinstance(holder, GuestLink) else None,
            "token_hash": minted.hash,
            "expires_at": holder.created_at.replace(year=2100),
            **changes,
        }
    )
    return minted.secret


class Closed(Exception):  # noqa: N818
    """The server closed the socket."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code} {reason}")
        self.code = code


class Wire:
    """A websocket from the client's side, frame by frame."""

    def __init__(self, app: Starlette, headers: dict[str, str], protocols: list[str]) -> None:
        self._up: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._down: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        scope = {
            "type": "websocket",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "ws",
            "path": "/graphql",
            "raw_path": b"/graphql",
            "root_path": "",
            "query_string": b"",
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "client": ("203.0.113.7", 50000),
            "server": ("portal.example", 80),
            "subprotocols": protocols,
            "state": {},
        }
        self._up.put_nowait({"type": "websocket.connect"})
        self.served = asyncio.create_task(app(scope, self._up.get, self._deliver))

    async def _deliver(self, message: Any) -> None:
        self._down.put_nowait(dict(message))

    def send(self, frame: object) -> None:
        self.send_raw({"text": json.dumps(frame)})

    def send_raw(self, frame: dict[str, Any]) -> None:
        self._up.put_nowait({"type": "websocket.receive", **frame})

    async def next(self) -> dict[str, Any]:
        """The next frame. Raises Closed when the server has closed instead."""
        async with asyncio.timeout(10):
            message = await self._down.get()
        if message["type"] == "websocket.close":
            raise Closed(message["code"], message.get("reason") or "")
        frame: dict[str, Any] = json.loads(message["text"]) if message["type"] == "websocket.send" else message
        return frame

    async def closed(self) -> int:
        """The code with which the server closes, whatever it says before."""
        while True:
            try:
                await self.next()
            except Closed as end:
                return end.code

    async def begin(self, token: str | None = None) -> None:
        self.send({"type": "connection_init", "payload": {} if token is None else {"token": token}})
        assert (await self.next())["type"] == "connection_ack"

    def subscribe(self, number: str, query: str, **variables: Any) -> None:
        self.send({"type": "subscribe", "id": number, "payload": {"query": query, "variables": variables}})

    async def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """One operation with one answer: its payload."""
        self.subscribe("once", query, **variables)
        answer = await self.next()
        if answer["type"] == "next":
            assert (await self.next())["type"] == "complete"
        payload = answer["payload"]
        return payload if isinstance(payload, dict) else {"errors": payload}

    async def vanish(self) -> None:
        """The client is gone, without a word."""
        self._up.put_nowait({"type": "websocket.disconnect", "code": 1006})
        async with asyncio.timeout(10):
            await self.served


@asynccontextmanager
async def socket_to(
    app: Starlette, headers: dict[str, str] | None = None, protocols: tuple[str, ...] = (PROTOCOL,)
) -> AsyncIterator[Wire]:
    """A socket, accepted, for as long as the block runs; the application must end it without an error."""
    wire = Wire(app, {"host": "portal.example", **(headers or {})}, list(protocols))
    if (opened := await wire.next())["type"] != "websocket.accept":
        raise AssertionError(opened)
    yield wire
    await wire.vanish()
