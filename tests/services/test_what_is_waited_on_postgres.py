"""What an incident waits on, on PostgreSQL: what is promised on SQLite, with many who are really at once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tortoise.connection import get_connection

from models.database import connected
from tests.cast import Cast, make_cast
from tests.made_up_migrations import MadeUpMigrations
from tests.waiting import WaitingPromises, is_right_after_an_upgrade


@pytest.fixture
async def cast(postgres_url: str) -> AsyncIterator[Cast]:
    async with connected(postgres_url):
        await get_connection("default").execute_query("TRUNCATE organisation CASCADE")
        yield await make_cast()


class TestWaitingOnPostgresql(WaitingPromises):
    """All that is promised."""


async def test_what_was_there_before_is_kept(
    empty_postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await is_right_after_an_upgrade(empty_postgres_url, MadeUpMigrations(tmp_path, monkeypatch))
