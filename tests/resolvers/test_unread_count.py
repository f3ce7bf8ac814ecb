"""How much an employee has not read, counted as it changes; see docs/decisions/0019."""

from pathlib import Path

import pytest

from tests.made_up_migrations import MadeUpMigrations
from tests.tallying import TallyPromises, is_right_after_an_upgrade


class TestTallies(TallyPromises):
    """All that the tallies promise."""


async def test_what_was_there_before_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_up = MadeUpMigrations(tmp_path, monkeypatch)

    assert await is_right_after_an_upgrade(f"sqlite://{tmp_path}/before.sqlite3", made_up)
