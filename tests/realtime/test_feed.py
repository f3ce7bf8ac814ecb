"""Delivery without a gap or a double, whatever happens to the bells."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from uuid import UUID, uuid4

import asyncpg
import pytest

from realtime.events import Subject, Topic
from realtime.feed import Feed
from realtime.hub import Hub
from realtime.thread_feed import LONGEST_QUEUE, ThreadListener
from tests.realtime.ears import Ledger, Line, a_topic

SOON, NEVER = 0.01, 60.0


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@asynccontextmanager
async def feeding(hub: Hub, ledger: Ledger, poll_seconds: float = NEVER) -> AsyncIterator[Feed]:
    feed = Feed(
        hub,
        poll_seconds,
        read_rows=ledger.read_rows,
        push_rows=ledger.push_rows,
        read_marks=ledger.read_marks,
    )
    await feed.start()
    try:
        yield feed
    finally:
        await feed.stop()


@asynccontextmanager
async def placed(feed: Feed, ledger: Ledger) -> AsyncIterator[ThreadListener]:
    async with feed.follow(ledger.thread_id) as listener:
        listener.position = len(ledger.lines)
        yield listener


async def collect(listener: ThreadListener, until: int) -> list[int]:
    """The numbers that a listener gets, up to one of them."""
    numbers: list[int] = []
    async with asyncio.timeout(10):
        while not numbers or numbers[-1] < until:
            numbers += [row.seq for row in await listener.next()]
    return numbers


def ring(hub: Hub, ledger: Ledger) -> None:
    hub.ring([Topic(Subject.THREAD, ledger.thread_id)])


async def test_a_message_is_heard_when_the_bell_rings(hub: Hub, ledger: Ledger) -> None:
    async with feeding(hub, ledger) as feed, placed(feed, ledger) as listener:
        ledger.write()
        ring(hub, ledger)

        assert await collect(listener, 1) == [1]


async def test_without_a_single_bell_the_poll_finds_it(hub: Hub, ledger: Ledger) -> None:
    async with feeding(hub, ledger, SOON) as feed, placed(feed, ledger) as listener:
        ledger.write(3)

        assert await collect(listener, 3) == [1, 2, 3]


async def test_a_resync_looks_at_once(hub: Hub, ledger: Ledger) -> None:
    async with feeding(hub, ledger) as feed, placed(feed, ledger) as listener:
        ledger.write(2)
        hub._resync()

        assert await collect(listener, 2) == [1, 2]


async def test_twenty_listeners_cost_one_read(hub: Hub, ledger: Ledger) -> None:
    async with feeding(hub, ledger) as feed, asyncio.TaskGroup() as group:
        everybody = asyncio.Barrier(21)

        async def listen() -> None:
            async with placed(feed, ledger) as listener:
                await everybody.wait()
                assert await collect(listener, 1) == [1]

        for _ in range(20):
            group.create_task(listen())
        await everybody.wait()
        ledger.write()
        ring(hub, ledger)

    assert ledger.reads == 1


async def test_bells_lost_and_doubled_make_no_gap_and_no_double(hub: Hub, ledger: Ledger) -> None:
    random = Random(7)  # noqa: S311
    async with feeding(hub, ledger, SOON) as feed, placed(feed, ledger) as first, placed(feed, ledger) as second:
        collecting = [asyncio.create_task(collect(listener, 500)) for listener in (first, second)]
        while len(ledger.lines) < 500:
            ledger.write(min(random.randint(1, 7), 500 - len(ledger.lines)))
            for _ in range(random.randint(0, 2)):
                ring(hub, ledger)
            await asyncio.sleep(0)

        assert await asyncio.gather(*collecting) == [list(range(1, 501))] * 2


async def test_who_comes_later_does_not_take_from_who_was_there(hub: Hub, ledger: Ledger) -> None:
    """The later one is further than what was handed out; the earlier one must still get all of it."""
    async with feeding(hub, ledger) as feed, placed(feed, ledger) as early:
        ledger.write(3)
        async with placed(feed, ledger) as late:
            ring(hub, ledger)
            assert await collect(early, 3) == [1, 2, 3]

            ledger.write()
            ring(hub, ledger)
            assert await collect(late, 4) == [4]


async def test_a_bell_before_the_place_is_found_is_not_lost(hub: Hub, ledger: Ledger) -> None:
    async with feeding(hub, ledger) as feed, feed.follow(ledger.thread_id) as listener:
        ledger.write()
        ring(hub, ledger)
        async with asyncio.timeout(10):
            await listener.bell.wait()
        listener.position = 0

        assert await collect(listener, 1) == [1]


async def test_a_slow_reader_reads_from_the_database_what_was_dropped(hub: Hub, ledger: Ledger) -> None:
    async with feeding(hub, ledger) as feed, placed(feed, ledger) as slow, placed(feed, ledger) as quick:
        for _ in range(3):
            ledger.write(LONGEST_QUEUE)
            ring(hub, ledger)
            await collect(quick, len(ledger.lines))

        assert len(slow._queue) <= LONGEST_QUEUE
        assert await collect(slow, 3 * LONGEST_QUEUE) == list(range(1, 3 * LONGEST_QUEUE + 1))


async def test_a_database_that_was_away_costs_nothing(hub: Hub, ledger: Ledger) -> None:
    async with feeding(hub, ledger, SOON) as feed, placed(feed, ledger) as listener:
        ledger.failures = 2
        ledger.write()
        ring(hub, ledger)

        assert await collect(listener, 1) == [1]


async def test_a_listener_wakes_for_its_other_topics_with_nothing_in_hand(hub: Hub, ledger: Ledger) -> None:
    session = a_topic(Subject.SESSION)
    async with feeding(hub, ledger) as feed, feed.follow(ledger.thread_id, also=[session]) as listener:
        listener.position = 0
        hub.ring([session])

        async with asyncio.timeout(10):
            assert await listener.next() == []


async def test_waiting_ends_when_the_time_is_over(hub: Hub, ledger: Ledger) -> None:
    async with feeding(hub, ledger) as feed, placed(feed, ledger) as listener:
        assert await listener.next(timeout=SOON) == []


async def test_what_changed_without_a_bell_is_noticed(hub: Hub, ledger: Ledger) -> None:
    incident = a_topic(Subject.INCIDENT)
    async with feeding(hub, ledger, SOON) as feed, feed.watch(incident) as bell:
        ledger.marks[incident] = "changed"

        assert await bell.wait(10)


async def test_what_did_not_change_stays_silent(hub: Hub, ledger: Ledger) -> None:
    quiet, loud = a_topic(Subject.INCIDENT), a_topic(Subject.DESK)
    ledger.marks[quiet] = "as it was"
    async with feeding(hub, ledger, SOON) as feed, feed.watch(quiet) as nothing, feed.watch(loud) as bell:
        ledger.marks[loud] = "changed"

        assert await bell.wait(10)
        assert not await nothing.wait(SOON)


async def test_many_rings_are_one_waking(hub: Hub, ledger: Ledger) -> None:
    desk, other = a_topic(Subject.DESK), a_topic(Subject.DESK)
    async with feeding(hub, ledger) as feed, feed.watch(desk) as bell, feed.watch(other) as last:
        for _ in range(5):
            hub.ring([desk])
        hub.ring([other])

        assert await last.wait(10)
        assert await bell.wait(10)
        assert not await bell.wait(SOON)


async def test_nothing_is_kept_of_who_left(hub: Hub, ledger: Ledger) -> None:
    async with feeding(hub, ledger, SOON) as feed:
        for _ in range(50):
            async with placed(feed, ledger), feed.watch(a_topic(Subject.DESK), a_topic(Subject.SESSION)):
                pass

        assert (feed._threads, feed._bells, feed._marks, feed._watchers) == ({}, {}, {}, set())
        assert not hub._listeners


async def test_who_has_an_outlet_is_told_there_and_not_by_itself(hub: Hub, ledger: Ledger) -> None:
    async with feeding(hub, ledger) as feed, placed(feed, ledger) as told, placed(feed, ledger) as alone:
        told.outlet = []
        following = asyncio.create_task(told.next())
        await until_awaited(told)
        ledger.write(3)
        ring(hub, ledger)
        assert await collect(alone, 3) == [1, 2, 3]
        while told.outlet != [1, 2, 3]:
            await asyncio.sleep(0)
        following.cancel()

        assert told.position == 3


async def test_who_was_busy_has_by_itself_what_came_meanwhile(hub: Hub, ledger: Ledger) -> None:
    async with feeding(hub, ledger) as feed, placed(feed, ledger) as busy:
        busy.outlet = []
        ledger.write(2)
        ring(hub, ledger)
        while not ledger.pushes:
            await asyncio.sleep(0)

        assert await collect(busy, 2) == [1, 2]
        assert busy.outlet == []


async def test_an_outlet_that_breaks_costs_no_message(hub: Hub, ledger: Ledger) -> None:
    async with feeding(hub, ledger) as feed, placed(feed, ledger) as broken:
        broken.outlet = "no list"
        following = asyncio.create_task(broken.next())
        await until_awaited(broken)
        ledger.write()
        ring(hub, ledger)

        assert [row.seq for row in await following] == [1]


async def until_awaited(listener: ThreadListener) -> None:
    while not listener.bell.is_awaited:
        await asyncio.sleep(0)


async def test_who_falls_behind_again_while_it_catches_up_misses_nothing() -> None:
    lines = [Line(uuid4(), number) for number in range(1, 1_000)]
    said, may_read = 3, asyncio.Event()

    async def read(_thread_id: UUID, start: int, most: int) -> list[Line]:
        found = [line for line in lines[:said] if line.seq > start][:most]
        await may_read.wait()
        return found

    listener = ThreadListener(uuid4(), read)
    listener.deliver(lines[:said])
    listener.position = 0
    reading = asyncio.ensure_future(listener.next())
    await asyncio.sleep(0)
    said += LONGEST_QUEUE + 1
    listener.deliver(lines[3:200])
    listener.deliver(lines[200:said])
    may_read.set()

    heard = [row.seq for row in await reading] + await collect(listener, said)
    assert heard == list(range(1, said + 1))


async def test_a_poll_that_fails_for_whatever_reason_goes_on(hub: Hub, ledger: Ledger) -> None:
    async with feeding(hub, ledger, SOON) as feed, placed(feed, ledger) as listener:
        ledger.poll_failures = [asyncpg.ConnectionDoesNotExistError("closed in the middle"), RuntimeError("a surprise")]
        ledger.write()

        assert await collect(listener, 1) == [1]
