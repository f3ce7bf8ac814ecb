"""What processes use: time of the processor, and memory."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import asyncpg

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pids: Iterable[int]) -> dict[int, float]:
    """Of all threads of each of these processes, so far; those that are gone are left out."""
    used = {}
    for pid in pids:
        with suppress(FileNotFoundError, ProcessLookupError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            used[pid] = (int(fields[11]) + int(fields[12])) / TICKS
    return used


def used_between(before: dict[int, float], after: dict[int, float]) -> float:
    """Seconds that processes used which were there at both times."""
    return sum(after[pid] - before[pid] for pid in before.keys() & after.keys())


async def backends_on(database_url: str, core: int) -> list[int]:
    """The processes of PostgreSQL that serve this database, put on a core where that is allowed."""
    connection = await asyncpg.connect(database_url)
    try:
        rows = await connection.fetch("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
    finally:
        await connection.close()
    pids = [row["pid"] for row in rows]
    for pid in pids:
        with suppress(PermissionError, ProcessLookupError):
            os.sched_setaffinity(pid, {core})
    return pids
