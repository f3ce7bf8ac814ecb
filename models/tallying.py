"""What keeps `thread.is_open` and the tallies of threads: triggers, so that who changes a row changes these with it.

On PostgreSQL a mark waits for whoever is adding to its thread, or closing it: both take the lock of the thread's row.
What a thread changes is written before it does, and what a mark changes at the end of the statement: one statement may
change a thread and then a mark in it, and each has to find the other as it is between the two.
"""

from collections.abc import Callable

from tortoise.backends.base.client import BaseDBAsyncClient

from models.partial_indexes import IS_OPEN
from models.triggers import postgresql_function, postgresql_trigger, sqlite_trigger
from models.written_sql import WrittenSql

# Columns that Tortoise fills in, for rows that it does not make.
POSTGRESQL_ROW = "gen_random_uuid(), now()"
SQLITE_ROW = (
    "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' ||"
    " substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))), strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')"
)
ENTER = "INSERT INTO thread_tally (id, created_at, organisation_id, employee_id, amount) SELECT {row},"

THREADS_OF_HEAD = f"""
    UPDATE thread SET is_open = (NEW.{IS_OPEN}) WHERE is_open <> (NEW.{IS_OPEN})
    AND id IN (SELECT NEW.thread_id UNION ALL SELECT thread_id FROM sub_incident WHERE incident_id = NEW.id)
"""
THREAD_OF_SIDE = f"""
    UPDATE thread SET is_open = true WHERE id = NEW.thread_id AND NOT is_open
    AND EXISTS (SELECT 1 FROM incident WHERE id = NEW.incident_id AND {IS_OPEN})
"""


class KeepThreadTallies(WrittenSql):
    def __init__(self) -> None:
        super().__init__("Keep tallies of threads", keep_thread_tallies)


async def keep_thread_tallies(connection: BaseDBAsyncClient) -> None:
    """Once per database, after its tables: for the rows that are there, and then for whatever comes."""
    is_postgresql = connection.capabilities.dialect == "postgres"
    filling = counted(POSTGRESQL_ROW if is_postgresql else SQLITE_ROW)
    for statement in [*filling, *(POSTGRESQL if is_postgresql else SQLITE)]:
        await connection.execute_query(statement)


class TallyThreadsFirst(WrittenSql):
    def __init__(self) -> None:
        super().__init__("Tally a thread before it changes", tally_threads_first)


async def tally_threads_first(connection: BaseDBAsyncClient) -> None:
    """For databases in which what a thread changes was written at the end of the statement."""
    if connection.capabilities.dialect == "postgres":
        for statement in ["DROP TRIGGER tally_thread ON thread", "DROP FUNCTION tally_thread", *TALLY_THREAD]:
            await connection.execute_query(statement)


def counted(row: str) -> list[str]:
    """What the triggers would have written of the rows that are there."""
    enter = ENTER.format(row=row)
    return [
        f"""UPDATE thread SET is_open = true WHERE id IN (
            SELECT thread_id FROM incident WHERE {IS_OPEN} UNION ALL
            SELECT thread_id FROM sub_incident WHERE incident_id IN (SELECT id FROM incident WHERE {IS_OPEN}))""",
        f"""{enter} organisation_id, NULL, amount FROM (
            SELECT organisation_id, count(*) AS amount FROM thread WHERE is_open AND last_seq > 0
            GROUP BY organisation_id) AS each""",
        f"""{enter} organisation_id, employee_id, amount FROM (
            SELECT thread.organisation_id, employee_id, count(*) AS amount
            FROM read_mark JOIN thread ON thread.id = thread_id
            WHERE employee_id IS NOT NULL AND is_open AND last_seq > 0 AND seq >= last_seq
            GROUP BY thread.organisation_id, employee_id) AS each""",
    ]


def _thread_changed(row: str, number: Callable[[str], str]) -> list[str]:
    enter = ENTER.format(row=row)
    after = number("NEW.is_open AND NEW.last_seq > 0")
    before = number("OLD.is_open AND OLD.last_seq > 0")
    read_after = number("NEW.is_open AND NEW.last_seq > 0 AND seq >= NEW.last_seq")
    read_before = number("OLD.is_open AND OLD.last_seq > 0 AND seq >= OLD.last_seq")
    return [
        f"{enter} NEW.organisation_id, NULL, {after} - {before} WHERE {after} <> {before}",
        f"""{enter} NEW.organisation_id, employee_id, {read_after} - {read_before} FROM read_mark
            WHERE thread_id = NEW.id AND employee_id IS NOT NULL AND {read_after} <> {read_before}""",
    ]


def _mark_moved(row: str, number: Callable[[str], str], before: str) -> str:
    """`before`: how far it had read."""
    read, had_read = number("NEW.seq >= last_seq"), number(f"{before} >= last_seq")
    return f"""{ENTER.format(row=row)} organisation_id, NEW.employee_id, {read} - {had_read} FROM thread
        WHERE id = NEW.thread_id AND is_open AND last_seq > 0 AND {read} <> {had_read}"""


def _as_postgresql(condition: str) -> str:
    return f"({condition})::int"


def _as_sqlite(condition: str) -> str:
    return f"({condition})"


THREAD_CHANGES, MARK_MOVES = "UPDATE OF last_seq, is_open ON thread", "UPDATE OF seq ON read_mark"
CHANGED = "NEW.last_seq <> OLD.last_seq OR NEW.is_open <> OLD.is_open"
HOLD_THREAD = "PERFORM 1 FROM thread WHERE id = NEW.thread_id FOR SHARE"
OF_EMPLOYEE = "NEW.employee_id IS NOT NULL"
TALLY_THREAD = [
    postgresql_function("tally_thread", *_thread_changed(POSTGRESQL_ROW, _as_postgresql)),
    postgresql_trigger("tally_thread", f"BEFORE {THREAD_CHANGES}", CHANGED),
]
POSTGRESQL = [
    postgresql_function("open_threads_of_head", THREADS_OF_HEAD),
    postgresql_trigger("open_threads_of_head", "AFTER INSERT OR UPDATE OF status ON incident"),
    postgresql_function("open_thread_of_side", THREAD_OF_SIDE),
    postgresql_trigger("open_thread_of_side", "AFTER INSERT ON sub_incident"),
    *TALLY_THREAD,
    postgresql_function("tally_new_mark", HOLD_THREAD, _mark_moved(POSTGRESQL_ROW, _as_postgresql, "0")),
    postgresql_trigger("tally_new_mark", "AFTER INSERT ON read_mark", OF_EMPLOYEE),
    postgresql_function("tally_mark", HOLD_THREAD, _mark_moved(POSTGRESQL_ROW, _as_postgresql, "OLD.seq")),
    postgresql_trigger("tally_mark", f"AFTER {MARK_MOVES}", OF_EMPLOYEE),
]
SQLITE = [
    sqlite_trigger("open_threads_of_new_head", "INSERT ON incident", THREADS_OF_HEAD),
    sqlite_trigger("open_threads_of_head", "UPDATE OF status ON incident", THREADS_OF_HEAD),
    sqlite_trigger("open_thread_of_side", "INSERT ON sub_incident", THREAD_OF_SIDE),
    sqlite_trigger("tally_thread", THREAD_CHANGES, *_thread_changed(SQLITE_ROW, _as_sqlite), when=CHANGED),
    sqlite_trigger("tally_new_mark", "INSERT ON read_mark", _mark_moved(SQLITE_ROW, _as_sqlite, "0"), when=OF_EMPLOYEE),
    sqlite_trigger("tally_mark", MARK_MOVES, _mark_moved(SQLITE_ROW, _as_sqlite, "OLD.seq"), when=OF_EMPLOYEE),
]
