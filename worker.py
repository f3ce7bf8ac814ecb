"""The worker: carries the post, in a process of its own or beside the server."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator

from logs import configure_logs
from models.database import connected
from notifications.postman import Postman
from notifications.transports.carrier import carrier_for
from settings import Settings


async def run(settings: Settings) -> None:
    """Carry the post until the process is asked to stop."""
    configure_logs(settings)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signum, stop.set)
    async with connected(settings.database_url):
        await Postman(settings, carrier_for(settings)).run(stop)


@contextlib.asynccontextmanager
async def carrying(settings: Settings) -> AsyncIterator[None]:
    """A postman beside the server, for as long as the block runs; it finishes the piece in hand."""
    stop = asyncio.Event()
    round_of_post = asyncio.create_task(Postman(settings, carrier_for(settings)).run(stop), name="postman")
    try:
        yield
    finally:
        stop.set()
        await round_of_post
