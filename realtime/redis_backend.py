"""Our Redis behind broadcaster: one pub/sub connection, registered before it listens, that comes back by itself.

Broadcaster's own backend begins to listen before it has subscribed; with redis-py 8 it then hears nothing, for ever.
"""

import asyncio
import contextlib

import structlog
from broadcaster import Event
from broadcaster._backends.base import BroadcastBackend
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

import metrics

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0
TIMEOUT = 1.0
AWAY = (RedisError, OSError, TimeoutError)
LOOK_AGAIN = ""

log = structlog.get_logger(__name__)


class RedisBackend(BroadcastBackend):
    """Speaks and listens on one Redis channel. After each (re)connection it delivers LOOK_AGAIN."""

    def __init__(self, url: str, channel: str) -> None:
        self.is_listening = False
        self._url = url
        self._channel = channel
        self._events: asyncio.Queue[Event] = asyncio.Queue()

    async def connect(self) -> None:
        self._speaker = Redis.from_url(self._url, socket_connect_timeout=TIMEOUT, socket_timeout=TIMEOUT)
        self._listener = asyncio.create_task(self._listen_for_ever(), name="redis listener")

    async def disconnect(self) -> None:
        self._listener.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._listener
        await self._speaker.aclose()

    async def subscribe(self, group: str) -> None:
        """Nothing to do: the one channel is registered at each connection, before listening."""

    async def unsubscribe(self, group: str) -> None:
        """Nothing to do."""

    async def publish(self, channel: str, message: str) -> None:
        await self._speaker.publish(channel, message)

    async def next_published(self) -> Event:
        return await self._events.get()

    async def _listen_for_ever(self) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                async with Redis.from_url(self._url, socket_connect_timeout=TIMEOUT) as redis, redis.pubsub() as bells:
                    await self._register(bells)
                    pause = FIRST_PAUSE
                    await self._listen(bells)
            except AWAY as error:
                log.warning("bus_away", error=type(error).__name__)
            finally:
                self.is_listening = False
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _register(self, bells: PubSub) -> None:
        """Subscribe, and wait until Redis says that it knows; whatever was rung before that is lost."""
        await bells.subscribe(self._channel)
        async with asyncio.timeout(TIMEOUT):
            while (answer := await bells.get_message(timeout=TIMEOUT)) is None or answer["type"] != "subscribe":
                pass
        self.is_listening = True
        metrics.BUS_CONNECTIONS.inc()
        self._events.put_nowait(Event(self._channel, LOOK_AGAIN))

    async def _listen(self, bells: PubSub) -> None:
        async for heard in bells.listen():
            if heard["type"] == "message":
                self._events.put_nowait(Event(self._channel, heard["data"].decode()))
