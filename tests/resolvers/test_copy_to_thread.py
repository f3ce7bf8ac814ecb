"""A copy from one thread into another, that names nobody of where it comes from."""

import asyncio

import pytest

from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import Message, MessageDraft, MessageKind
from resolvers.message_drafts import copy_to_thread, discard_draft, without_names
from resolvers.messages import post_message
from tests.cast import Cast, given_to, reported, says, through_link
from tests.silence import nothing_happens

WORDS = "De pomp is stuk. Bel Piet Loods op 0612345603, groet Piet (piet@loodgieter.example)."


async def test_it_is_a_draft_of_the_employee_alone_and_names_nobody(cast: Cast) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    message = await says(await through_link(cast.piet, order), order, WORDS)

    draft = await copy_to_thread(cast.as_anna, message_id=message.id, thread_id=incident.thread_id)

    assert draft.body == "De pomp is stuk. Bel […] op […], groet […] ([…])."
    assert not await Message.filter(thread_id=incident.thread_id, kind=MessageKind.POST).exists()
    with pytest.raises(NotFound):
        await discard_draft(cast.as_bas, draft_id=draft.id)


async def test_what_is_posted_is_what_the_employee_made_of_it_and_the_draft_is_gone(cast: Cast) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    message = await says(await through_link(cast.piet, order), order, WORDS)
    draft = await copy_to_thread(cast.as_anna, message_id=message.id, thread_id=incident.thread_id)

    posted = await post_message(
        cast.as_anna,
        thread_id=incident.thread_id,
        body="De pomp wordt vervangen.",
        client_message_id="c",
        draft_id=draft.id,
    )

    assert (posted.author_employee, posted.body) == (cast.anna, "De pomp wordt vervangen.")
    assert not await MessageDraft.exists()


async def test_a_draft_is_posted_where_it_was_made_for_and_nowhere_else(cast: Cast) -> None:
    incident, other = await reported(cast), await reported(cast, "Iets anders")
    order = await given_to(cast, cast.piet, incident)
    message = await says(cast.as_anna, order, "Tekst")
    draft = await copy_to_thread(cast.as_anna, message_id=message.id, thread_id=incident.thread_id)

    for thread_id in (other.thread_id, order.thread_id):
        async with nothing_happens():
            with pytest.raises(NotFound):
                await post_message(
                    cast.as_anna, thread_id=thread_id, body="Tekst", client_message_id="c", draft_id=draft.id
                )


async def test_copied_ten_times_at_once_it_is_one_draft(cast: Cast) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    message = await says(cast.as_anna, order, "Tekst")

    made = await asyncio.gather(
        *(copy_to_thread(cast.as_anna, message_id=message.id, thread_id=incident.thread_id) for _ in range(10))
    )

    assert len({draft.id for draft in made}) == await MessageDraft.all().count() == 1


async def test_neither_a_note_nor_an_event_nor_another_incident_takes_part(cast: Cast) -> None:
    incident, other = await reported(cast), await reported(cast, "Anders")
    order = await given_to(cast, cast.piet, incident)
    note = await says(cast.as_anna, order, "Intern", kind=MessageKind.NOTE)
    posted = await says(cast.as_anna, order, "Tekst")
    event = await Message.filter(thread_id=order.thread_id, kind=MessageKind.EVENT).first()
    assert event is not None

    codes = []
    async with nothing_happens():
        for message, target in ((note, incident), (event, incident), (posted, other), (posted, order)):
            with pytest.raises(Refusal) as refused:
                await copy_to_thread(cast.as_anna, message_id=message.id, thread_id=target.thread_id)
            codes.append(refused.value.code)

    assert codes == [ErrorCode.NOT_TO_BE_COPIED] * 2 + [ErrorCode.OTHER_INCIDENT] * 2


async def test_nobody_else_copies(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    order = await given_to(cast, cast.piet, incident)
    message = await says(cast.as_anna, order, "Tekst")
    piet = await through_link(cast.piet, order)

    async with nothing_happens():
        with pytest.raises(NotFound):
            await copy_to_thread(piet, message_id=message.id, thread_id=incident.thread_id)
        with pytest.raises(NotAllowed):
            await copy_to_thread(piet, message_id=message.id, thread_id=order.thread_id)
        with pytest.raises(NotFound):
            await copy_to_thread(neighbour.as_anna, message_id=message.id, thread_id=incident.thread_id)


def test_words_that_only_begin_like_a_name_stay(cast: Cast) -> None:
    assert without_names("Pieterse belt; de piet en PIET.", [cast.piet]) == "Pieterse belt; de […] en […]."
