"""Where the models and the migrations on disk differ: told, or written down as the next migration."""

from pathlib import Path
from typing import Any

from tortoise.context import TortoiseContext
from tortoise.migrations import operations as ops
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.migrations.operations import Operation
from tortoise.migrations.schema_generator.state import State
from tortoise.migrations.writer import MigrationWriter, slugify_migration_name
from tortoise.models import Model

from models.database import database_config

MIGRATIONS = "migrations"
INITIAL = "0001_initial"


class NotAdditive(Exception):  # noqa: N818
    """The models changed in a way that a migration may not follow; see docs/decisions/0001."""


async def drift(*, migrations: str = MIGRATIONS) -> list[str]:
    """What the next migration would have to do; empty when models and migrations agree. Needs no database."""
    return [operation.describe() for writer in await _changes(migrations) for operation in writer.operations]


async def write_migration(name: str, *, migrations: str = MIGRATIONS) -> Path | None:
    """Writes the next migration and says where, or writes nothing because there is nothing to do.

    The first is always called `0001_initial`. Raises NotAdditive.
    """
    for writer in await _changes(migrations):
        refused = [reason for operation in writer.operations if (reason := not_additive(operation))]
        if refused:
            raise NotAdditive("; ".join(refused))
        number, _, _ = writer.name.partition("_")
        writer.name = INITIAL if writer.initial else f"{number}_{slugify_migration_name(name)}"
        return writer.write()
    return None


def not_additive(operation: Operation) -> str | None:
    """Why an operation may not stand in a migration, or None when it only adds."""
    match operation:
        case ops.CreateModel() | ops.AddIndex() | ops.RunSQL():
            return None
        case ops.AddConstraint(constraint=UniqueConstraint()):
            return None
        case ops.AddField(field=field) if getattr(field, "null", False) or _has_database_default(field):
            return None
        case ops.AddField():
            return f"{operation.describe()}: a new column must be nullable, or have a db_default"
        case _:
            return f"{operation.describe()}: only additions are allowed"


def _has_database_default(field: Any) -> bool:
    return bool(field is not None and field.has_db_default())


async def recorded_models(*, migrations: str = MIGRATIONS) -> list[type[Model]]:
    """The models as the migrations on disk leave them."""
    detector = _Detector(TortoiseContext(), migrations)
    await detector.loader.build_graph()
    state = await detector._project_state()
    return list(state.apps.apps["models"].values())


async def _changes(migrations: str) -> list[MigrationWriter]:
    async with TortoiseContext() as context:
        await context.init(database_config("sqlite://:memory:"), init_connections=False)
        return await _Detector(context, migrations).changes()


class _Detector(MigrationAutodetector):
    """Tortoise's, blind to docstrings: it would keep those in the tables, and call each edit of one a change."""

    def __init__(self, context: TortoiseContext, migrations: str) -> None:
        apps: Any = context.apps
        super().__init__(apps, {"models": {"models": ["models"], "migrations": migrations}})

    def _current_state(self) -> State:
        return _without_docstrings(super()._current_state())

    async def _project_state(self) -> State:
        return _without_docstrings(await super()._project_state())


def _without_docstrings(state: State) -> State:
    for model in state.models.values():
        model.options.pop("table_description", None)
    return state
