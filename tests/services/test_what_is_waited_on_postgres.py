"""What an incident waits on, on PostgreSQL: what is promised on SQLite, with many who are really at once."""

from pathlib import Path

import pytest

from tests.cast import Cast
from tests.made_up_migrations import MadeUpMigrations
from tests.waiting import WaitingPromises, is_right_after_an_upgrade


@pytest.fixture
def cast(postgres_cast: Cast) -> Cast:
    return postgres_cast


class TestWaitingOnPostgresql(WaitingPromises):
    """All that is promised."""


async def test_what_was_there_before_is_kept(
    empty_postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await is_right_after_an_upgrade(empty_postgres_url, MadeUpMigrations(tmp_path, monkeypatch))
