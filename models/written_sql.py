"""Steps of migrations that are written out as SQL, each for the database at hand."""

from collections.abc import Awaitable, Callable

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.migrations.operations import RunSQL
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State


class WrittenSql(RunSQL):
    """Written-out SQL that adds; with triggers, whose semicolons Tortoise would cut at."""

    def __init__(self, description: str, write: Callable[[BaseDBAsyncClient], Awaitable[None]]) -> None:
        super().__init__(RunSQL.noop)
        self._description = description
        self._write = write

    def describe(self) -> str:
        return self._description

    async def database_forward(
        self,
        app_label: str,  # noqa: ARG002
        old_state: State,  # noqa: ARG002
        new_state: State,  # noqa: ARG002
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        if state_editor is not None:
            await self._write(state_editor.client)
