"""Lines that are cut, again and again: whoever follows goes on after its last cursor, and has every message once.

python -m bench.soak.dropping [--clients 50] [--drops 20] [--messages 5000] [--milliseconds 2000]
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from websockets.exceptions import WebSocketException

from bench.soak.place import carry_out, town_of
from tests.journeys.documents import EMPTY_CURSOR, FOLLOW
from tests.line import line_to
from tests.services.sockets import opened_socket, send
from tests.services.town import Desk, Job, Town

PAUSE = 0.1
POSTING_AT_ONCE = 4


@dataclass
class Dropped:
    """How often a client had to begin anew, and whether each ended with what the database has, in order, once."""

    messages: int
    resumed: int
    all_equal: bool


class Follower:
    """A client that comes back, as the client of the house does."""

    def __init__(self, url: str, token: str | None, thread: str) -> None:
        self.heard: list[dict[str, Any]] = []
        self.begun = 0
        self._url, self._token, self._thread = url, token, thread
        self._cursor = EMPTY_CURSOR

    async def follow_until(self, body: str) -> None:
        """Until this was said."""
        while not self.heard or self.heard[-1]["body"] != body:
            with suppress(OSError, WebSocketException, AssertionError, TimeoutError):
                await self._follow(body)
            await asyncio.sleep(PAUSE)

    async def _follow(self, body: str) -> None:
        self.begun += 1
        socket = await opened_socket(self._url, self._token)
        async with socket:
            follow = {"query": FOLLOW, "variables": {"thread": self._thread, "after": self._cursor}}
            await send(socket, type="subscribe", id="1", payload=follow)
            async for frame in socket:
                news = json.loads(frame)
                if news["type"] != "next" or news["payload"].get("errors"):
                    return  # a database that went away ends the stream: begin anew
                event = news["payload"]["data"]["messageAdded"]
                self.heard.append(event["message"])
                self._cursor = event["cursor"]
                if self.heard[-1]["body"] == body:
                    return


@asynccontextmanager
async def followers(desk: Desk, job: Job, port: int, count: int, last: str) -> AsyncIterator[list[Follower]]:
    """So many, over one port; the block ends when each has heard the last message."""
    made = [Follower(f"ws://127.0.0.1:{port}/graphql", desk.token, job.thread) for _ in range(count)]
    following = [asyncio.create_task(follower.follow_until(last)) for follower in made]
    try:
        yield made
        await asyncio.gather(*following)
    finally:
        for task in following:
            task.cancel()


async def drop(town: Town, *, clients: int, drops: int, messages: int, milliseconds: int) -> Dropped:
    """While so many messages are posted, the lines are cut so many times for so long."""
    job = await town.a_job("Lijn valt weg")
    anna = await town.anna(town.service.there)
    async with line_to(town.service.here.port) as line:
        async with followers(anna, job, line.port, clients, "Klaar") as made:
            cutting = asyncio.create_task(_cut(line, drops, milliseconds / 1000))
            await _post(anna, job, messages)
            await cutting
            await anna.post(job.thread, "Klaar")
        said = await anna.read(job.thread)
    return Dropped(len(said), sum(each.begun - 1 for each in made), all(each.heard == said for each in made))


async def _cut(line: Any, drops: int, seconds: float) -> None:
    for _ in range(drops):
        await asyncio.sleep(seconds)
        await line.cut_for(seconds)


async def _post(anna: Desk, job: Job, messages: int) -> None:
    numbers = iter(range(messages))

    async def post_some() -> None:
        for number in numbers:
            await anna.post(job.thread, f"Bericht {number}")

    await asyncio.gather(*(post_some() for _ in range(POSTING_AT_ONCE)))


async def soak(clients: int, drops: int, messages: int, milliseconds: int) -> Dropped:
    async with town_of(servers=2) as (town, _):
        return await drop(town, clients=clients, drops=drops, messages=messages, milliseconds=milliseconds)


if __name__ == "__main__":
    carry_out("Lines that are cut.", soak, clients=50, drops=20, messages=5000, milliseconds=2000)
