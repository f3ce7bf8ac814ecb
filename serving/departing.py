"""Leaving in good order, and in time: what is in hand is finished, and what cannot be finished is left.

From the moment that it is asked to stop, a process is gone within 25 seconds: requests have 12, acts and presence that
outlive them 4, the post 5, the database 3. What is left is whole or not there: acts are transactions, what of them is
not over by then is undone, and a letter that nobody finished is carried again.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import structlog

REQUESTS_SECONDS = 12
ACTS_SECONDS = 4.0
POST_SECONDS = 5.0
POST_ALONE_SECONDS = 20.0
DATABASE_SECONDS = 3.0

log = structlog.get_logger(__name__)


async def in_time(goodbye: Callable[[], Awaitable[object]], seconds: float) -> None:
    """The goodbye, broken off when it takes longer."""
    try:
        async with asyncio.timeout(seconds):
            await goodbye()
    except TimeoutError:
        log.warning("left_unfinished", part=getattr(goodbye, "__name__", ""))


@asynccontextmanager
async def left_in_time(part: AbstractAsyncContextManager[None], seconds: float) -> AsyncIterator[None]:
    """As `part`, but leaving it is broken off when it takes longer."""
    await part.__aenter__()
    try:
        yield
    finally:
        await in_time(lambda: part.__aexit__(None, None, None), seconds)
