"""On PostgreSQL too a change that is written once does what Tortoise would do; and what a post costs there."""

from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import uuid4

import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.connection import get_connection

from models import Incident
from models.database import connected
from resolvers.messages import post_message
from tests import changing, joining
from tests.cast import Cast, make_cast, reported


@pytest.fixture
async def cast(postgres_url: str) -> AsyncIterator[Cast]:
    """On one connection, so that whoever listens to it hears all."""
    EXECUTOR_CACHE.clear()
    separator = "&" if "?" in postgres_url else "?"
    async with connected(f"{postgres_url}{separator}minsize=1&maxsize=1"):
        yield await make_cast(f"A{uuid4().hex[:6]}")
    EXECUTOR_CACHE.clear()


@pytest.mark.parametrize("holds", [*changing.RULES, *joining.RULES])
async def test_changes(cast: Cast, holds: Callable[[Cast], Awaitable[None]]) -> None:
    await holds(cast)


async def test_a_post_costs_three_statements_after_the_sign_in(cast: Cast) -> None:
    """Its subject, its onlookers, and all that it changes."""
    incident = await reported(cast)
    await post_message(cast.as_anna, thread_id=incident.thread_id, body="Eerste", client_message_id="1")
    heard: list[str] = []

    async with get_connection("default").acquire_connection() as connection:
        connection.add_query_logger(lambda statement: heard.append(statement.query))
    await post_message(cast.as_anna, thread_id=incident.thread_id, body="Tweede", client_message_id="2")
    for _ in range(2):
        await Incident.exists()  # what was said before the last is heard by then

    said = [statement.split()[0].rstrip(";") for statement in heard]
    assert said[:4] == ["SELECT", "SELECT", "WITH", "SELECT"]
