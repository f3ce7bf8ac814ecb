"""What every soak measures: how long a post takes to be heard, how long a process works, and what it holds."""

import os
import time
from collections.abc import Awaitable, Callable
from math import ceil
from pathlib import Path
from uuid import uuid4

from tests.journeys.clients import Ears
from tests.journeys.documents import POST
from tests.services.town import Desk, Job, collect


async def seconds_until_heard(ears: Ears, desk: Desk, job: Job, body: str) -> float:
    """From the moment that posting began."""
    began = time.monotonic()
    payload = await desk.do(POST, threadId=job.thread, body=body, clientMessageId=uuid4().hex)
    assert payload["errors"] == []
    await collect(ears, body)
    return time.monotonic() - began


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    began = time.monotonic()
    await work()
    return time.monotonic() - began


def percentile(values: list[float], part: int) -> float:
    """The smallest of the values that so many in a hundred are at most."""
    return sorted(values)[max(ceil(len(values) * part / 100), 1) - 1]


def memory_of(pid: int) -> int:
    """Bytes that a process holds."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    [line] = [line for line in lines if line.startswith("VmRSS:")]
    return int(line.split()[1]) * 1024


def processor_seconds(pid: int) -> float:
    """How long a process has worked; says more than a clock where others work on the same machine."""
    figures = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(figures[11]) + int(figures[12])) / os.sysconf("SC_CLK_TCK")
