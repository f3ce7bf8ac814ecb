"""Connections go from hand to hand, and nobody gets one on which something was left undone."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
from tortoise.connection import get_connection
from tortoise.exceptions import OperationalError
from tortoise.transactions import in_transaction

from models import Organisation
from models.database import connected, pool_state


@pytest.fixture
async def two_connections(postgres_url: str) -> AsyncIterator[None]:
    separator = "&" if "?" in postgres_url else "?"
    async with connected(f"{postgres_url}{separator}minsize=1&maxsize=2"):
        yield


pytestmark = pytest.mark.usefixtures("two_connections")


async def test_many_more_ask_than_there_are_connections() -> None:
    async def read_and_write(number: int) -> int:
        await Organisation.all().limit(1)
        async with in_transaction():
            _, [row] = await get_connection("default").execute_query("SELECT $1::int AS number", [number])
        return int(row["number"])

    answers = await asyncio.gather(*(read_and_write(number) for number in range(40)))

    assert answers == [*range(40)]
    assert pool_state() == {"busy": 0, "idle": 2, "most": 2}


async def test_a_statement_that_was_broken_off_leaves_nothing_to_who_comes_next() -> None:
    database = get_connection("default")
    for _ in range(4):
        sleeping = asyncio.create_task(database.execute_query("SELECT pg_sleep(60)"))
        await _until(
            "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"
        )
        sleeping.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sleeping

    assert await Organisation.filter(slug=uuid4().hex) == []
    assert pool_state()["busy"] == 0


async def test_a_statement_that_fails_costs_no_connection() -> None:
    for _ in range(4):
        with pytest.raises(OperationalError):
            await get_connection("default").execute_query("SELECT nothing_of_the_kind")

    assert await Organisation.filter(slug=uuid4().hex) == []
    assert pool_state()["busy"] == 0


async def test_a_transaction_that_fails_is_not_passed_on() -> None:
    slug = uuid4().hex

    with pytest.raises(ValueError, match="changed"):
        await _change_ones_mind(slug)

    assert await asyncio.gather(*(Organisation.filter(slug=slug) for _ in range(4))) == [[], [], [], []]


async def test_a_transaction_in_which_a_statement_failed_leaves_nothing_to_who_comes_next() -> None:
    slug = uuid4().hex
    for _ in range(4):
        async with in_transaction() as transaction:
            await Organisation.create(name="Weg", slug=slug)
            with pytest.raises(OperationalError):
                await transaction.execute_query("SELECT nothing_of_the_kind")

    assert await asyncio.gather(*(Organisation.filter(slug=slug) for _ in range(4))) == [[], [], [], []]
    assert pool_state()["busy"] == 0


async def test_a_transaction_is_broken_off_and_its_connection_is_clean() -> None:
    slug = uuid4().hex

    async def for_ever(has_begun: asyncio.Event) -> None:
        async with in_transaction():
            await Organisation.create(name="Weg", slug=slug)
            has_begun.set()
            await asyncio.Event().wait()

    for _ in range(4):
        has_begun = asyncio.Event()
        task = asyncio.create_task(for_ever(has_begun))
        await has_begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    assert await asyncio.gather(*(Organisation.filter(slug=slug) for _ in range(4))) == [[], [], [], []]
    assert pool_state()["busy"] == 0


async def _change_ones_mind(slug: str) -> None:
    async with in_transaction():
        await Organisation.create(name="Weg", slug=slug)
        raise ValueError("changed my mind")


async def test_a_connection_that_the_server_closed_is_replaced(postgres_url: str) -> None:
    await asyncio.gather(*(Organisation.all().limit(1) for _ in range(4)))
    outside = await asyncpg.connect(postgres_url)
    await outside.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await outside.close()

    assert await asyncio.gather(*(Organisation.filter(slug=uuid4().hex) for _ in range(4))) == [[], [], [], []]


async def _until(condition: str) -> None:
    """The server says so itself, on another connection than the one that it is about."""
    async with asyncio.timeout(20):
        while not (await get_connection("default").execute_query(condition))[1][0][0]:
            pass
