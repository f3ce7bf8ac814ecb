"""The worker: carries the post and minds the clock, in a process of its own or beside the server."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator

import structlog

from files.store import FileStore
from logs import configure_logs
from models.database import connected
from notifications.postman import DATABASE_AWAY, Postman
from notifications.transports.carrier import carrier_for
from realtime import announce
from realtime.hub import Hub
from resolvers.housekeeping import tidy_up
from resolvers.terms_over import end_terms
from settings import Settings

log = structlog.get_logger()


async def run(settings: Settings) -> None:
    """Work until the process is asked to stop."""
    configure_logs(settings)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signum, stop.set)
    async with connected(settings.database_url), _ringing(settings):
        await _work(settings, stop)


@contextlib.asynccontextmanager
async def carrying(settings: Settings) -> AsyncIterator[None]:
    """The same beside a server, for as long as the block runs; what is in hand is finished."""
    stop = asyncio.Event()
    work = asyncio.create_task(_work(settings, stop), name="worker")
    try:
        yield
    finally:
        stop.set()
        await work


@contextlib.asynccontextmanager
async def _ringing(settings: Settings) -> AsyncIterator[None]:
    """What the clock does is heard by whoever is connected to a server."""
    hub = Hub(settings.bus_url)
    await hub.start()
    announce.connect(hub)
    try:
        yield
    finally:
        announce.connect(None)
        await hub.stop()


async def _work(settings: Settings, stop: asyncio.Event) -> None:
    postman = Postman(settings, carrier_for(settings))
    await asyncio.gather(postman.run(stop), _mind_the_clock(settings, stop))


async def _mind_the_clock(settings: Settings, stop: asyncio.Event) -> None:
    """Look whose term is over, until asked to stop. A database that is away is looked at again the next time."""
    store = FileStore(settings.files_url)
    while not stop.is_set():
        try:
            done = await end_terms()
            await tidy_up(store)
        except DATABASE_AWAY as failure:
            log.warning("clock_stopped", exception=type(failure).__qualname__)
        else:
            if done:
                log.info("terms_ended", count=done)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), settings.clock_seconds)
