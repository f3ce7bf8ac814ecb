"""Migrating SQLite: all of it or nothing, nothing lost, and the rules of the tables in force afterwards."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from tortoise.connection import get_connection
from tortoise.context import TortoiseContext
from tortoise.exceptions import IntegrityError

from models import Category, Organisation
from models.database import database_config
from models.drift import recorded_models
from models.indexes import missing_indexes
from models.migrate import DatabaseUnreachable, MigrationFailed, migrate, pending
from models.row import new_id
from tests.contents import contents_of
from tests.made_up_migrations import (
    COLUMN_AND_THEN_NONSENSE,
    HOUSES_AND_ROOMS,
    INDEXED_COLUMN,
    ROOM_WITHOUT_A_HOUSE,
    TWO_HOUSES_AND_THREE_ROOMS,
    WIDER_COLUMN,
    MadeUpMigrations,
)
from tests.upgrading import NAMES, filled_at, nothing_is_lost


class Database:
    """A file, how to migrate it, and what stands in it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.url = f"sqlite://{file}"
        self.told: list[str] = []

    async def migrate(self, made_up: MadeUpMigrations) -> None:
        await migrate(self.url, report=self.told.append, migrations=made_up.package)

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        async with TortoiseContext() as context:
            await context.init(database_config(self.url))
            yield

    def run(self, *statements: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.file)) as connection, connection:
            connection.execute("PRAGMA foreign_keys=ON")
            return [row for statement in statements for row in connection.execute(statement)]

    def contents(self) -> list[str]:
        with closing(sqlite3.connect(self.file)) as connection:
            return list(connection.iterdump())


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "house.sqlite3")


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MadeUpMigrations:
    return MadeUpMigrations(tmp_path, monkeypatch)


async def test_a_fresh_file_gets_every_table_and_index_of_the_models(database: Database) -> None:
    await migrate(database.url, report=database.told.append)

    async with database.connected():
        assert await pending() == []
        assert await missing_indexes(get_connection("default"), await recorded_models()) == []
        assert await Organisation.all().count() == 0


async def test_foreign_keys_are_enforced_afterwards(database: Database) -> None:
    await migrate(database.url, report=database.told.append)

    async with database.connected():
        with pytest.raises(IntegrityError):
            await Category.create(organisation_id=new_id(), name_nl="Lekkage", name_en="Leak")

        assert await Category.all().count() == 0


async def test_unique_constraints_are_enforced_afterwards(database: Database) -> None:
    await migrate(database.url, report=database.told.append)

    async with database.connected():
        await Organisation.create(name="Noord", slug="noord")
        with pytest.raises(IntegrityError):
            await Organisation.create(name="Another", slug="noord")

        assert await Organisation.all().count() == 1


async def test_the_second_time_there_is_nothing_to_do(database: Database, made_up: MadeUpMigrations) -> None:
    made_up.add(HOUSES_AND_ROOMS)
    await database.migrate(made_up)
    before = database.contents()
    database.told.clear()

    await database.migrate(made_up)

    assert database.told == ["Nothing to migrate."]
    assert database.contents() == before


async def test_two_at_once_both_succeed_and_each_migration_is_applied_once(
    database: Database, made_up: MadeUpMigrations
) -> None:
    made_up.add(HOUSES_AND_ROOMS)

    await asyncio.gather(*(database.migrate(made_up) for _ in range(4)))

    assert sorted(database.told) == ["Applied 0001_made_up.", *["Nothing to migrate."] * 3]
    assert database.run("SELECT count(*) FROM tortoise_migrations") == [(1,)]


async def test_pending_names_what_the_database_does_not_have_yet(database: Database, made_up: MadeUpMigrations) -> None:
    made_up.add(HOUSES_AND_ROOMS)
    await database.migrate(made_up)
    new = made_up.add(INDEXED_COLUMN)

    assert await pending(database.url, migrations=made_up.package) == [new]


async def test_an_added_column_gets_the_index_that_the_model_asks_for(
    database: Database, made_up: MadeUpMigrations
) -> None:
    made_up.add(HOUSES_AND_ROOMS)
    await database.migrate(made_up)
    made_up.add(INDEXED_COLUMN)

    await database.migrate(made_up)

    columns = database.run(
        "SELECT i.name, c.name FROM pragma_index_list('room') i JOIN pragma_index_info(i.name) c WHERE i.origin = 'c'"
    )
    assert "floor" in {column for _, column in columns}
    assert "Made the index idx_room_floor." in database.told


async def test_remaking_a_table_loses_no_rows_and_no_rules(database: Database, made_up: MadeUpMigrations) -> None:
    made_up.add(HOUSES_AND_ROOMS)
    await database.migrate(made_up)
    database.run(*TWO_HOUSES_AND_THREE_ROOMS)
    made_up.add(WIDER_COLUMN)

    await database.migrate(made_up)

    assert database.run("SELECT count(*) FROM room") == [(3,)]
    assert "idx_house_street" in str(database.run("SELECT name FROM sqlite_master WHERE type = 'index'"))
    with pytest.raises(sqlite3.IntegrityError):
        database.run("INSERT INTO house (id, name, street) VALUES (3, 'Noord', 'Gracht')")


async def test_a_migration_that_fails_half_way_leaves_the_file_as_it_was(
    database: Database, made_up: MadeUpMigrations
) -> None:
    made_up.add(HOUSES_AND_ROOMS)
    await database.migrate(made_up)
    database.run(*TWO_HOUSES_AND_THREE_ROOMS)
    before = database.contents()
    made_up.add(INDEXED_COLUMN)
    made_up.add(COLUMN_AND_THEN_NONSENSE)

    with pytest.raises(MigrationFailed, match="Nothing was changed: no such table: nonsense"):
        await database.migrate(made_up)

    assert database.contents() == before


async def test_a_migration_that_breaks_a_foreign_key_leaves_the_file_as_it_was(
    database: Database, made_up: MadeUpMigrations
) -> None:
    made_up.add(HOUSES_AND_ROOMS)
    await database.migrate(made_up)
    before = database.contents()
    made_up.add(ROOM_WITHOUT_A_HOUSE)

    with pytest.raises(MigrationFailed, match="rows of room would point at rows that do not exist"):
        await database.migrate(made_up)

    assert database.contents() == before


async def test_a_migration_that_could_not_be_undone_is_not_begun(database: Database, made_up: MadeUpMigrations) -> None:
    made_up.add(HOUSES_AND_ROOMS)
    await database.migrate(made_up)
    before = database.contents()
    made_up.add(INDEXED_COLUMN, atomic=False)

    with pytest.raises(MigrationFailed, match="0002_made_up is not atomic"):
        await database.migrate(made_up)

    assert database.contents() == before


async def test_a_copy_from_before_stays_beside_the_file(database: Database, made_up: MadeUpMigrations) -> None:
    made_up.add(HOUSES_AND_ROOMS)
    await database.migrate(made_up)
    database.run(*TWO_HOUSES_AND_THREE_ROOMS)
    before = database.contents()
    made_up.add(WIDER_COLUMN)

    await database.migrate(made_up)

    copy = Database(database.file.with_name("house.sqlite3-before-migrate"))
    assert copy.contents() == before
    assert f"A copy from before stays in {copy.file}." in database.told


@pytest.mark.parametrize("name", NAMES[:-1])
async def test_a_filled_file_of_any_earlier_version_keeps_every_row_index_and_rule(
    name: str, database: Database, made_up: MadeUpMigrations, tmp_path: Path
) -> None:
    fresh = f"sqlite://{tmp_path}/fresh.sqlite3"
    await migrate(fresh, report=database.told.append)
    before = await filled_at(database.url, name, made_up)

    await migrate(database.url, report=database.told.append)

    await nothing_is_lost(database.url, before, await contents_of(fresh))


@pytest.mark.parametrize("url", ["sqlite:///nowhere/at/all/house.sqlite3", "postgres://nobody@127.0.0.1:1/house"])
async def test_a_database_that_cannot_be_reached_is_said_in_a_sentence(url: str) -> None:
    with pytest.raises(DatabaseUnreachable, match="The database does not answer: "):
        await migrate(url, report=_nothing_should_be_said)


async def test_a_database_in_memory_is_refused() -> None:
    with pytest.raises(MigrationFailed, match="in memory"):
        await migrate("sqlite://:memory:", report=_nothing_should_be_said)


def _nothing_should_be_said(line: str) -> None:
    raise AssertionError(line)
