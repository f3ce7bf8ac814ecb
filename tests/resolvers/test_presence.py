"""Who is in a thread: whoever follows it, seen by those who may know of them, and gone when they are."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
import time_machine

import clock
from auth.viewer import Viewer
from files.store import FileStore
from models import Contact, Employee, Incident, Ownership, Presence, SubIncident
from resolvers.housekeeping import tidy_up
from resolvers.presence import HERE_FOR, company_in, everybody_leaves, here
from resolvers.readers import follow_thread
from resolvers.writing import set_typing
from schema.context import House
from tests.cast import Cast, by_account, given_to, reported, says, tasked, through_link
from tests.company import present_in, typing_in
from tests.silence import everything
from tests.statements import counted


@pytest.fixture
async def order(cast: Cast) -> SubIncident:
    return await given_to(cast, cast.piet, await reported(cast))


@asynccontextmanager
async def looking(viewer: Viewer, subject: Incident | SubIncident, house: House) -> AsyncIterator[None]:
    """The viewer has the thread open for as long as the block runs."""
    followed = follow_thread(viewer, house.feed, thread_id=subject.thread_id)
    await anext(followed)
    yield
    await followed.aclose()


async def left_behind(subject: SubIncident, person: Employee | Contact) -> Presence:
    """Somebody who was there in a process that died."""
    who = {"employee": person} if isinstance(person, Employee) else {"contact": person}
    return await Presence.create(thread_id=subject.thread_id, until=clock.now() + HERE_FOR, **who)


async def test_who_follows_a_thread_is_in_it_for_the_others_until_it_ends(
    cast: Cast, order: SubIncident, house: House
) -> None:
    piet = await through_link(cast.piet, order)

    async with looking(piet, order, house), looking(cast.as_anna, order, house):
        assert await present_in(order.thread_id, cast.as_bas) == ["Anna de Vries", "Piet Loods"]
        assert await present_in(order.thread_id, cast.as_anna) == ["Piet Loods"]
        assert await present_in(order.thread_id, piet) == ["Anna de Vries"]

    assert await present_in(order.thread_id, cast.as_bas) == []
    assert await Presence.all().count() == 0


async def test_who_has_two_windows_is_there_once_and_stays_until_both_are_closed(
    cast: Cast, order: SubIncident, house: House
) -> None:
    piet = await through_link(cast.piet, order)

    async with looking(piet, order, house):
        async with looking(piet, order, house):
            assert await present_in(order.thread_id, cast.as_anna) == ["Piet Loods"]
        assert await present_in(order.thread_id, cast.as_anna) == ["Piet Loods"]
    assert await present_in(order.thread_id, cast.as_anna) == []


async def test_a_contact_does_not_learn_of_a_colleague_who_only_looks(
    cast: Cast, order: SubIncident, house: House
) -> None:
    piet = await through_link(cast.piet, order)

    async with looking(cast.as_bas, order, house):
        only_looks = await present_in(order.thread_id, piet)
        await says(cast.as_bas, order, "Hier Bas")
        takes_part = await present_in(order.thread_id, piet)

    assert (only_looks, takes_part) == ([], ["Bas Bakker"])


async def test_a_colleague_who_wrote_but_a_note_only_looks(cast: Cast, order: SubIncident, house: House) -> None:
    piet = await through_link(cast.piet, order)
    await says(cast.as_bas, order, "Hij is duur.", kind="NOTE")

    async with looking(cast.as_bas, order, house):
        assert await present_in(order.thread_id, piet) == []


async def test_a_tenant_does_not_learn_that_the_owner_looks_along(cast: Cast, house: House) -> None:
    await Ownership.filter(owner=cast.olga).update(sees_incidents=True)
    incident = await reported(cast)
    tom, olga = await through_link(cast.tom, incident), await by_account(cast.olga)

    async with looking(olga, incident, house), looking(tom, incident, house):
        assert await present_in(incident.thread_id, cast.as_bas) == ["Olga Smit", "Tom Jansen"]
        assert await present_in(incident.thread_id, tom) == []
        assert await present_in(incident.thread_id, olga) == ["Tom Jansen"]


async def test_in_one_thread_nothing_is_seen_of_another(cast: Cast, order: SubIncident, house: House) -> None:
    head = await Incident.get(id=order.incident_id)
    task = await tasked(cast, head, cast.bas)
    piet, tom = await through_link(cast.piet, order), await through_link(cast.tom, head)

    async with looking(cast.as_anna, head, house), looking(cast.as_anna, task, house), looking(tom, head, house):
        threads = [head.thread_id, task.thread_id, order.thread_id]
        assert [await present_in(thread_id, piet) for thread_id in threads] == [[], [], []]
        assert await present_in(head.thread_id, cast.as_bas) == ["Anna de Vries", "Tom Jansen"]
        assert await present_in(order.thread_id, cast.as_bas) == []


async def test_who_may_no_longer_read_a_thread_is_not_in_it(cast: Cast, order: SubIncident) -> None:
    await left_behind(order, cast.piet)
    await left_behind(order, cast.bas)
    before = await present_in(order.thread_id, cast.as_anna)

    await SubIncident.filter(id=order.id).update(party=cast.elin)
    await Employee.filter(id=cast.bas.id).update(deactivated_at=clock.now())

    assert before == ["Bas Bakker", "Piet Loods"]
    assert await present_in(order.thread_id, cast.as_anna) == []


async def test_whom_a_process_left_behind_lapses_and_whoever_follows_hears_so(
    cast: Cast, order: SubIncident, house: House
) -> None:
    await left_behind(order, cast.piet)
    followed = follow_thread(cast.as_anna, house.feed, thread_id=order.thread_id)
    await anext(followed)
    before = await present_in(order.thread_id, cast.as_anna)

    with time_machine.travel(clock.now() + HERE_FOR + timedelta(seconds=1)):
        await anext(followed)
        after = await present_in(order.thread_id, cast.as_anna)
    await followed.aclose()

    assert timedelta(0) < HERE_FOR < timedelta(seconds=60)
    assert (before, after) == (["Piet Loods"], [])


async def test_who_stays_is_said_to_be_there_again_before_it_lapses_even_when_tidied_away(
    cast: Cast, order: SubIncident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resolvers.presence.SAID_AGAIN_SECONDS", 0.01)

    async with here(cast.as_anna, order.thread_id), asyncio.timeout(10):
        first = await Presence.get()
        while (await Presence.get()).until == first.until:
            await asyncio.sleep(0)
        await Presence.filter(id=first.id).delete()
        while not await Presence.exists(id=first.id):
            await asyncio.sleep(0)

    assert await Presence.all().count() == 0


async def test_who_leaves_writes_no_more(cast: Cast, order: SubIncident, house: House) -> None:
    piet = await through_link(cast.piet, order)

    async with looking(piet, order, house):
        await set_typing(piet, thread_id=order.thread_id, is_typing=True)
        writing = await typing_in(order.thread_id, cast.as_anna)

    assert (writing, await typing_in(order.thread_id, cast.as_anna)) == (["Piet Loods"], [])


async def test_a_process_that_stops_takes_everybody_along(cast: Cast, order: SubIncident, house: House) -> None:
    async with looking(cast.as_anna, order, house):
        await everybody_leaves()

        assert await Presence.all().count() == 0


async def test_being_there_is_neither_reading_nor_history(cast: Cast, order: SubIncident, house: House) -> None:
    piet = await through_link(cast.piet, order)
    before = await everything()

    async with looking(piet, order, house):
        during = await everything()

    assert len(during.pop("Presence")) == 1
    assert during == {table: rows for table, rows in before.items() if table != "Presence"}
    assert await everything() == before


async def test_who_lapsed_is_tidied_up(cast: Cast, order: SubIncident) -> None:
    await left_behind(order, cast.piet)

    await tidy_up(FileStore("memory://"))
    kept = await Presence.all().count()
    with time_machine.travel(clock.now() + HERE_FOR + timedelta(seconds=1)):
        await tidy_up(FileStore("memory://"))

    assert (kept, await Presence.all().count()) == (1, 0)


async def test_many_threads_with_nobody_in_them_cost_as_much_as_one(
    cast: Cast, order: SubIncident, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads = [await reported(cast, f"Nummer {number}") for number in range(5)]
    costs = []

    for subjects in (heads[:1], heads):
        with counted(monkeypatch) as statements:
            await company_in(cast.as_anna, subjects)
        costs.append(len(statements))

    assert costs == [2, 2]
