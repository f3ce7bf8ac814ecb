"""Backing up and putting back on PostgreSQL, by its own programs."""

from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from models.database_copies import CopyFailed
from tests.backing_up import Installation, goes_round
from tests.services.conftest import fresh_database


@pytest.fixture
def here(empty_postgres_url: str, tmp_path: Path) -> Installation:
    return Installation(empty_postgres_url, tmp_path / "here")


@pytest.fixture
def there(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    for url in fresh_database(request.config):
        yield Installation(url, tmp_path / "there")


async def test_everything_comes_back(here: Installation, there: Installation, tmp_path: Path) -> None:
    await goes_round(here, there, tmp_path / "archive")


async def test_a_database_in_use_is_left_alone(here: Installation, there: Installation, tmp_path: Path) -> None:
    await here.fill()
    await here.back_up(tmp_path / "archive")
    somebody = await asyncpg.connect(there.url)

    with pytest.raises(CopyFailed, match="1 connections to the database are open: stop the service first"):
        await there.restore(tmp_path / "archive")

    assert await somebody.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0
    await somebody.close()


async def test_an_archive_that_postgres_refuses_changes_nothing(
    here: Installation, there: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await here.fill()
    await there.fill()
    held = await there.holds()
    await here.back_up(tmp_path / "archive")
    monkeypatch.setattr(
        "models.database_copies.EMPTY_THE_SCHEMA", "DROP SCHEMA public CASCADE; CREATE SCHEMA elsewhere;"
    )

    with pytest.raises(CopyFailed, match="psql failed"):
        await there.restore(tmp_path / "archive", replace=True)

    assert (await there.holds())[0] == held[0]


async def test_programs_that_are_missing_are_named(
    here: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await here.fill()
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(CopyFailed, match="pg_dump is not installed"):
        await here.back_up(tmp_path / "archive")

    assert not (tmp_path / "archive").exists()
