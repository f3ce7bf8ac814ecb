"""What a page of a very long thread reads: no more of its messages than stand on the page, whatever plan is kept."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bench.growth.asking import Asked, asking
from bench.growth.filling import fill

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]

MOST_READ = 100  # of a page of 50: one more, and the notes between those that a contact reads
PAGES = ["long thread", "long thread, earlier", "long history", "guest, long thread"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(postgres_url: str) -> AsyncIterator[Asked]:
    await fill(postgres_url, incidents=1_000)
    async with asking(postgres_url) as asked:
        yield asked


@pytest.mark.parametrize("mode", ["force_custom_plan", "force_generic_plan"])
@pytest.mark.parametrize("name", PAGES)
async def test_no_more_messages_are_read_than_stand_on_the_page(asked: Asked, name: str, mode: str) -> None:
    [page] = [page for page in asked.pages if page.name == name]
    await asked.cost(page, rounds=1)

    plans = [await asked.plan(statement, mode) for statement in await asked.statements(page)]

    read = [int(rows) for plan in plans for rows in re.findall(r"\bon message.*? rows=(\d+) loops", plan)]
    assert read
    assert [rows for rows in read if rows > MOST_READ] == []
    assert [plan for plan in plans if "Seq Scan on message " in plan] == []
