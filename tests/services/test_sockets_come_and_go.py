"""Sockets that vanish, lines that are cut, and coming and going: nothing is lost, and nothing stays behind."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bench.soak.cycling import levels
from bench.soak.dropping import drop
from bench.soak.vanishing import vanish
from tests.services.town import Town, opened

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
async def town(tmp_path: Path, empty_postgres_url: str, redis_url: str) -> AsyncIterator[Town]:
    async with opened(tmp_path, empty_postgres_url, redis_url, servers=2) as town:
        yield town


@pytest.fixture
async def small_town(tmp_path: Path) -> AsyncIterator[Town]:
    """One process, on SQLite."""
    async with opened(tmp_path, f"sqlite://{tmp_path}/town.sqlite3", "memory://", servers=1) as town:
        yield town


async def test_fifty_sockets_vanish_at_once_and_whoever_is_cut_off_goes_on_where_it_was(town: Town) -> None:
    vanished = await vanish(town, 50)
    dropped = await drop(town, clients=5, drops=3, messages=100, milliseconds=300)

    assert not vanished.has_gaps
    assert vanished.done <= 50
    assert dropped.all_equal
    assert dropped.messages == 102
    assert dropped.resumed >= 5


async def test_on_sqlite_vanishing_coming_and_going_leave_nothing_behind_either(small_town: Town) -> None:
    vanished = await vanish(small_town, 50)
    reached = [level async for level in levels(small_town, 300)]

    assert not vanished.has_gaps
    assert vanished.done <= 50
    assert {level.listeners for level in reached} == {reached[0].listeners}
    assert reached[-1].tasks <= reached[0].tasks
