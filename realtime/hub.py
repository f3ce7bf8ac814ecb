"""The bus of bells: rings topics in every process, and is the only user of broadcaster.

The hub subscribes to one channel of broadcaster, once, and routes topics to listeners itself. So nobody joins or leaves
broadcaster while it runs: two that do so at once make one of them deaf.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterable

import orjson
import structlog
from broadcaster import Broadcast
from broadcaster._backends.base import BroadcastBackend
from broadcaster._backends.memory import MemoryBackend
from broadcaster._base import Subscriber

from realtime.events import Topic, parse_topic
from realtime.redis_backend import AWAY, LOOK_AGAIN, RedisBackend

CHANNEL = "huismeester"
LONGEST_QUEUE = 10_000
PAUSE = 1.0

Listener = Callable[[Topic], None]

log = structlog.get_logger(__name__)


class Hub:
    """One for each process. A bell may be lost or doubled; who listens looks in the database what is true."""

    def __init__(self, bus_url: str, *, channel: str = CHANNEL) -> None:
        self._bus_url = bus_url
        self._channel = channel
        self._is_shared = not bus_url.startswith("memory://")
        self._listeners: dict[Topic, set[Listener]] = {}
        self._resyncs: set[Callable[[], None]] = set()
        self._outgoing: asyncio.Queue[list[Topic]] = asyncio.Queue(LONGEST_QUEUE)
        self._speaks = True
        self._is_subscribed = asyncio.Event()

    @property
    def healthy(self) -> bool:
        """Whether bells go out to other processes, and come in from them."""
        return self._speaks and self._hears()

    @property
    def listeners(self) -> int:
        """How many wait for a bell in this process."""
        return sum(map(len, self._listeners.values()))

    async def start(self) -> None:
        """Begin. A bus that is away does not stop the start; it is tried again and again."""
        self._backend = self._make_backend()
        self._broadcast = Broadcast(backend=self._backend)
        await self._broadcast.connect()
        self._tasks = [
            asyncio.create_task(self._hear_for_ever(), name="hub hears"),
            asyncio.create_task(self._speak_for_ever(), name="hub speaks"),
        ]
        await self._is_subscribed.wait()

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await self._broadcast.disconnect()

    def ring(self, topics: Iterable[Topic]) -> None:
        """Ring in every process. Never waits and never fails: what cannot be sent is rung here alone.

        With the bus in memory this is every process, and where nobody listens nothing rings.
        """
        wanted = [topic for topic in topics if self._is_shared or topic in self._listeners]
        if not wanted:
            return
        try:
            self._outgoing.put_nowait(wanted)
        except asyncio.QueueFull:
            self._ring_here(wanted)

    def listen(self, topic: Topic, listener: Listener) -> Callable[[], None]:
        """Have `listener` called when a topic rings. Call what is returned to leave."""
        self._listeners.setdefault(topic, set()).add(listener)
        return lambda: self._leave(topic, listener)

    def on_resync(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have `callback` called when bells may have been lost. Call what is returned to leave."""
        self._resyncs.add(callback)
        return lambda: self._resyncs.discard(callback)

    def _leave(self, topic: Topic, listener: Listener) -> None:
        listeners = self._listeners.get(topic, set())
        listeners.discard(listener)
        if not listeners:
            self._listeners.pop(topic, None)

    def _make_backend(self) -> BroadcastBackend:
        return RedisBackend(self._bus_url, self._channel) if self._is_shared else MemoryBackend(self._bus_url)

    def _hears(self) -> bool:
        return not isinstance(self._backend, RedisBackend) or self._backend.is_listening

    async def _hear_for_ever(self) -> None:
        """Broadcaster's own listener can end without a word; then everything is connected anew."""
        while True:
            async with self._broadcast.subscribe(self._channel) as heard:
                self._is_subscribed.set()
                await self._hear(heard)
            log.error("bus_listener_ended")
            await asyncio.sleep(PAUSE)
            await self._backend.disconnect()
            await self._broadcast.connect()
            self._resync()

    async def _hear(self, heard: Subscriber) -> None:
        """Until broadcaster's listener ends."""
        watched = self._broadcast._listener_task
        while not watched.done():
            next_event = asyncio.ensure_future(heard.get())
            try:
                await asyncio.wait({next_event, watched}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                if not next_event.done():
                    next_event.cancel()
            if not next_event.cancelled() and next_event.done():
                self._take(next_event.result().message)

    def _take(self, message: str) -> None:
        if message == LOOK_AGAIN:
            self._speaks = True
            self._resync()
            return
        try:
            topics = [parse_topic(text) for text in orjson.loads(message)]
        except (ValueError, TypeError, AttributeError):
            log.warning("malformed_bell")
            return
        self._ring_here(topics)

    async def _speak_for_ever(self) -> None:
        while True:
            topics = await self._outgoing.get()
            try:
                await self._broadcast.publish(self._channel, orjson.dumps([str(topic) for topic in topics]).decode())
                self._speaks = True
            except AWAY:
                self._speaks = False
            if not self.healthy:
                self._ring_here(topics)

    def _ring_here(self, topics: Iterable[Topic]) -> None:
        for topic in topics:
            for listener in list(self._listeners.get(topic, ())):
                listener(topic)

    def _resync(self) -> None:
        for callback in list(self._resyncs):
            callback()
