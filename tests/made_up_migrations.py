"""Migrations made up for a test, about houses and their rooms, each set in a package of its own."""

import re
from pathlib import Path
from pkgutil import iter_modules
from uuid import uuid4

import pytest

import migrations

HOUSES_AND_ROOMS = """
    ops.CreateModel(
        name="House",
        fields=[
            ("id", fields.IntField(primary_key=True)),
            ("name", fields.CharField(max_length=50, unique=True)),
            ("street", fields.CharField(max_length=50, db_index=True)),
        ],
        options={"table": "house", "app": "models", "pk_attr": "id"},
    ),
    ops.CreateModel(
        name="Room",
        fields=[
            ("id", fields.IntField(primary_key=True)),
            ("house", fields.ForeignKeyField("models.House", source_field="house_id", db_index=True)),
            ("number", fields.IntField()),
        ],
        options={
            "table": "room",
            "app": "models",
            "pk_attr": "id",
            "unique_together": (("house", "number"),),
            "indexes": [Index(fields=("number", "house_id"))],
        },
    ),
"""
INDEXED_COLUMN = """
    ops.AddField(model_name="Room", name="floor", field=fields.IntField(null=True, db_index=True)),
    ops.AddField(model_name="Room", name="code", field=fields.CharField(max_length=9, null=True, unique=True)),
"""
WIDER_COLUMN = """
    ops.AlterField(model_name="House", name="name", field=fields.CharField(max_length=90, unique=True)),
"""
COLUMN_AND_THEN_NONSENSE = """
    ops.AddField(model_name="Room", name="windows", field=fields.IntField(null=True)),
    ops.RunSQL("DELETE FROM room"),
    ops.RunSQL("INSERT INTO nonsense VALUES (1)"),
"""
ROOM_WITHOUT_A_HOUSE = """
    ops.RunSQL("INSERT INTO room (id, house_id, number) VALUES (99, 99, 99)"),
"""
REQUIRED_COLUMN = """
    ops.AddField(model_name="Room", name="floor", field=fields.IntField()),
"""
TWO_HOUSES_AND_THREE_ROOMS = (
    "INSERT INTO house (id, name, street) VALUES (1, 'Noord', 'Kade'), (2, 'Zuid', 'Kade')",
    "INSERT INTO room (id, house_id, number) VALUES (1, 1, 1), (2, 1, 2), (3, 2, 1)",
)

TEMPLATE = """
from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = {dependencies}
    atomic = {atomic}
    operations = [{operations}]
"""


class MadeUpMigrations:
    """A package of migrations that grows while the test goes on."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.package = f"made_up_{uuid4().hex}"
        self.names: list[str] = []
        self._folder = folder / self.package
        self._folder.mkdir()
        (self._folder / "__init__.py").touch()
        monkeypatch.syspath_prepend(folder)

    def copy(self, name: str) -> None:
        """One of the house's own."""
        source = Path(migrations.__path__[0]) / f"{name}.py"
        (self._folder / source.name).write_text(source.read_text())
        self.names.append(name)

    def copy_all_but(self, left_out: str) -> None:
        """The house's own, without one of them: what follows it follows what came before it. It may be added later."""
        names = sorted(module.name for module in iter_modules(migrations.__path__))
        before = names[names.index(left_out) - 1]
        for name in names:
            if name != left_out:
                self.copy(name)
                copied = self._folder / f"{name}.py"
                copied.write_text(re.sub(f"[\"']{left_out}[\"']", f'"{before}"', copied.read_text()))

    def copy_last(self, name: str) -> None:
        """One of the house's own, behind all that are there."""
        source = (Path(migrations.__path__[0]) / f"{name}.py").read_text()
        text = re.sub(r"dependencies = .*", f'dependencies = [("models", "{self.names[-1]}")]', source)
        self.names.append(f"{len(self.names) + 100:04d}_made_up")
        (self._folder / f"{self.names[-1]}.py").write_text(text)

    def add(self, operations: str, *, atomic: bool = True) -> str:
        name = f"{len(self.names) + 1:04d}_made_up"
        dependencies = [("models", self.names[-1])] if self.names else []
        text = TEMPLATE.format(dependencies=dependencies, atomic=atomic, operations=operations)
        (self._folder / f"{name}.py").write_text(text)
        self.names.append(name)
        return name
