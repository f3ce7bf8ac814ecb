"""Following threads, and watching other things for change.

Bells only say that it is time to look. A slow poll looks at everything that is watched, so a lost bell costs seconds
and never a message.
"""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable
from contextlib import asynccontextmanager
from uuid import UUID

import structlog

from realtime.bell import Bell
from realtime.events import Subject, Topic
from realtime.hub import Hub
from realtime.thread_feed import PushRows, ReadRows, ThreadFeed, ThreadListener

log = structlog.get_logger(__name__)

ReadMarks = Callable[[Subject, Collection[UUID]], Awaitable[dict[UUID, object]]]


class Feed:
    """One for each process."""

    def __init__(
        self, hub: Hub, poll_seconds: float, *, read_rows: ReadRows, push_rows: PushRows, read_marks: ReadMarks
    ) -> None:
        self._hub = hub
        self._poll_seconds = poll_seconds
        self._read_rows = read_rows
        self._push_rows = push_rows
        self._read_marks = read_marks
        self._threads: dict[UUID, ThreadFeed] = {}
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
                thread = ThreadFeed(thread_id, self._hub, self._read_rows, self._push_rows)
                self._threads[thread_id] = thread
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
            # Whatever it is, the next poll still finds what bells were lost.
            [failure] = await asyncio.gather(self._poll(), return_exceptions=True)
            if failure is not None:
                log.warning("feed_poll_failed", exc_info=failure)

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


def _by_subject(topics: Iterable[Topic]) -> dict[Subject, list[UUID]]:
    by_subject: dict[Subject, list[UUID]] = defaultdict(list)
    for topic in topics:
        by_subject[topic.subject].append(topic.id)
    return by_subject
