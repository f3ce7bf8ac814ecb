"""Gapless delivery of threads to their listeners, and watching other things for change.

Bells only say that it is time to look. Each thread that is followed is read once for all its listeners in this process,
and a slow poll looks at everything that is watched, so a lost bell costs seconds and never a message.
"""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol
from uuid import UUID

import structlog
from tortoise.exceptions import BaseORMException

from realtime.events import Subject, Topic
from realtime.hub import Hub

PAGE = 100
LONGEST_QUEUE = 256

log = structlog.get_logger(__name__)


class Row(Protocol):
    """What a thread is made of: ids and numbers."""

    id: UUID
    seq: int


ReadRows = Callable[[UUID, int, int], Awaitable[Sequence[Row]]]
ReadMarks = Callable[[Subject, Collection[UUID]], Awaitable[dict[UUID, object]]]


class Bell:
    """Wakes one listener, however often it was rung meanwhile."""

    __slots__ = ("_rung", "is_awaited")

    def __init__(self) -> None:
        self.is_awaited = False
        self._rung = asyncio.Event()

    def ring(self, _topic: Topic | None = None) -> None:
        self._rung.set()

    async def wait(self, timeout: float | None = None) -> bool:
        """Until it rings; False when the time was over first."""
        self.is_awaited = True
        try:
            async with asyncio.timeout(timeout):
                await self._rung.wait()
        except TimeoutError:
            return False
        finally:
            self.is_awaited = False
        self._rung.clear()
        return True


class ThreadListener:
    """One listener's place in one thread.

    `position` is the number of the last row that it has had; None until the caller has found its place.
    """

    def __init__(self, thread_id: UUID, read_rows: ReadRows) -> None:
        self.position: int | None = None
        self.bell = Bell()
        self._thread_id = thread_id
        self._read_rows = read_rows
        self._queue: list[Row] = []
        self._is_behind = False

    def deliver(self, rows: Sequence[Row]) -> None:
        """Rows that the feed read. A queue that grows too long is dropped; the database still has it all."""
        if self.position is None or len(self._queue) + len(rows) > LONGEST_QUEUE:
            self._queue.clear()
            self._is_behind = True
        else:
            self._queue.extend(rows)
        self.bell.ring()

    async def next(self, timeout: float | None = None) -> list[Row]:
        """The rows after `position`, in order, none left out; empty when woken for another reason, or by time."""
        if not self._queue and not self._is_behind:
            await self.bell.wait(timeout)
        position = self.position or 0
        rows = [row for row in self._queue if row.seq > position]
        self._queue.clear()
        if self._is_behind or (rows and rows[0].seq != position + 1):
            self._is_behind = True
            rows = list(await self._read_rows(self._thread_id, position, PAGE))
            self._is_behind = len(rows) == PAGE
        if rows:
            self.position = rows[-1].seq
        return rows


class Feed:
    """One for each process."""

    def __init__(self, hub: Hub, poll_seconds: float, *, read_rows: ReadRows, read_marks: ReadMarks) -> None:
        self._hub = hub
        self._poll_seconds = poll_seconds
        self._read_rows = read_rows
        self._read_marks = read_marks
        self._threads: dict[UUID, _ThreadFeed] = {}
        self._bells: dict[Topic, set[Bell]] = {}
        self._marks: dict[Topic, object] = {}
        self._watchers: set[Bell] = set()
        self._look_now = asyncio.Event()

    @property
    def idle_watchers(self) -> int:
        """How many listeners have had all there was and wait for more."""
        return sum(bell.is_awaited for bell in self._watchers)

    async def start(self) -> None:
        self._stop_resync = self._hub.on_resync(self._look_now.set)
        self._poller = asyncio.create_task(self._poll_for_ever(), name="feed poll")

    async def stop(self) -> None:
        self._stop_resync()
        self._poller.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._poller
        for thread in self._threads.values():
            thread.stop()

    @asynccontextmanager
    async def watch(self, *topics: Topic) -> AsyncIterator[Bell]:
        """A bell for some topics. What changes after this block was entered is not missed, bell or no bell."""
        bell = Bell()
        self._watchers.add(bell)
        leave = [self._join(topic, bell) for topic in topics]
        try:
            await self._note_marks(topics)
            yield bell
        finally:
            self._watchers.discard(bell)
            for leave_one in leave:
                leave_one()

    @asynccontextmanager
    async def follow(self, thread_id: UUID, *, also: Iterable[Topic] = ()) -> AsyncIterator[ThreadListener]:
        """A listener in a thread, woken by some other topics too. The caller sets its `position`."""
        async with self.watch(*also) as bell:
            listener = ThreadListener(thread_id, self._read_rows)
            listener.bell = bell
            thread = self._threads.get(thread_id)
            if thread is None:
                thread = self._threads[thread_id] = _ThreadFeed(thread_id, self._hub, self._read_rows)
            thread.listeners.add(listener)
            try:
                yield listener
            finally:
                thread.listeners.discard(listener)
                if not thread.listeners:
                    thread.stop()
                    self._threads.pop(thread_id, None)

    def _join(self, topic: Topic, bell: Bell) -> Callable[[], None]:
        self._bells.setdefault(topic, set()).add(bell)
        leave_hub = self._hub.listen(topic, bell.ring)

        def leave() -> None:
            leave_hub()
            bells = self._bells.get(topic, set())
            bells.discard(bell)
            if not bells:
                self._bells.pop(topic, None)
                self._marks.pop(topic, None)

        return leave

    async def _note_marks(self, topics: Iterable[Topic]) -> None:
        """What a newly watched topic looks like now, before its listener reads it for the first time."""
        for subject, ids in _by_subject(topic for topic in topics if topic not in self._marks).items():
            marks = await self._read_marks(subject, ids)
            for row_id in ids:
                self._marks.setdefault(Topic(subject, row_id), marks.get(row_id))

    async def _poll_for_ever(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._poll_seconds):
                    await self._look_now.wait()
            self._look_now.clear()
            try:
                await self._poll()
            except (BaseORMException, OSError):
                log.warning("feed_poll_failed", exc_info=True)

    async def _poll(self) -> None:
        for subject, ids in _by_subject(self._bells).items():
            marks = await self._read_marks(subject, ids)
            for row_id, mark in marks.items():
                self._compare(Topic(subject, row_id), mark)
        if self._threads:
            marks = await self._read_marks(Subject.THREAD, list(self._threads))
            for thread_id, mark in marks.items():
                if thread_id in self._threads:
                    self._threads[thread_id].look(mark)

    def _compare(self, topic: Topic, mark: object) -> None:
        if topic in self._bells and self._marks.get(topic) != mark:
            self._marks[topic] = mark
            for bell in self._bells[topic]:
                bell.ring()


class _ThreadFeed:
    """One thread, read once for all its listeners."""

    def __init__(self, thread_id: UUID, hub: Hub, read_rows: ReadRows) -> None:
        self.listeners: set[ThreadListener] = set()
        self._thread_id = thread_id
        self._read_rows = read_rows
        self._delivered: int | None = None
        self._rung_again = False
        self._reading: asyncio.Task[None] | None = None
        self._leave = hub.listen(Topic(Subject.THREAD, thread_id), lambda _topic: self._read_soon())

    def look(self, last_seq: Any) -> None:
        """Read when the thread is further than what was handed out."""
        start = self._start()
        if start is None or last_seq > start:
            self._read_soon()

    def stop(self) -> None:
        self._leave()
        if self._reading is not None:
            self._reading.cancel()

    def _read_soon(self) -> None:
        """One read at a time; a bell during it asks for one more."""
        self._rung_again = True
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read_until_quiet(), name="thread feed")

    async def _read_until_quiet(self) -> None:
        while self._rung_again:
            self._rung_again = False
            try:
                await self._read()
            except (BaseORMException, OSError):
                log.warning("feed_read_failed", exc_info=True)

    async def _read(self) -> None:
        """Hand out what was not handed out yet. A listener drops what it has had, and notices what it lacks."""
        start = self._start()
        if start is None:
            self._hand_out([])
            return
        rows = await self._read_rows(self._thread_id, start, LONGEST_QUEUE)
        if rows:
            self._delivered = rows[-1].seq
            self._rung_again |= len(rows) == LONGEST_QUEUE
            self._hand_out(rows)

    def _hand_out(self, rows: Sequence[Row]) -> None:
        for listener in list(self.listeners):
            listener.deliver(rows)

    def _start(self) -> int | None:
        """After which number to read; None while no listener has found its place."""
        if self._delivered is not None:
            return self._delivered
        return min((row.position for row in self.listeners if row.position is not None), default=None)


def _by_subject(topics: Iterable[Topic]) -> dict[Subject, list[UUID]]:
    by_subject: dict[Subject, list[UUID]] = defaultdict(list)
    for topic in topics:
        by_subject[topic.subject].append(topic.id)
    return by_subject
