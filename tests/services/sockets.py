"""Sockets as a client holds them, frame by frame, and what the database knows of those at work behind them."""

import asyncio
import json
from collections.abc import Awaitable, Callable

from websockets import Subprotocol
from websockets.asyncio.client import ClientConnection, connect

from tests.journeys.documents import EMPTY_CURSOR, FOLLOW, POST
from tests.services.town import Desk, Job, Town

CONNECTIONS = """SELECT count(*) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""
WAITING_FOR_A_LOCK = f"{CONNECTIONS} AND wait_event_type = 'Lock'"


async def opened_socket(url: str, token: str | None = None) -> ClientConnection:
    """A socket of somebody, or of a stranger."""
    socket = await connect(
        url,
        subprotocols=[Subprotocol("graphql-transport-ws")],
        proxy=None,
        open_timeout=30,
        ping_interval=None,
        max_queue=None,
    )
    await send(socket, type="connection_init", payload={"token": token} if token else {})
    assert await received(socket) == "connection_ack"
    return socket


async def signed_in_socket(desk: Desk, job: Job) -> ClientConnection:
    """A socket that follows the thread already."""
    socket = await opened_socket(desk.server.ws, desk.token)
    follow = {"query": FOLLOW, "variables": {"thread": job.thread, "after": EMPTY_CURSOR}}
    await send(socket, type="subscribe", id="1", payload=follow)
    assert await received(socket) == "next"
    return socket


async def begin_to_post(socket: ClientConnection, job: Job, body: str) -> None:
    """Return when the server has begun: it answers a socket's frames in their order."""
    await ask_to_post(socket, job, body)
    await send(socket, type="ping")
    while await received(socket) != "pong":
        pass


async def ask_to_post(socket: ClientConnection, job: Job, body: str) -> None:
    given = {"threadId": job.thread, "body": body, "clientMessageId": body}
    await send(socket, type="subscribe", id="2", payload={"query": POST, "variables": {"input": given}})


async def send(socket: ClientConnection, **message: object) -> None:
    await socket.send(json.dumps(message))


async def received(socket: ClientConnection) -> str:
    return str(json.loads(await socket.recv())["type"])


async def until(count: Callable[[], Awaitable[int]], wanted: int) -> None:
    async with asyncio.timeout(30):
        while await count() != wanted:
            await asyncio.sleep(0.01)


async def sockets_gone(town: Town) -> int:
    """How many sockets the servers have finished with, by their logs."""
    return town.service.logs().count("[info     ] socket")


async def until_gone(town: Town, count: int) -> None:
    """Until the servers have finished with so many sockets."""
    async with asyncio.timeout(120):
        while await sockets_gone(town) < count:
            await asyncio.sleep(0.02)


async def waiting_for_a_lock(town: Town) -> int:
    async with town.database() as database:
        return int(await database.fetchval(WAITING_FOR_A_LOCK))


async def busy_connections(town: Town) -> int:
    """How many connections of the servers do something, or hold a transaction open."""
    async with town.database() as database:
        return int(await database.fetchval(f"{CONNECTIONS} AND state <> 'idle'"))
