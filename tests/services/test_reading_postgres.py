"""On PostgreSQL too a statement that is written once finds what Tortoise would have found, in lists of any length."""

from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.transactions import in_transaction

from auth.access import visible_incidents
from auth.doors import lock
from models.database import connected
from models.prepared import statement_for
from tests.cast import Cast, make_cast, reported
from tests.reading import a_page_of_each_is_as_each_by_itself, every_door_opens_alike


@pytest.fixture
async def people(postgres_url: str) -> AsyncIterator[tuple[Cast, Cast]]:
    """Two organisations of the test's own."""
    EXECUTOR_CACHE.clear()
    async with connected(postgres_url):
        yield await make_cast(f"A{uuid4().hex[:6]}"), await make_cast(f"B{uuid4().hex[:6]}")
    EXECUTOR_CACHE.clear()


async def test_every_door_opens_on_the_same_rows(people: tuple[Cast, Cast]) -> None:
    await every_door_opens_alike(*people)


async def test_lists_of_any_length_have_one_statement(people: tuple[Cast, Cast]) -> None:
    cast, _ = people
    ids = [(await reported(cast, title)).id for title in ("Een", "Twee", "Drie")]
    rows = visible_incidents(cast.as_anna)

    assert statement_for(rows.filter(id__in=ids[:1]), []) is statement_for(rows.filter(id__in=ids), [])
    assert {row.id for row in await rows.filter(id__in=ids)} == {*ids}
    assert {row.id for row in await rows.filter(id__in=ids[:1])} == {ids[0]}
    assert [row.id for row in await rows.filter(id__not_in=ids[:2])] == [ids[2]]
    assert await rows.filter(id__in=[]) == []


async def test_a_page_of_each_of_several_lists_is_as_each_by_itself(people: tuple[Cast, Cast]) -> None:
    await a_page_of_each_is_as_each_by_itself(people[0])


async def test_a_row_that_is_locked_is_locked_each_time(people: tuple[Cast, Cast], postgres_url: str) -> None:
    one, other = await reported(people[0], "Een"), await reported(people[0], "Twee")
    free = "SELECT id FROM incident WHERE id = ANY($1) FOR UPDATE SKIP LOCKED"
    onlooker = await asyncpg.connect(postgres_url)
    try:
        for incident, left in ((one, other), (other, one)):
            async with in_transaction():
                await lock(incident)
                assert [row["id"] for row in await onlooker.fetch(free, [one.id, other.id])] == [left.id]
    finally:
        await onlooker.close()
