"""Making a database searchable: one that was in use already, and what keeps up with it afterwards, on SQLite."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tortoise.migrations import operations as ops

from models.drift import INITIAL, not_additive
from models.migrate import MigrationFailed, migrate
from models.search_tables import MakeSearchTables
from tests.made_up_migrations import MadeUpMigrations
from tests.searching import everything_is_found, filled_before_search, found


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MadeUpMigrations:
    return MadeUpMigrations(tmp_path, monkeypatch)


async def test_a_filled_file_can_be_searched_once_it_is_migrated(tmp_path: Path, made_up: MadeUpMigrations) -> None:
    async with filled_before_search(f"sqlite://{tmp_path}/house.sqlite3", made_up) as cast:
        await everything_is_found(cast)


async def test_a_vacuumed_file_finds_the_same_rows(tmp_path: Path, made_up: MadeUpMigrations) -> None:
    file = tmp_path / "house.sqlite3"

    async with filled_before_search(f"sqlite://{file}", made_up) as cast:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("VACUUM")

        assert await found(cast.as_anna, "ladder") == ["De cv-ketel is stuk"]
        await everything_is_found(cast)


async def test_the_index_agrees_with_the_rows_after_changes(tmp_path: Path, made_up: MadeUpMigrations) -> None:
    file = tmp_path / "house.sqlite3"

    async with filled_before_search(f"sqlite://{file}", made_up) as cast:
        await everything_is_found(cast)

    with closing(sqlite3.connect(file)) as connection:
        (rows,) = connection.execute("SELECT count(*) FROM search_row").fetchone()
        tables = ("incident", "sub_incident", "message", "property", "unit", "contact")
        for name in tables:
            connection.execute(f"INSERT INTO search_{name} (search_{name}) VALUES ('integrity-check')")
        assert rows == sum(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables)


async def test_a_failure_after_it_leaves_no_trace_of_it(tmp_path: Path, made_up: MadeUpMigrations) -> None:
    file = tmp_path / "house.sqlite3"
    made_up.copy(INITIAL)
    await migrate(f"sqlite://{file}", report=lambda _line: None, migrations=made_up.package)
    before = _schema(file)
    made_up.copy("0002_search")
    made_up.add('ops.RunSQL("INSERT INTO nonsense VALUES (1)"),')

    with pytest.raises(MigrationFailed, match="nonsense"):
        await migrate(f"sqlite://{file}", report=lambda _line: None, migrations=made_up.package)

    assert _schema(file) == before


def test_it_only_adds() -> None:
    assert isinstance(MakeSearchTables(), ops.RunSQL)
    assert not_additive(MakeSearchTables()) is None


def _schema(file: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return sorted(connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master"))
