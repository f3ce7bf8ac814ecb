"""What is finished though nobody waits for it: acts whose client is gone, and work that comes after its answer."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog

log = structlog.get_logger(__name__)

T = TypeVar("T")

_running: set[asyncio.Task[Any]] = set()


async def undisturbed(work: Coroutine[Any, Any, T]) -> T:
    """What the work gives. It goes on when whoever waits for it is cancelled."""
    return await asyncio.shield(_begin(work))


def afterwards(work: Coroutine[Any, Any, None]) -> None:
    """Do this without letting anybody wait. That it failed is in the log alone."""
    _begin(work).add_done_callback(_tell_of_failure)


async def finish_acts() -> None:
    """Wait for all that is still running."""
    while _running:
        await asyncio.wait(_running)


async def break_off_acts() -> None:
    """Let the database undo what is still running; a statement that waits there would otherwise be made after all."""
    for task in _running:
        task.cancel()
    await finish_acts()


def _begin(work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    task = asyncio.create_task(work)
    _running.add(task)
    task.add_done_callback(_running.discard)
    return task


def _tell_of_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("failed after its answer", exc_info=error)
