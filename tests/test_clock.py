"""The clock, which a demo may set back."""

import asyncio
from datetime import UTC, datetime

import clock
from clock import AMSTERDAM

NEW_YEAR = datetime(2020, 1, 1, 0, 30, tzinfo=AMSTERDAM)


def test_it_is_another_time_for_as_long_as_the_block_runs() -> None:
    with clock.at(NEW_YEAR):
        assert clock.now() == NEW_YEAR
        assert clock.now().tzinfo is UTC
        assert clock.today().isoformat() == "2020-01-01"

    assert clock.now() > NEW_YEAR


async def test_what_runs_beside_the_block_keeps_its_own_time() -> None:
    beside = asyncio.Event()

    async def look() -> datetime:
        await beside.wait()
        return clock.now()

    looking = asyncio.create_task(look())
    with clock.at(NEW_YEAR):
        beside.set()
        assert await looking > NEW_YEAR
