"""Indexes of a part of a table: what is open, among all that ever was; and what happened, among all that was said."""

from tortoise.backends.base.client import BaseDBAsyncClient

from models.incident import INCIDENT_MOVES
from models.written_sql import WrittenSql

# The indexes hold these states: who changes which are open makes them anew in a migration.
IS_OPEN = "status IN ({})".format(", ".join(f"'{state}'" for state in INCIDENT_MOVES.open_states()))
PARTIAL_INDEXES = {
    "open_incident_activity": f"incident (organisation_id, last_activity_at, id) WHERE {IS_OPEN}",
    "open_incident_reported": f"incident (organisation_id, reported_at, id) WHERE {IS_OPEN}",
    "open_incident_priority": f"incident (organisation_id, priority, last_activity_at, id) WHERE {IS_OPEN}",
    "unassigned_incident": f"incident (organisation_id, last_activity_at, id) WHERE {IS_OPEN} AND handler_id IS NULL",
    "message_event": "message (thread_id, created_at, id) WHERE event IS NOT NULL",
}


class MakePartialIndexes(WrittenSql):
    def __init__(self) -> None:
        super().__init__("Make partial indexes", make_partial_indexes)


async def make_partial_indexes(connection: BaseDBAsyncClient) -> None:
    """Once per database, after its tables."""
    for name, index in PARTIAL_INDEXES.items():
        await connection.execute_query(f'CREATE INDEX "{name}" ON {index}')
