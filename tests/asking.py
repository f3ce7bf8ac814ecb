"""Asking the API in-process, as a viewer, with the schema that this viewer has."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import orjson
from starlette.responses import Response
from strawberry.types import ExecutionResult

from auth.viewer import Viewer
from schema.api import schema_of
from schema.audience import AudienceSchema
from schema.context import Context, House

HANGS_SECONDS = 60  # the largest documents take seconds to validate, and longer on a busy machine


async def answer(viewer: Viewer, house: House, document: str, **variables: Any) -> ExecutionResult:
    """What the API answers, errors and all."""
    return await answer_of(schema_of(viewer), viewer, house, document, variables)


async def answer_of(
    schema: AudienceSchema, viewer: Viewer, house: House, document: str, variables: dict[str, Any]
) -> ExecutionResult:
    """The same, of one schema."""
    context = Context(viewer=viewer, house=house, address="127.0.0.1", response=Response())
    return await schema.execute(document, variable_values=variables, context_value=context)


async def ask(viewer: Viewer, house: House, document: str, **variables: Any) -> dict[str, Any]:
    """The data of an answer that has no errors."""
    result = await answer(viewer, house, document, **variables)
    assert not result.errors, result.errors
    assert result.data is not None
    return result.data


class Heard:
    """What a subscription pushed: await `next()` for the next event. At its end, `next` gives the error."""

    def __init__(self) -> None:
        self.takes, self.past_the_library = True, 0
        self._queue: asyncio.Queue[ExecutionResult | None] = asyncio.Queue()

    def put(self, result: ExecutionResult | None) -> None:
        self._queue.put_nowait(result)

    def write(self, payload: bytes) -> bool:
        """As a socket takes what is sent past the library, while it can."""
        if self.takes:
            self.put(ExecutionResult(errors=None, **orjson.loads(payload)))
            self.past_the_library += 1
        return self.takes

    async def next(self) -> dict[str, Any]:
        result = await self.result()
        assert result is not None, "the stream has ended"
        assert not result.errors, result.errors
        assert result.data is not None
        return result.data

    async def result(self) -> ExecutionResult | None:
        """The next result whatever it is; None when the stream has ended."""
        async with asyncio.timeout(HANGS_SECONDS):
            return await self._queue.get()


@asynccontextmanager
async def following(viewer: Viewer, house: House, document: str, **variables: Any) -> AsyncIterator[Heard]:
    """A subscription for as long as the block runs. It listens before the block begins.

    What others are told too comes past the library, as on a socket.
    """
    heard = Heard()
    async with _listening(heard, heard.write, viewer, house, document, variables):
        yield heard


@asynccontextmanager
async def following_alone(viewer: Viewer, house: House, document: str, **variables: Any) -> AsyncIterator[Heard]:
    """The same, and all of it comes through the library."""
    heard = Heard()
    async with _listening(heard, None, viewer, house, document, variables):
        yield heard


@asynccontextmanager
async def _listening(
    heard: Heard,
    write: Callable[[bytes], bool] | None,
    viewer: Viewer,
    house: House,
    document: str,
    variables: dict[str, Any],
) -> AsyncIterator[None]:
    idle_before = house.feed.idle_watchers
    context = Context(viewer=viewer, house=house, address="127.0.0.1", response=Response(), write=write)
    stream = await schema_of(viewer).stream(document, variable_values=variables, context_value=context)

    async def listen() -> None:
        try:
            async for result in stream:
                assert isinstance(result, ExecutionResult)
                heard.put(result)
        finally:
            heard.put(None)

    task = asyncio.create_task(listen())
    try:
        async with asyncio.timeout(HANGS_SECONDS):
            while not task.done() and house.feed.idle_watchers == idle_before:
                await asyncio.sleep(0)
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
