"""Sockets that vanish, lines that are cut, and coming and going: nothing is lost, and nothing stays behind."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bench.soak.cycling import cycle
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


async def test_fifty_sockets_that_vanish_at_once_slow_nobody_down(town: Town) -> None:
    figures = await vanish(town, 50)

    assert not figures.has_gaps
    assert figures.done <= 50
    assert figures.after < figures.before * 2 + 1


async def test_nor_do_they_on_sqlite(small_town: Town) -> None:
    figures = await vanish(small_town, 50)

    assert not figures.has_gaps
    assert figures.done <= 50
    assert figures.after < figures.before * 2 + 1


async def test_whoever_is_cut_off_goes_on_where_it_was(town: Town) -> None:
    figures = await drop(town, clients=5, drops=3, messages=100, milliseconds=300)

    assert figures.all_equal
    assert figures.messages == 102
    assert figures.resumed >= 5


async def test_coming_and_going_leaves_nothing_behind(small_town: Town) -> None:
    figures = await cycle(small_town, 300)

    assert figures.late.listeners == figures.early.listeners
    assert figures.late.tasks <= figures.early.tasks
