"""A town of any size in a database, made by PostgreSQL itself; see town.sql."""

from pathlib import Path
from random import Random
from uuid import UUID

import asyncpg

from bench import words
from models.tallying import POSTGRESQL_ROW, counted
from models.waiting import FILL

SCRIPT = Path(__file__).with_name("town.sql")
LARGE = ("incident", "sub_incident", "thread", "message", "read_mark", "contact")
EACH_OTHER = 20  # the organisation beside it is a twentieth as large
SECONDARY = """
    SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made_by FROM pg_index i
    WHERE i.indrelid = ANY ($1::regclass[])
    AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""


def made(kind: int, number: int, part: int = 0) -> UUID:
    """The id that the script gives."""
    return UUID(f"{number:08x}-{kind:04x}-7000-8000-{part:012x}")


ORGANISATION = made(1, 1)
READER, NEWCOMER = made(2, 1, 0), made(2, 1, 20)  # who has read nearly all that is open, and who read nothing
TENANT_ACCOUNT, CONTRACTOR_ACCOUNT = made(13, 1, 1), made(13, 1, 0)
LONG, SHORT = 1, 2  # the incidents with a thread of 50,000 messages, and of 50
LONG_LINK, SHORT_LINK = made(19, LONG), made(19, SHORT)


async def fill(url: str, incidents: int) -> None:
    """Into a database with tables and no rows. Indexes are made once the rows are there, which is much faster."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SET session_replication_role = replica; SET maintenance_work_mem = '1GB'")
        indexes = await connection.fetch(SECONDARY, list(LARGE))
        for index in indexes:
            await connection.execute(f"DROP INDEX {index['name']}")
        await _give(connection, incidents)
        await connection.execute(SCRIPT.read_text())
        for statement in [*counted(POSTGRESQL_ROW), FILL]:
            await connection.execute(statement)
        for index in indexes:
            await connection.execute(index["made_by"])
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


async def _give(connection: asyncpg.Connection, incidents: int) -> None:
    """What the script reads: how large the town is, and what is said in it."""
    lot = Random(42)  # noqa: S311 - the same town every time
    tables: dict[str, tuple[str, list[tuple[object, ...]]]] = {
        "town": (
            "organisation int, before int, incidents int",
            [(1, 0, incidents), (2, incidents, max(incidents // EACH_OTHER, 100))],
        ),
        "people": ("place int, name text", [(place, words.name(lot)) for place in range(1000)]),
        "streets": ("place int, name text", list(enumerate(words.STREETS))),
        "cities": ("place int, name text", list(enumerate(words.CITIES))),
        "defects": ("place int, title text, description text", [(each, *words.defect(lot)) for each in range(100)]),
        "sayings": ("place int, body text", [(place, words.saying(lot)) for place in range(5000)]),
    }
    for name, (columns, records) in tables.items():
        await connection.execute(f"CREATE TEMP TABLE {name} ({columns})")
        await connection.copy_records_to_table(name, records=records, schema_name="pg_temp")
