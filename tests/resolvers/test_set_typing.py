"""Saying that one is writing: who hears it, who does not, and how it ends."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import time_machine

import clock
from auth.viewer import Viewer
from errors import ErrorCode, Invalid, NotAllowed, NotFound
from files.store import FileStore
from models import Incident, MessageKind, Ownership, SubIncident, Typing
from realtime import announce
from realtime.events import Subject, Topic
from resolvers.housekeeping import tidy_up
from resolvers.presence import TYPING_FOR
from resolvers.readers import follow_thread
from resolvers.work_orders import decline_work_order
from resolvers.writing import set_typing
from schema.context import House
from tests.cast import Cast, asked, by_account, given_to, reported, says, through_link
from tests.company import typing_in
from tests.silence import nothing_happens


@pytest.fixture
async def order(cast: Cast) -> SubIncident:
    return await given_to(cast, cast.piet, await reported(cast))


@pytest.fixture
async def bells(order: SubIncident) -> AsyncIterator[list[Topic]]:
    """What is rung."""
    rung = _Bells()
    announce.connect(rung)
    yield rung.heard
    announce.connect(None)


class _Bells:
    def __init__(self) -> None:
        self.heard: list[Topic] = []

    def ring(self, topics: list[Topic]) -> None:
        self.heard += topics


async def writes(viewer: Viewer, subject: Incident | SubIncident, kind: MessageKind = MessageKind.POST) -> None:
    await set_typing(viewer, thread_id=subject.thread_id, is_typing=True, kind=kind)


async def stops(viewer: Viewer, subject: Incident | SubIncident) -> None:
    await set_typing(viewer, thread_id=subject.thread_id, is_typing=False)


async def test_who_writes_is_seen_by_the_others_and_not_by_itself(cast: Cast, order: SubIncident) -> None:
    piet = await through_link(cast.piet, order)

    await writes(piet, order)
    await writes(cast.as_anna, order)

    assert await typing_in(order.thread_id, cast.as_bas) == ["Anna de Vries", "Piet Loods"]
    assert await typing_in(order.thread_id, cast.as_anna) == ["Piet Loods"]
    assert await typing_in(order.thread_id, piet) == ["Anna de Vries"]


async def test_a_contact_never_learns_that_a_note_is_written(cast: Cast, order: SubIncident) -> None:
    piet = await through_link(cast.piet, order)

    await writes(cast.as_anna, order, MessageKind.NOTE)

    assert await typing_in(order.thread_id, cast.as_bas) == ["Anna de Vries"]
    assert await typing_in(order.thread_id, piet) == []


async def test_a_message_that_becomes_a_note_is_no_longer_seen_by_the_contact(cast: Cast, order: SubIncident) -> None:
    piet = await through_link(cast.piet, order)
    await writes(cast.as_anna, order)

    await writes(cast.as_anna, order, MessageKind.NOTE)

    assert await typing_in(order.thread_id, piet) == []
    assert await Typing.all().count() == 1


async def test_a_contact_does_not_learn_of_a_colleague_before_there_is_a_message(
    cast: Cast, order: SubIncident
) -> None:
    piet = await through_link(cast.piet, order)
    await writes(cast.as_bas, order)
    before = await typing_in(order.thread_id, piet)

    await says(cast.as_bas, order, "Hier Bas")
    await writes(cast.as_bas, order)

    assert before == []
    assert await typing_in(order.thread_id, piet) == ["Bas Bakker"]


async def test_a_tenant_and_an_owner_who_reads_along_learn_nothing_of_side_threads(
    cast: Cast, order: SubIncident
) -> None:
    await Ownership.filter(owner=cast.olga).update(sees_incidents=True)
    head = await Incident.get(id=order.incident_id)
    tom, olga, piet = (
        await through_link(cast.tom, head),
        await by_account(cast.olga),
        await through_link(cast.piet, order),
    )

    await writes(tom, head)
    await writes(piet, order)
    await writes(cast.as_anna, order)

    assert [await typing_in(order.thread_id, viewer) for viewer in (tom, olga)] == [[], []]
    assert await typing_in(head.thread_id, piet) == []
    assert await typing_in(head.thread_id, olga) == ["Tom Jansen"]


async def test_it_ends_when_said_and_when_posted(cast: Cast, order: SubIncident) -> None:
    piet = await through_link(cast.piet, order)

    await writes(piet, order)
    await stops(piet, order)
    stopped = await typing_in(order.thread_id, cast.as_anna)
    await writes(piet, order)
    await says(piet, order, "Ik kom")

    assert stopped == []
    assert await typing_in(order.thread_id, cast.as_anna) == []
    assert await Typing.all().count() == 0


async def test_unless_said_again_it_lapses_and_whoever_follows_hears_so(
    cast: Cast, order: SubIncident, house: House
) -> None:
    piet = await through_link(cast.piet, order)
    followed = follow_thread(cast.as_anna, house.feed, thread_id=order.thread_id)
    await anext(followed)
    await writes(piet, order)
    await anext(followed)
    begun = await typing_in(order.thread_id, cast.as_anna)

    with time_machine.travel(clock.now() + TYPING_FOR + timedelta(seconds=1)):
        await anext(followed)
        lapsed = await typing_in(order.thread_id, cast.as_anna)
    await followed.aclose()

    assert (begun, lapsed) == (["Piet Loods"], [])


async def test_what_was_shown_is_taken_back_however_soon_it_is_over(
    cast: Cast, order: SubIncident, house: House
) -> None:
    piet = await through_link(cast.piet, order)
    followed = follow_thread(cast.as_anna, house.feed, thread_id=order.thread_id)
    await anext(followed)

    await writes(piet, order)
    during = await anext(followed)
    await stops(piet, order)
    after = await anext(followed)
    await followed.aclose()

    assert [[person.id for person in each.company.typing] for each in (during, after)] == [[cast.piet.id], []]


async def test_saying_it_again_is_one_row_for_longer_and_rings_no_bell(
    cast: Cast, order: SubIncident, bells: list[Topic]
) -> None:
    rung = []

    await writes(cast.as_anna, order)
    first = await Typing.get()
    rung.append(len(bells))
    await writes(cast.as_anna, order)
    again = await Typing.get()
    rung.append(len(bells))
    await stops(cast.as_anna, order)
    await stops(cast.as_anna, order)
    rung.append(len(bells))

    assert rung == [1, 1, 2]
    assert set(bells) == {Topic(Subject.READERS, order.thread_id)}
    assert again.until > first.until
    assert (again.id, again.since) == (first.id, first.since)


async def test_what_lapsed_and_begins_again_is_news(cast: Cast, order: SubIncident) -> None:
    await writes(cast.as_anna, order)
    first = await Typing.get()

    with time_machine.travel(clock.now() + TYPING_FOR + timedelta(seconds=1)):
        await writes(cast.as_anna, order)
        assert await typing_in(order.thread_id, cast.as_bas) == ["Anna de Vries"]

    assert (await Typing.get()).since > first.since


async def test_who_is_several_contacts_writes_as_the_one_that_the_thread_is_with(
    cast: Cast, order: SubIncident
) -> None:
    both = await by_account(cast.elin, cast.piet)

    await writes(both, order)

    assert await typing_in(order.thread_id, cast.as_anna) == ["Piet Loods"]
    assert await typing_in(order.thread_id, both) == []


async def test_an_owner_who_is_asked_may_say_so(cast: Cast) -> None:
    question = await asked(cast, await reported(cast))

    await writes(await through_link(cast.olga, question), question)

    assert await typing_in(question.thread_id, cast.as_anna) == ["Olga Smit"]


async def test_what_lapsed_is_tidied_up(cast: Cast, order: SubIncident) -> None:
    await writes(cast.as_anna, order)

    await tidy_up(FileStore("memory://"))
    kept = await Typing.all().count()
    with time_machine.travel(clock.now() + TYPING_FOR + timedelta(seconds=1)):
        await tidy_up(FileStore("memory://"))

    assert (kept, await Typing.all().count()) == (1, 0)


async def test_nobody_writes_where_they_may_not_post(cast: Cast, order: SubIncident, neighbour: Cast) -> None:
    await Ownership.filter(owner=cast.olga).update(sees_incidents=True)
    head = await Incident.get(id=order.incident_id)
    piet, olga = await through_link(cast.piet, order), await by_account(cast.olga)

    async with nothing_happens():
        for stranger, subject in ((piet, head), (neighbour.as_anna, head), (olga, order)):
            with pytest.raises(NotFound):
                await writes(stranger, subject)
        with pytest.raises(NotAllowed):
            await writes(olga, head)
        with pytest.raises(NotAllowed):
            await writes(piet, order, MessageKind.NOTE)
        with pytest.raises(NotAllowed):
            await writes(cast.as_anna, order, MessageKind.EVENT)


async def test_nobody_writes_in_what_is_over(cast: Cast, order: SubIncident) -> None:
    piet = await through_link(cast.piet, order)
    await decline_work_order(piet, work_order_id=order.id, reason="Geen tijd")

    async with nothing_happens():
        with pytest.raises(Invalid) as refused:
            await writes(piet, order)

    assert refused.value.code is ErrorCode.SUB_INCIDENT_CLOSED
