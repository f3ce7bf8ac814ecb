"""One thread, read once for all that listen to it in this process, and each listener's place in it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol
from uuid import UUID

import structlog

from realtime.bell import Bell
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
PushRows = Callable[[UUID, Sequence[Row], Sequence["ThreadListener"]], Awaitable[None]]


class ThreadListener:
    """One listener's place in one thread.

    `position` is the number of the last row that it has had; None until the caller has found its place. One with an
    `outlet` is told there, as long as it is told the same as others and has had all that came before.
    """

    def __init__(self, thread_id: UUID, read_rows: ReadRows) -> None:
        self.position: int | None = None
        self.outlet: Any = None
        self.bell = Bell()
        self._thread_id = thread_id
        self._read_rows = read_rows
        self._queue: list[Row] = []
        self._is_behind = False

    def is_at(self, position: int) -> bool:
        """Whether it has had all up to there, and waits for more."""
        return self.position == position and self.bell.is_awaited and not self._queue and not self._is_behind

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
            rows = await self._caught_up(position)
        if rows:
            self.position = rows[-1].seq
        return rows

    async def _caught_up(self, position: int) -> list[Row]:
        """What the database has after a position, page by page. What is dropped meanwhile leaves it behind again."""
        self._is_behind = False
        try:
            rows = list(await self._read_rows(self._thread_id, position, PAGE))
        except BaseException:
            self._is_behind = True
            raise
        self._is_behind |= len(rows) == PAGE
        return rows


class ThreadFeed:
    """One thread, read once for all its listeners."""

    def __init__(self, thread_id: UUID, hub: Hub, read_rows: ReadRows, push_rows: PushRows) -> None:
        self.listeners: set[ThreadListener] = set()
        self._thread_id = thread_id
        self._read_rows = read_rows
        self._push_rows = push_rows
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
            [failure] = await asyncio.gather(self._read(), return_exceptions=True)
            if failure is not None:
                log.warning("feed_read_failed", exc_info=failure)

    async def _read(self) -> None:
        """Hand out what was not handed out yet. A listener drops what it has had, and notices what it lacks."""
        start = self._start()
        if start is None:
            await self._hand_out([])
            return
        rows = await self._read_rows(self._thread_id, start, LONGEST_QUEUE)
        if rows:
            self._delivered = rows[-1].seq
            self._rung_again |= len(rows) == LONGEST_QUEUE
            await self._hand_out(rows)

    async def _hand_out(self, rows: Sequence[Row]) -> None:
        """To each by itself, and to those with an outlet at once. Whom the latter did not reach goes on by itself."""
        at_outlets = [listener for listener in self.listeners if rows and listener.outlet is not None]
        for listener in self.listeners.difference(at_outlets):
            listener.deliver(rows)
        if not at_outlets:
            return
        [failure] = await asyncio.gather(self._push_rows(self._thread_id, rows, at_outlets), return_exceptions=True)
        if failure is not None:  # each meets the same by itself, and ends as it should
            log.warning("push_failed", exc_info=failure)
        for listener in at_outlets:
            if (listener.position or 0) < rows[-1].seq:
                listener.deliver(rows)

    def _start(self) -> int | None:
        """After which number to read; None while no listener has found its place."""
        if self._delivered is not None:
            return self._delivered
        return min((row.position for row in self.listeners if row.position is not None), default=None)
