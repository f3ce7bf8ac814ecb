"""Posting."""

import asyncio

import pytest

from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import Delivery, Incident, IncidentStatus, Message, MessageKind, Notice, Organisation, ReadMark, Thread
from resolvers.checks import KEY_LENGTH
from resolvers.incident_handling import change_incident_status
from resolvers.messages import post_message
from resolvers.requirements import MoveDetails
from resolvers.sub_incidents import move_sub_incident
from schema.context import House
from schema.ids import node_id
from tests.asking import following
from tests.cast import Cast, given_to, reported, says, through_link
from tests.silence import nothing_happens

FOLLOW = "subscription ($thread: ID!) { messageAdded(threadId: $thread) { message { seq body kind } } }"


async def test_a_plumber_never_hears_a_note(cast: Cast, house: House) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)

    async with following(piet, house, FOLLOW, thread=node_id(order.thread)) as heard:
        await says(cast.as_anna, order, "Hij is duur", kind=MessageKind.NOTE)
        await says(cast.as_anna, order, "Dag Piet")

        assert (await heard.next())["messageAdded"]["message"] == {"seq": 2, "body": "Dag Piet", "kind": "POST"}


async def test_a_plumber_never_hears_another_plumber(cast: Cast, house: House) -> None:
    incident = await reported(cast)
    for_piet, for_elin = await given_to(cast, cast.piet, incident), await given_to(cast, cast.elin, incident)
    piet, elin = await through_link(cast.piet, for_piet), await through_link(cast.elin, for_elin)

    async with following(elin, house, FOLLOW, thread=node_id(for_elin.thread)) as heard:
        await says(piet, for_piet, "Ik kom morgen")
        await says(cast.as_anna, for_elin, "Dag Elin")

        assert (await heard.next())["messageAdded"]["message"]["body"] == "Dag Elin"


async def test_the_first_reply_takes_it_into_progress_and_makes_a_handler(cast: Cast) -> None:
    incident = await reported(cast)

    await says(cast.as_anna, incident, "Wij komen.")
    await says(cast.as_bas, incident, "Morgen al.")

    stands = await Incident.get(id=incident.id)
    assert (stands.status, stands.handler_id) == (IncidentStatus.IN_PROGRESS, cast.anna.id)


async def test_with_the_setting_off_nobody_becomes_handler(cast: Cast) -> None:
    await Organisation.filter(id=cast.organisation.id).update(first_responder_becomes_handler=False)
    incident = await reported(cast)

    await says(cast.as_anna, incident, "Wij komen.")

    stands = await Incident.get(id=incident.id)
    assert (stands.status, stands.handler_id) == (IncidentStatus.IN_PROGRESS, None)


async def test_a_note_and_a_word_that_the_reporter_cannot_read_are_no_reply(cast: Cast) -> None:
    noted, hidden = await reported(cast), await reported(cast, "Verborgen", is_hidden_from_reporter=True)

    await says(cast.as_anna, noted, "Lastig geval", kind=MessageKind.NOTE)
    await says(cast.as_anna, hidden, "Voor onszelf")

    statuses = {incident.status async for incident in Incident.all()}
    assert statuses == {IncidentStatus.REPORTED}


async def test_the_answer_of_the_reporter_ends_the_waiting(cast: Cast) -> None:
    incident = await reported(cast)
    waiting = IncidentStatus.WAITING_FOR_REPORTER
    await change_incident_status(cast.as_anna, incident_id=incident.id, status=waiting, message="Welk merk?")

    await says(await through_link(cast.tom, incident), incident, "Remeha")

    assert (await Incident.get(id=incident.id)).status is IncidentStatus.IN_PROGRESS


async def test_fifty_at_once_get_numbers_without_a_gap_and_a_contact_sees_none_where_notes_are(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    kinds = [MessageKind.NOTE if number % 3 == 0 else MessageKind.POST for number in range(50)]

    await asyncio.gather(
        *(says(cast.as_anna, order, f"Bericht {number}", kind=kind) for number, kind in enumerate(kinds))
    )

    messages = await Message.filter(thread_id=order.thread_id).order_by("seq")
    shared = [message.shared_seq for message in messages if not message.is_note]
    thread = await Thread.get(id=order.thread_id)
    assert [message.seq for message in messages] == list(range(1, 52))
    assert shared == list(range(1, len(shared) + 1))
    assert (thread.last_seq, thread.last_shared_seq) == (51, len(shared))


async def test_twenty_with_one_client_message_id_are_one_message(cast: Cast) -> None:
    incident = await reported(cast)

    sent = await asyncio.gather(*(says(cast.as_anna, incident, "Hallo") for _ in range(20)))

    assert len({message.id for message in sent}) == await Message.filter(body="Hallo").count() == 1


async def test_an_id_may_be_long(cast: Cast) -> None:
    incident = await reported(cast)
    key = "k" * KEY_LENGTH

    for viewer in (cast.as_anna, cast.as_anna, cast.as_bas):
        await post_message(viewer, thread_id=incident.thread_id, body="Hallo", client_message_id=key)

    written = await Message.filter(body="Hallo").order_by("seq")
    assert [message.author_employee_id for message in written] == [cast.anna.id, cast.bas.id]


async def test_a_mark_tells_what_its_reader_wrote(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    marks = ReadMark.filter(thread_id=order.thread_id)
    columns = "seq", "has_written", "has_written_shared"

    bas, piet = cast.as_bas, await through_link(cast.piet, order)
    for kind, seen in ((MessageKind.NOTE, (2, True, False)), (MessageKind.POST, (3, True, True))):
        await says(bas, order, kind, kind=kind)
        assert await marks.filter(employee_id=cast.bas.id).values_list(*columns) == [seen]
    for number in (3, 4):
        await says(piet, order, f"Onderweg {number}")
        assert await marks.filter(contact_id=cast.piet.id).values_list(*columns) == [(number, True, True)]


async def test_the_same_id_with_another_text_is_refused_but_another_author_may_have_it(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    await post_message(cast.as_anna, thread_id=order.thread_id, body="Een", client_message_id="1")

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await post_message(cast.as_anna, thread_id=order.thread_id, body="Twee", client_message_id="1")
    await post_message(piet, thread_id=order.thread_id, body="Twee", client_message_id="1")

    assert refused.value.code is ErrorCode.IDEMPOTENCY_KEY_REUSED
    assert await Message.filter(kind=MessageKind.POST).count() == 2


async def test_one_letter_waits_for_all_that_is_unread(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))

    for number in range(3):
        await says(cast.as_anna, order, f"Bericht {number}")

    [letter] = await Delivery.filter(notice=Notice.MESSAGES_UNREAD)
    assert letter.contact_id == cast.piet.id


async def test_a_note_is_no_letter(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))

    await says(cast.as_anna, order, "Voor ons", kind=MessageKind.NOTE)

    assert not await Delivery.filter(notice=Notice.MESSAGES_UNREAD).exists()


async def test_a_contact_writes_no_notes_and_nobody_writes_events(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)

    async with nothing_happens():
        with pytest.raises(NotAllowed):
            await says(piet, order, "x", kind=MessageKind.NOTE)
        with pytest.raises(NotAllowed):
            await says(cast.as_anna, order, "x", kind=MessageKind.EVENT)


async def test_after_the_end_staff_may_still_write_and_a_contact_may_not(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    await move_sub_incident(cast.as_anna, sub_incident_id=order.id, status="WITHDRAWN", details=MoveDetails())

    await says(cast.as_anna, order, "Sorry Piet")
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await says(piet, order, "Jammer")

    assert refused.value.code is ErrorCode.SUB_INCIDENT_CLOSED


async def test_neither_a_stranger_nor_a_sibling_posts_here(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    for_piet, for_elin = await given_to(cast, cast.piet, incident), await given_to(cast, cast.elin, incident)
    elin = await through_link(cast.elin, for_elin)

    async with nothing_happens():
        for viewer, thread in ((elin, for_piet), (elin, incident), (neighbour.as_anna, for_piet)):
            with pytest.raises(NotFound):
                await says(viewer, thread, "x")


@pytest.mark.parametrize(("body", "code"), [(" ", ErrorCode.BLANK), ("x" * 20_001, ErrorCode.TOO_LONG)])
async def test_wrong_texts_are_refused(body: str, code: ErrorCode, cast: Cast) -> None:
    incident = await reported(cast)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await post_message(cast.as_anna, thread_id=incident.thread_id, body=body, client_message_id="1")

    assert refused.value.code is code
