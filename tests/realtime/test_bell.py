"""A bell wakes who waits, and is not lost on who does not wait yet."""

import asyncio

from realtime.bell import Bell


async def test_a_ring_before_the_wait_is_heard_once() -> None:
    bell = Bell()
    bell.ring()
    bell.ring()

    assert await bell.wait()
    assert not await bell.wait(0)


async def test_who_waits_is_woken_and_waits_no_more() -> None:
    bell = Bell()
    waiting = asyncio.create_task(bell.wait())
    await asyncio.sleep(0)
    assert bell.is_awaited

    bell.ring()
    bell.ring()

    assert await waiting
    assert not bell.is_awaited


async def test_a_ring_that_found_nobody_any_more_is_heard_by_the_next() -> None:
    bell = Bell()
    waiting = asyncio.create_task(bell.wait())
    await asyncio.sleep(0)
    bell.ring()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)

    assert not bell.is_awaited
    assert await bell.wait(0)
