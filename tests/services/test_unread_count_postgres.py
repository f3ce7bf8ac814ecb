"""How much an employee has not read, on PostgreSQL: what is promised on SQLite, with many who are really at once."""

from pathlib import Path

import pytest

from tests.cast import Cast
from tests.made_up_migrations import MadeUpMigrations
from tests.tallying import TallyPromises, is_right_after_an_upgrade


@pytest.fixture
def cast(postgres_cast: Cast) -> Cast:
    return postgres_cast


class TestTalliesOnPostgresql(TallyPromises):
    """All that the tallies promise."""


async def test_what_was_there_before_is_counted(
    empty_postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await is_right_after_an_upgrade(empty_postgres_url, MadeUpMigrations(tmp_path, monkeypatch))
