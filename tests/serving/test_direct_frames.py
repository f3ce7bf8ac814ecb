"""Frames past ASGI, through the uvicorn of the lock: a client reads them as any others, and in order."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
from websockets.asyncio.client import connect

from schema.socket import SEND_NOW
from serving.direct_frames import DirectSocket
from tests.journeys.service import free_port

SendNow = Callable[[bytes], bool]


class Speaker:
    """An application that leaves it to the test what is sent to its one client."""

    def __init__(self) -> None:
        self.send_now: asyncio.Future[SendNow] = asyncio.get_running_loop().create_future()
        self.before_opening: bool | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        send_now = scope["extensions"][SEND_NOW]["send"]
        await receive()
        self.before_opening = send_now(b"too soon")
        await send({"type": "websocket.accept"})
        self.send_now.set_result(send_now)
        while (message := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": message["text"]})


@asynccontextmanager
async def served(app: Any) -> AsyncIterator[str]:
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, ws=DirectSocket, lifespan="off", log_config=None, ws_per_message_deflate=False)
    )
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0)
    try:
        yield f"ws://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await serving


@pytest.mark.parametrize("length", [0, 125, 126, 65_535, 65_536])
async def test_a_frame_of_any_length_arrives_whole_and_in_its_place(length: int) -> None:
    speaker = Speaker()
    async with served(speaker) as url, connect(url, proxy=None) as client:
        send_now = await speaker.send_now
        await client.send("first")
        assert await client.recv() == "first"
        assert send_now(("\N{SNOWMAN}" + "x" * length).encode())
        await client.send("last")

        assert await client.recv() == "\N{SNOWMAN}" + "x" * length
        assert await client.recv() == "last"
    assert speaker.before_opening is False


async def test_nothing_is_sent_after_the_end() -> None:
    speaker = Speaker()
    async with served(speaker) as url:
        async with connect(url, proxy=None) as client:
            send_now = await speaker.send_now
        await client.wait_closed()

        assert not send_now(b"too late")


async def test_who_does_not_read_is_not_sent_more_than_fits() -> None:
    speaker = Speaker()
    async with served(speaker) as url, connect(url, proxy=None, max_queue=1) as client:
        send_now = await speaker.send_now
        sent = 0
        while sent < 10_000 and send_now(b"x" * 10_000):
            sent += 1

        assert sent < 10_000
        for _ in range(sent):
            assert len(await client.recv()) == 10_000
