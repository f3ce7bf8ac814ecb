"""Models and migrations agree, a docstring is no change, and what a new migration may hold."""

from pathlib import Path

import pytest
from tortoise.fields import CharField, IntField
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from models import Organisation
from models.drift import NotAdditive, drift, not_additive, write_migration
from tests.made_up_migrations import HOUSES_AND_ROOMS, MadeUpMigrations


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MadeUpMigrations:
    return MadeUpMigrations(tmp_path, monkeypatch)


async def test_the_migrations_on_disk_make_the_models_as_they_are() -> None:
    assert await drift() == []


async def test_an_edited_docstring_is_no_drift(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Organisation._meta, "table_description", "A landlord; said otherwise.")

    assert await drift() == []


async def test_a_new_column_is_drift(monkeypatch: pytest.MonkeyPatch) -> None:
    column = IntField(null=True)
    column.model_field_name = "motto"
    monkeypatch.setitem(Organisation._meta.fields_map, "motto", column)

    assert await drift() == ["Add field motto to Organisation"]


async def test_the_first_migration_has_a_fixed_name_and_no_docstrings(made_up: MadeUpMigrations) -> None:
    path = await write_migration("whatever", migrations=made_up.package)

    assert path is not None
    assert path.name == "0001_initial.py"
    assert "table_description" not in path.read_text()
    assert await drift(migrations=made_up.package) == []


async def test_nothing_is_written_when_nothing_changed(made_up: MadeUpMigrations) -> None:
    await write_migration("first", migrations=made_up.package)

    assert await write_migration("second", migrations=made_up.package) is None


async def test_a_next_migration_is_numbered_and_named(
    made_up: MadeUpMigrations, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write_migration("first", migrations=made_up.package)
    column = CharField(max_length=50, null=True)
    column.model_field_name = "motto"
    monkeypatch.setitem(Organisation._meta.fields_map, "motto", column)

    path = await write_migration("Motto of an organisation", migrations=made_up.package)

    assert path is not None
    assert path.name == "0002_motto_of_an_organisation.py"


async def test_a_migration_that_would_drop_a_table_is_not_written(made_up: MadeUpMigrations) -> None:
    made_up.add(HOUSES_AND_ROOMS)

    with pytest.raises(NotAdditive, match="only additions are allowed"):
        await write_migration("clean up", migrations=made_up.package)

    assert await drift(migrations=made_up.package) != []


@pytest.mark.parametrize(
    "operation",
    [
        ops.CreateModel("House", fields=[]),
        ops.AddField("House", "floor", IntField(null=True)),
        ops.AddField("House", "floor", IntField(db_default=0)),
        ops.AddIndex("House", Index(fields=("floor",))),
        ops.AddConstraint("House", UniqueConstraint(fields=("floor",))),
        ops.RunSQL("SELECT 1"),
    ],
    ids=lambda operation: operation.describe(),
)
def test_additions_are_allowed(operation: ops.Operation) -> None:
    assert not_additive(operation) is None


@pytest.mark.parametrize(
    "operation",
    [
        ops.AddField("House", "floor", IntField()),
        ops.AddField("House", "floor", IntField(default=0)),
        ops.AlterField("House", "floor", IntField(null=True)),
        ops.RenameField("House", "floor", "storey"),
        ops.RemoveField("House", "floor"),
        ops.RemoveIndex("House", fields=["floor"]),
        ops.DeleteModel("House"),
        ops.RenameModel("House", "Home"),
    ],
    ids=lambda operation: operation.describe(),
)
def test_everything_else_is_refused_by_name(operation: ops.Operation) -> None:
    reason = not_additive(operation)

    assert reason is not None
    assert reason.startswith(operation.describe())
