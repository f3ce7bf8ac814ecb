"""Connect, subscribe, close, again and again: the process is afterwards what it was before.

python -m bench.soak.cycling [--cycles 100000]
"""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

import httpx2

from bench.soak.measuring import memory_of
from bench.soak.place import carry_out, town_of
from tests.services.sockets import signed_in_socket
from tests.services.town import Desk, Job, Town

AT_ONCE = 10
PARTS = 10
SETTLED = {"huismeester_sockets_open": 0, "huismeester_listeners": 0}


@dataclass
class Level:
    """What the process holds when nobody is there."""

    tasks: int
    listeners: int
    bytes_held: int


async def levels(town: Town, cycles: int) -> AsyncGenerator[Level, None]:
    """After each tenth of the cycles."""
    job = await town.a_job("Komen en gaan")
    anna = await town.anna(town.service.here)
    for _ in range(PARTS):
        await _come_and_go(anna, job, cycles // PARTS)
        yield await _level(town)


async def _come_and_go(anna: Desk, job: Job, times: int) -> None:
    numbers = iter(range(times))

    async def come_and_go() -> None:
        for _ in numbers:
            async with await signed_in_socket(anna, job):
                pass

    await asyncio.gather(*(come_and_go() for _ in range(AT_ONCE)))


async def _level(town: Town) -> Level:
    """When all sockets are gone, and a pulse was felt since."""
    async with asyncio.timeout(60), httpx2.AsyncClient(trust_env=False) as client:
        while (figures := await _figures(client, town)) != {**figures, **SETTLED}:
            await asyncio.sleep(0.5)
        await asyncio.sleep(2)
        figures = await _figures(client, town)
    tasks, listeners = figures["huismeester_tasks"], figures["huismeester_listeners"]
    return Level(int(tasks), int(listeners), memory_of(town.service.here.pid))


async def _figures(client: httpx2.AsyncClient, town: Town) -> dict[str, float]:
    page = (await client.get(f"http://127.0.0.1:{town.service.here.port}/metrics")).text
    return {name: float(value) for name, value in re.findall(r"^(\w+) ([\d.e+]+)$", page, re.MULTILINE)}


async def soak(cycles: int) -> str:
    """Each level as it is reached, for this takes long."""
    async with town_of(servers=1) as (town, _), aclosing(levels(town, cycles)) as reached:
        async for level in reached:
            print(f"  {level}", flush=True)
    return "done"


if __name__ == "__main__":
    carry_out("Sockets that come and go.", soak, cycles=100_000)
