"""How far somebody has read."""

import pytest

from auth.viewer import Viewer
from errors import NotFound
from models import MessageKind, ReadMark, SubIncident, Thread
from resolvers.threads import count_unread_threads, last_position, list_read_positions, mark_thread_read
from tests.cast import Cast, given_to, reported, says, through_link
from tests.silence import nothing_happens


async def unread(viewer: Viewer, thread_id: object) -> int:
    thread = await Thread.get(id=thread_id)
    positions = await list_read_positions(viewer, thread_ids=[thread.id])
    return last_position(viewer, thread) - positions.get(thread.id, 0)


async def test_a_mark_moves_forward_only_and_not_beyond_the_end(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    await says(cast.as_anna, order, "Dag")
    marks = []

    for up_to in (1, 99, 0, -5, 1):
        await mark_thread_read(piet, thread_id=order.thread_id, up_to_seq=up_to)
        marks.append((await ReadMark.get(contact=cast.piet)).seq)

    assert marks == [1, 2, 2, 2, 2]


async def test_a_contact_counts_no_notes(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    await mark_thread_read(piet, thread_id=order.thread_id, up_to_seq=1)

    await says(cast.as_anna, order, "Voor ons", kind=MessageKind.NOTE)
    assert await unread(piet, order.thread_id) == 0

    await says(cast.as_anna, order, "Voor Piet")
    assert (await unread(piet, order.thread_id), await unread(cast.as_bas, order.thread_id)) == (1, 3)


async def test_who_posts_has_read_so_far(cast: Cast) -> None:
    incident = await reported(cast)

    await says(cast.as_anna, incident, "Dag Tom")

    assert await unread(cast.as_anna, incident.thread_id) == 0
    assert await count_unread_threads(cast.as_anna) == 0
    assert await count_unread_threads(cast.as_bas) == 1


async def test_the_first_reading_of_the_party_is_its_seen_and_no_other(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    await mark_thread_read(cast.as_anna, thread_id=order.thread_id, up_to_seq=1)
    unseen = (await SubIncident.get(id=order.id)).seen_at

    piet = await through_link(cast.piet, order)
    await mark_thread_read(piet, thread_id=order.thread_id, up_to_seq=1)
    first = (await SubIncident.get(id=order.id)).seen_at
    await mark_thread_read(piet, thread_id=order.thread_id, up_to_seq=1)

    assert (unseen, first is not None) == (None, True)
    assert (await SubIncident.get(id=order.id)).seen_at == first


async def test_nobody_marks_what_they_cannot_read(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    piet = await through_link(cast.piet, await given_to(cast, cast.piet, incident))

    async with nothing_happens():
        for viewer in (piet, neighbour.as_anna):
            with pytest.raises(NotFound):
                await mark_thread_read(viewer, thread_id=incident.thread_id, up_to_seq=1)
