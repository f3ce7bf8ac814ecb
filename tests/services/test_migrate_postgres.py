"""Migrating PostgreSQL: what is promised on SQLite, and two processes that start at the same moment."""

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest
from tortoise.connection import get_connection
from tortoise.context import TortoiseContext

from models.database import database_config
from models.drift import recorded_models
from models.indexes import missing_indexes
from models.migrate import DatabaseUnreachable, MigrationFailed, migrate, pending
from tests.contents import contents_of
from tests.made_up_migrations import (
    COLUMN_AND_THEN_NONSENSE,
    HOUSES_AND_ROOMS,
    INDEXED_COLUMN,
    TWO_HOUSES_AND_THREE_ROOMS,
    MadeUpMigrations,
)
from tests.upgrading import NAMES, filled_at, nothing_is_lost

SCHEMA = """
    SELECT table_name, column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' ORDER BY table_name, column_name
"""


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MadeUpMigrations:
    return MadeUpMigrations(tmp_path, monkeypatch)


async def test_a_migrated_database_has_every_table_and_index_of_the_models(postgres_url: str) -> None:
    async with TortoiseContext() as context:
        await context.init(database_config(postgres_url))

        assert await pending() == []
        assert await missing_indexes(get_connection("default"), await recorded_models()) == []


async def test_the_second_time_there_is_nothing_to_do(postgres_url: str) -> None:
    told: list[str] = []

    await migrate(postgres_url, report=told.append)

    assert told == ["Nothing to migrate."]


async def test_foreign_keys_are_enforced_afterwards(postgres_url: str) -> None:
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await _run(
            postgres_url,
            "INSERT INTO unit (id, created_at, organisation_id, property_id, label, version) "
            "VALUES (gen_random_uuid(), now(), gen_random_uuid(), gen_random_uuid(), 'A', 1)",
        )

    assert await _run(postgres_url, "SELECT count(*) FROM unit") == [(0,)]


async def test_unique_constraints_are_enforced_afterwards(empty_postgres_url: str, made_up: MadeUpMigrations) -> None:
    made_up.add(HOUSES_AND_ROOMS)
    await _migrate(empty_postgres_url, made_up)
    await _run(empty_postgres_url, *TWO_HOUSES_AND_THREE_ROOMS)

    with pytest.raises(asyncpg.UniqueViolationError):
        await _run(empty_postgres_url, "INSERT INTO house (id, name, street) VALUES (3, 'Noord', 'Gracht')")
    with pytest.raises(asyncpg.UniqueViolationError):
        await _run(empty_postgres_url, "INSERT INTO room (id, house_id, number) VALUES (4, 1, 1)")

    assert await _run(empty_postgres_url, "SELECT count(*) FROM room") == [(3,)]


async def test_two_at_once_both_succeed_and_each_migration_is_applied_once(
    empty_postgres_url: str, made_up: MadeUpMigrations
) -> None:
    made_up.add(HOUSES_AND_ROOMS)
    made_up.add(INDEXED_COLUMN)

    told = await asyncio.gather(*(_migrate(empty_postgres_url, made_up) for _ in range(4)))

    assert sorted(map(len, told)) == [1, 1, 1, 3]
    assert await _run(empty_postgres_url, "SELECT count(*) FROM tortoise_migrations") == [(2,)]


async def test_an_added_column_gets_the_index_that_the_model_asks_for(
    empty_postgres_url: str, made_up: MadeUpMigrations
) -> None:
    made_up.add(HOUSES_AND_ROOMS)
    await _migrate(empty_postgres_url, made_up)
    made_up.add(INDEXED_COLUMN)

    told = await _migrate(empty_postgres_url, made_up)

    assert told == ["Applied 0002_made_up.", "Made the index idx_room_floor."]
    indexes = await _run(empty_postgres_url, "SELECT indexname FROM pg_indexes WHERE tablename = 'room'")
    assert ("idx_room_floor",) in indexes


async def test_a_migration_that_fails_half_way_leaves_the_database_as_it_was(
    empty_postgres_url: str, made_up: MadeUpMigrations
) -> None:
    made_up.add(HOUSES_AND_ROOMS)
    await _migrate(empty_postgres_url, made_up)
    await _run(empty_postgres_url, *TWO_HOUSES_AND_THREE_ROOMS)
    before = await _run(empty_postgres_url, SCHEMA)
    made_up.add(INDEXED_COLUMN)
    made_up.add(COLUMN_AND_THEN_NONSENSE)

    with pytest.raises(MigrationFailed, match='Nothing was changed: relation "nonsense" does not exist'):
        await _migrate(empty_postgres_url, made_up)

    assert await _run(empty_postgres_url, SCHEMA) == before
    assert await _run(empty_postgres_url, "SELECT count(*) FROM room") == [(3,)]


@pytest.mark.parametrize("name", NAMES[:-1])
async def test_a_filled_database_of_any_earlier_version_keeps_every_row_index_and_rule(
    name: str, postgres_url: str, empty_postgres_url: str, made_up: MadeUpMigrations
) -> None:
    before = await filled_at(empty_postgres_url, name, made_up)

    await migrate(empty_postgres_url, report=lambda _line: None)

    await nothing_is_lost(empty_postgres_url, before, await contents_of(postgres_url))


async def test_a_database_that_does_not_exist_is_named(postgres_url: str) -> None:
    nowhere = urlunsplit(urlsplit(postgres_url)._replace(path="/hm_test_nowhere"))

    with pytest.raises(DatabaseUnreachable, match="hm_test_nowhere: create it first"):
        await migrate(nowhere, report=lambda _line: None)


async def _migrate(url: str, made_up: MadeUpMigrations) -> list[str]:
    told: list[str] = []
    await migrate(url, report=told.append, migrations=made_up.package)
    return told


async def _run(url: str, *statements: str) -> list[tuple[Any, ...]]:
    connection = await asyncpg.connect(url)
    try:
        return [tuple(row) for statement in statements for row in await connection.fetch(statement)]
    finally:
        await connection.close()
