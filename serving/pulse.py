"""Feels how the process does: whether it wakes in time, its connections, and whether it hears the bus.

Each second; or less often where that takes long.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import metrics
from models.database import pool_state
from realtime.hub import Hub

SECONDS = 1.0
REST = 100  # times as long as it takes to feel, which with thousands of tasks is long enough to be felt by others


@asynccontextmanager
async def felt(hub: Hub) -> AsyncIterator[None]:
    """For as long as the block runs."""
    feeling = asyncio.create_task(_feel_for_ever(hub), name="pulse")
    try:
        yield
    finally:
        feeling.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await feeling


def feel(hub: Hub) -> None:
    """What can be known without asking anybody."""
    metrics.BUS_HEALTHY.set(hub.healthy)
    metrics.LISTENERS.set(hub.listeners)
    metrics.TASKS.set(len(asyncio.all_tasks()))
    for state, count in pool_state().items():
        metrics.POOL_CONNECTIONS.labels(state).set(count)


async def _feel_for_ever(hub: Hub) -> None:
    loop = asyncio.get_running_loop()
    while True:
        began = time.thread_time()
        feel(hub)
        pause = max(SECONDS, REST * (time.thread_time() - began))
        asked_for = loop.time() + pause
        await asyncio.sleep(pause)
        metrics.LOOP_LAG.observe(max(loop.time() - asked_for, 0))
