"""Somebody who follows for days: what was pushed is let go."""

import gc
from collections.abc import Iterator

import pytest

from models import SubIncident
from settings import get_settings
from tests.cast import given_to, reported, says
from tests.journeys.documents import EMPTY_CURSOR
from tests.schema.conftest import Portal
from tests.schema.service import Wire, socket_to

FOLLOW = """subscription ($thread: ID!, $after: String) { messageAdded(threadId: $thread, after: $after) {
  message { body author { displayName } } } }"""
MESSAGES = 10


@pytest.fixture(params=["true", "false"])
def plans(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Answers by plans, or by graphql-core alone, which does what no plan can."""
    monkeypatch.setenv("HUISMEESTER_PLANS", request.param)
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


async def test_of_what_was_pushed_the_library_keeps_nothing(plans: None, portal: Portal) -> None:
    order = await given_to(portal.cast, portal.cast.piet, await reported(portal.cast))

    async with socket_to(portal.app) as wire:
        await wire.begin(portal.anna)
        wire.subscribe("1", FOLLOW, thread=f"thr_{order.thread_id.hex}", after=EMPTY_CURSOR)
        await wire.next()
        early = await objects_after_hearing(portal, order, wire, range(MESSAGES))
        late = await objects_after_hearing(portal, order, wire, range(MESSAGES, MESSAGES * 2))

    assert late <= early


async def objects_after_hearing(portal: Portal, order: SubIncident, wire: Wire, numbers: range) -> int:
    """How many objects of graphql-core there are after these messages."""
    for number in numbers:
        await says(portal.cast.as_anna, order, str(number))
        assert (await wire.next())["payload"]["data"]["messageAdded"]["message"]["body"] == str(number)
    gc.collect()
    return sum(str(type(each).__module__).startswith("graphql.") for each in gc.get_objects())
