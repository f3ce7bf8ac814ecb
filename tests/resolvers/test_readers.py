"""Who has read what, and hearing of it."""

from auth.viewer import Viewer
from models import Incident, Message, MessageKind, Ownership, SubIncident
from resolvers.deliveries import letters_about, list_deliveries_of
from resolvers.readers import follow_thread, list_readers, read_by
from resolvers.threads import mark_thread_read
from schema.context import House
from tests.cast import Cast, by_account, given_to, reported, says, through_link


async def readers_of(viewer: Viewer, message: Message) -> list[str]:
    readers = (await list_readers(viewer, thread_ids=[message.thread_id]))[message.thread_id]
    return sorted(person.name for person in read_by(message, readers))


async def reads(viewer: Viewer, subject: Incident | SubIncident) -> None:
    await mark_thread_read(viewer, thread_id=subject.thread_id, up_to_seq=99)


async def test_a_message_is_read_by_whoever_read_as_far_and_not_by_its_author(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    first = await says(cast.as_anna, order, "Kun je morgen?")
    await reads(piet, order)
    second = await says(cast.as_anna, order, "Of overmorgen?")
    await reads(cast.as_bas, order)

    assert await readers_of(cast.as_anna, first) == ["Bas Bakker", "Piet Loods"]
    assert await readers_of(piet, second) == ["Bas Bakker"]


async def test_notes_in_between_do_not_shift_what_a_contact_has_read(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    for number in range(5):
        await says(cast.as_anna, order, f"Notitie {number}", kind=MessageKind.NOTE)
    note = await says(cast.as_anna, order, "Nog een", kind=MessageKind.NOTE)
    posted = await says(cast.as_anna, order, "Voor Piet")

    before = await readers_of(cast.as_anna, posted)
    await reads(piet, order)

    assert before == []
    assert await readers_of(cast.as_anna, posted) == ["Piet Loods"]
    assert await readers_of(cast.as_anna, note) == []


async def test_a_tenant_does_not_learn_that_the_owner_reads_along(cast: Cast) -> None:
    await Ownership.filter(owner=cast.olga).update(sees_incidents=True)
    incident = await reported(cast)
    tom, olga = await through_link(cast.tom, incident), await by_account(cast.olga)
    message = await says(cast.as_anna, incident, "Wij komen.")
    await reads(tom, incident)
    await reads(olga, incident)

    assert await readers_of(cast.as_bas, message) == ["Olga Smit", "Tom Jansen"]
    assert await readers_of(tom, message) == ["Tom Jansen"]
    assert await readers_of(olga, message) == ["Olga Smit", "Tom Jansen"]


async def test_who_follows_a_thread_hears_that_it_was_read(cast: Cast, house: House) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    message = await says(cast.as_anna, order, "Dag")
    followed = follow_thread(cast.as_anna, house.feed, thread_id=order.thread_id)
    assert (await anext(followed)).thread.id == order.thread_id

    await reads(piet, order)

    await anext(followed)
    assert await readers_of(cast.as_anna, message) == ["Piet Loods"]
    await followed.aclose()


async def test_a_post_knows_the_letters_that_tell_of_it(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    first, second = await says(cast.as_anna, order, "Dag"), await says(cast.as_anna, order, "Nog iets")

    sent = (await list_deliveries_of(cast.as_anna, thread_ids=[order.thread_id]))[order.thread_id]

    [letter] = letters_about(first, sent)
    assert letters_about(second, sent) == [letter]
    assert letter.contact_id == cast.piet.id
