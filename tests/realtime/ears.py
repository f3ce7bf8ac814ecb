"""Ears for the tests: they hear topics, and a thread that lives in a list."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from tortoise.exceptions import OperationalError

from realtime.events import Subject, Topic
from realtime.thread_feed import Row, ThreadListener


class Ear:
    """Hears topics; `next()` waits for one."""

    def __init__(self) -> None:
        self._heard: asyncio.Queue[Topic] = asyncio.Queue()

    def __call__(self, topic: Topic) -> None:
        self._heard.put_nowait(topic)

    async def next(self) -> Topic:
        async with asyncio.timeout(10):
            return await self._heard.get()

    def heard_nothing(self) -> bool:
        return self._heard.empty()


def a_topic(subject: Subject = Subject.THREAD) -> Topic:
    return Topic(subject, uuid4())


@dataclass
class Line:
    """One row of a thread."""

    id: UUID
    seq: int


class Ledger:
    """A thread as the database has it, and other marks; counts how often it is read."""

    def __init__(self) -> None:
        self.thread_id = uuid4()
        self.lines: list[Line] = []
        self.marks: dict[Topic, object] = {}
        self.reads = 0
        self.failures = 0
        self.poll_failures: list[Exception] = []
        self.pushes = 0

    def write(self, count: int = 1) -> None:
        for _ in range(count):
            self.lines.append(Line(uuid4(), len(self.lines) + 1))

    async def read_rows(self, thread_id: UUID, after_seq: int, limit: int) -> list[Line]:
        await asyncio.sleep(0)
        if self.failures:
            self.failures -= 1
            raise OperationalError("away")
        self.reads += 1
        assert thread_id == self.thread_id
        return [line for line in self.lines if line.seq > after_seq][:limit]

    async def push_rows(self, _thread_id: UUID, rows: Sequence[Row], listeners: Sequence[ThreadListener]) -> None:
        """To whoever is there; an outlet is a list, or breaks."""
        await asyncio.sleep(0)
        for listener in listeners:
            if listener.is_at(rows[0].seq - 1):
                listener.outlet.extend(row.seq for row in rows)
                listener.position = rows[-1].seq
        self.pushes += 1

    async def read_marks(self, subject: Subject, ids: Collection[UUID]) -> dict[UUID, object]:
        if self.poll_failures:
            raise self.poll_failures.pop()
        await asyncio.sleep(0)
        if subject is Subject.THREAD:
            return {self.thread_id: len(self.lines)} if self.thread_id in ids else {}
        return {row_id: self.marks.get(Topic(subject, row_id)) for row_id in ids}
