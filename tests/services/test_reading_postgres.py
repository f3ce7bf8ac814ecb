"""On PostgreSQL too a statement that is written once finds what Tortoise would have found, in lists of any length."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.transactions import in_transaction

from auth.access import visible_incidents
from auth.doors import lock
from models import IncidentStatus
from models.database import connected
from models.prepared import statement_for
from models.written_queries import written_out
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


async def test_lists_of_any_length_but_one_have_one_statement(people: tuple[Cast, Cast]) -> None:
    cast, _ = people
    ids = [(await reported(cast, title)).id for title in ("Een", "Twee", "Drie")]
    rows = visible_incidents(cast.as_anna)

    assert statement_for(rows.filter(id__in=ids[:2]), []) is statement_for(rows.filter(id__in=ids), [])
    assert statement_for(rows.filter(id__in=ids[:1]), []) is statement_for(rows.filter(id__in=ids[1:2]), [])
    assert {row.id for row in await rows.filter(id__in=ids)} == {*ids}
    assert {row.id for row in await rows.filter(id__in=ids[:1])} == {ids[0]}
    assert [row.id for row in await rows.filter(id__not_in=ids[:2])] == [ids[2]]
    assert {row.id for row in await rows.filter(id__not_in=ids[:1])} == {*ids[1:]}
    as_long, longer = list[Any](), list[Any]()
    statement_for(rows.filter(id__in=ids), as_long)
    statement_for(rows.filter(id__in=[uuid4() for _ in range(12)]), longer)
    assert [len(each[-1]) for each in (as_long, longer)] == [10, 12]  # no shorter than PostgreSQL plans for
    assert await rows.filter(id__in=[]) == []


async def test_what_is_never_another_is_written_out_so_that_one_plan_knows_it(people: tuple[Cast, Cast]) -> None:
    cast, _ = people
    await reported(cast)
    is_open = [IncidentStatus.REPORTED, IncidentStatus.IN_PROGRESS]
    rows = visible_incidents(cast.as_anna).filter(status__in=is_open, shared_with_reporter=True)

    written = written_out(rows, None)

    assert written is not None
    sql, places, _ = written
    assert """"status" IN ('REPORTED','IN_PROGRESS')""" in sql
    assert '"shared_with_reporter"=true' in sql
    assert places == [(0, None)]
    assert [row.status for row in await rows] == [IncidentStatus.REPORTED]
    assert await rows.filter(shared_with_reporter=False) == []


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
