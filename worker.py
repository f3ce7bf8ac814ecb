"""The worker: carries the post and minds the clock, in a process of its own or beside the server."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator

import structlog

from files.store import FileStore
from logs import configure_logs
from models.database import DATABASE_AWAY, connected
from notifications.postman import Postman
from notifications.transports.carrier import Carrier, carrier_for
from realtime import announce
from realtime.hub import Hub
from resolvers.housekeeping import tidy_up
from resolvers.terms_over import end_terms
from serving.departing import DATABASE_SECONDS, POST_ALONE_SECONDS, POST_SECONDS, left_in_time
from serving.pulse import felt
from serving.worker_page import answering
from settings import Settings

log = structlog.get_logger()


async def run(settings: Settings) -> None:
    """Work until the process is asked to stop."""
    configure_logs(settings)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signum, stop.set)
    async with (
        left_in_time(connected(settings.database_url), DATABASE_SECONDS),
        _ringing(settings) as hub,
        felt(hub),
        answering(settings),
    ):
        work = asyncio.create_task(_work(settings, carrier_for(settings), stop), name="worker")
        await asyncio.wait({work, asyncio.create_task(stop.wait())}, return_when=asyncio.FIRST_COMPLETED)
        await _finish(work, POST_ALONE_SECONDS)


@contextlib.asynccontextmanager
async def carrying(settings: Settings) -> AsyncIterator[None]:
    """The same beside a server, for as long as the block runs."""
    stop = asyncio.Event()
    work = asyncio.create_task(_work_on(settings, carrier_for(settings), stop), name="worker")
    try:
        yield
    finally:
        stop.set()
        await _finish(work, POST_SECONDS)


async def _finish(work: asyncio.Task[None], seconds: float) -> None:
    """What is in hand is finished. A mail server that hangs is not waited for: the letter is carried again later."""
    _, unfinished = await asyncio.wait({work}, timeout=seconds)
    if unfinished:
        log.warning("left_unfinished", part="post")
        work.cancel()
        await asyncio.wait({work})
    else:
        work.result()


@contextlib.asynccontextmanager
async def _ringing(settings: Settings) -> AsyncIterator[Hub]:
    """What the clock does is heard by whoever is connected to a server."""
    hub = Hub(settings.bus_url)
    await hub.start()
    announce.connect(hub)
    try:
        yield hub
    finally:
        announce.connect(None)
        await hub.stop()


async def _work(settings: Settings, carrier: Carrier, stop: asyncio.Event) -> None:
    await asyncio.gather(Postman(settings, carrier).run(stop), _mind_the_clock(settings, stop))


async def _work_on(settings: Settings, carrier: Carrier, stop: asyncio.Event) -> None:
    """Begin again after whatever nobody thought of: beside a server nobody would see that the post stands still."""
    while not stop.is_set():
        [failure] = await asyncio.gather(_work(settings, carrier, stop), return_exceptions=True)
        if failure is not None:
            log.error("worker_failed", exc_info=failure)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), settings.clock_seconds)


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
