"""Readers that stop reading: they are cut off, cost little, and whoever does read hears everything meanwhile."""

from pathlib import Path

import pytest

from bench.soak.slow_readers import stop_reading
from tests.services.town import opened

pytestmark = pytest.mark.timeout(120)


async def test_readers_that_stop_reading_are_cut_off_and_cost_little(
    tmp_path: Path, empty_postgres_url: str, redis_url: str
) -> None:
    async with opened(tmp_path, empty_postgres_url, redis_url, servers=1) as town:
        figures = await stop_reading(town, readers=5, posts=5, rounds=1)

    assert figures.cut_off_after < 30
    assert figures.bytes_each < 1024 * 1024
