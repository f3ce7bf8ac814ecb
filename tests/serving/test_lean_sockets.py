"""A websocket lets go of what it needs no more, and loses nothing that comes in."""

import asyncio
import gc

from websockets.asyncio.client import connect

from serving.lean_sockets import Incoming, LeanSocket
from tests.serving.test_direct_frames import Speaker, served


async def test_what_comes_in_is_taken_in_order_whether_or_not_somebody_waits() -> None:
    incoming = Incoming()
    incoming.put_nowait({"type": "first"})
    incoming.put_nowait({"type": "second"})
    taken = [await incoming.get(), await incoming.get()]
    assert incoming.empty()

    waiting = asyncio.create_task(incoming.get())
    await asyncio.sleep(0)
    incoming.put_nowait({"type": "third"})
    incoming.put_nowait({"type": "fourth"})
    taken += [await waiting, await incoming.get()]

    assert [each["type"] for each in taken] == ["first", "second", "third", "fourth"]


async def test_who_stops_waiting_takes_nothing_along() -> None:
    incoming = Incoming()
    waiting = asyncio.create_task(incoming.get())
    await asyncio.sleep(0)
    incoming.put_nowait({"type": "first"})
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)

    assert not incoming.empty()
    assert await incoming.get() == {"type": "first"}


async def test_the_headers_of_the_handshake_are_kept_once() -> None:
    speaker = Speaker()
    async with served(speaker) as url, connect(url, proxy=None) as client:
        await client.send("hello")
        assert await client.recv() == "hello"
        [kept] = [each for each in gc.get_objects() if issubclass(type(each), LeanSocket) and not each.disconnected]

        assert dict(kept.scope["headers"])[b"upgrade"] == b"websocket"
        assert not kept.request.headers
        assert not kept.response.headers
