"""What an incident waits on: kinds of its open side threads, in columns of the incident, so that an index finds a page.

Triggers keep them, so that who opens or ends a side thread changes its head with it. Acts hold the head by then.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q

from models.sub_incident import MOVES, SubIncidentKind
from models.triggers import postgresql_function, postgresql_trigger, sqlite_trigger
from models.written_sql import WrittenSql

COLUMNS = {
    SubIncidentKind.WORK_ORDER: "waits_on_work_order",
    SubIncidentKind.OWNER_CONSULTATION: "waits_on_consultation",
    SubIncidentKind.INTERNAL_TASK: "waits_on_task",
}


def waits_on(kinds: Iterable[SubIncidentKind]) -> Q:
    """That an incident has an open side thread of one of these kinds."""
    true: list[dict[str, Any]] = [{COLUMNS[kind]: True} for kind in kinds]
    return reduce(or_, [Q(**column) for column in true]) if true else Q(id__isnull=True)


class KeepWaiting(WrittenSql):
    def __init__(self) -> None:
        super().__init__("Keep what incidents wait on", keep_waiting)


async def keep_waiting(connection: BaseDBAsyncClient) -> None:
    """Once per database, after its tables: for the rows that are there, and then for whatever comes."""
    is_postgresql = connection.capabilities.dialect == "postgres"
    for statement in [FILL, *INDEXES, *(POSTGRESQL if is_postgresql else SQLITE)]:
        await connection.execute_query(statement)


def _is_open(row: str, *kinds: SubIncidentKind) -> str:
    """That a side thread is of one of these kinds, and open.

    The triggers hold these states: who changes which are open makes them anew in a migration.
    """
    states = {kind: ", ".join(f"'{state}'" for state in MOVES[kind].open_states()) for kind in kinds}
    return " OR ".join(f"{row}.kind = '{kind}' AND {row}.status IN ({states[kind]})" for kind in kinds)


def _waits(kind: SubIncidentKind) -> str:
    of_head = "SELECT 1 FROM sub_incident side WHERE side.incident_id = incident.id"
    return f"EXISTS ({of_head} AND {_is_open('side', kind)})"


WRITE = f"UPDATE incident SET {', '.join(f'{column} = {_waits(kind)}' for kind, column in COLUMNS.items())}"  # noqa: S608
HEADS = f"SELECT incident_id FROM sub_incident side WHERE {_is_open('side', *COLUMNS)}"  # noqa: S608 - our own names
FILL = f"{WRITE} WHERE id IN ({HEADS})"
WRITE_HEAD = f"{WRITE} WHERE id = NEW.incident_id"
INDEXES = [
    f'CREATE INDEX "incident_{column}" ON incident (organisation_id, last_activity_at, id) WHERE {column}'
    for column in COLUMNS.values()
]
OPENS, TURNS = _is_open("NEW", *COLUMNS), f"({_is_open('OLD', *COLUMNS)}) <> ({_is_open('NEW', *COLUMNS)})"
POSTGRESQL = [
    postgresql_function("head_waits", WRITE_HEAD),
    postgresql_trigger("head_waits", "AFTER INSERT ON sub_incident", OPENS),
    postgresql_trigger("head_waits", "AFTER UPDATE OF status ON sub_incident", TURNS, name="head_waits_on"),
]
SQLITE = [
    sqlite_trigger("head_waits", "INSERT ON sub_incident", WRITE_HEAD, when=OPENS),
    sqlite_trigger("head_waits_on", "UPDATE OF status ON sub_incident", WRITE_HEAD, when=TURNS),
]
