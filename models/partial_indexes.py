"""Indexes of a part of a table: what is open, among all that ever was; and what happened, among all that was said."""

from pypika_tortoise.context import SqlContext
from pypika_tortoise.terms import Criterion
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import ResolveContext
from tortoise.query_utils import QueryModifier

from models.conditions import Condition
from models.incident import INCIDENT_MOVES
from models.written_sql import WrittenSql

# The indexes hold these states: who changes which are open makes them anew in a migration.
OPEN_STATES = ", ".join(f"'{state}'" for state in INCIDENT_MOVES.open_states())
IS_OPEN = f"status IN ({OPEN_STATES})"
# The same in the words in which PostgreSQL keeps it, so that what comes back from a backup reads as what went into it.
IS_OPEN_IN_POSTGRESQL = f"status::text = ANY (ARRAY[{OPEN_STATES}])"
PARTIAL_INDEXES = {
    "open_incident_activity": "incident (organisation_id, last_activity_at, id) WHERE {is_open}",
    "open_incident_reported": "incident (organisation_id, reported_at, id) WHERE {is_open}",
    "open_incident_priority": "incident (organisation_id, priority, last_activity_at, id) WHERE {is_open}",
    "unassigned_incident": "incident (organisation_id, last_activity_at, id) WHERE {is_open} AND handler_id IS NULL",
    "message_event": "message (thread_id, created_at, id) WHERE event IS NOT NULL",
}


class AmongOpen(Condition):
    """That an incident is open, in the words of the indexes: PostgreSQL uses these only where a statement says so."""

    __slots__ = ()

    def resolve(self, resolve_context: ResolveContext) -> QueryModifier:  # noqa: ARG002
        return QueryModifier(where_criterion=_AmongOpen())


class _AmongOpen(Criterion):
    def get_sql(self, ctx: SqlContext) -> str:  # noqa: ARG002
        return f'"incident".{IS_OPEN}'


class MakePartialIndexes(WrittenSql):
    def __init__(self) -> None:
        super().__init__("Make partial indexes", make_partial_indexes)


async def make_partial_indexes(connection: BaseDBAsyncClient) -> None:
    """Once per database, after its tables."""
    is_open = IS_OPEN_IN_POSTGRESQL if connection.capabilities.dialect == "postgres" else IS_OPEN
    for name, index in PARTIAL_INDEXES.items():
        await connection.execute_query(f'CREATE INDEX "{name}" ON {index.format(is_open=is_open)}')
