"""Files with messages: who puts them there, who sees them, and what is copied with them."""

import asyncio

import pytest

from auth.access import access_attachment
from auth.viewer import Viewer
from errors import ErrorCode, NotFound, Refusal
from models import Attachment, Incident, Message, MessageDraft, MessageKind, SubIncident
from resolvers.attachments import MOST_FILES, list_attachments
from resolvers.message_drafts import copy_to_thread, discard_draft
from resolvers.work_orders import accept_work_order, report_work_done
from tests.cast import Cast, by_account, given_to, reported, says, through_link
from tests.pictures import PDF
from tests.sending import asked_to_send, sent
from tests.silence import nothing_happens


@pytest.fixture
async def order(cast: Cast) -> SubIncident:
    return await given_to(cast, cast.piet, await reported(cast))


@pytest.fixture
async def piet(cast: Cast, order: SubIncident) -> Viewer:
    return await through_link(cast.piet, order)


async def names_with(viewer: Viewer, message: Message) -> list[str]:
    return [row.name for row in (await list_attachments(viewer, message_ids=[message.id]))[message.id]]


async def test_files_stand_with_a_message_in_the_order_asked_for(cast: Cast, piet: Viewer, order: SubIncident) -> None:
    files = [await sent(piet, order, f"{number}.jpg") for number in range(3)]
    ids = [files[2].id, files[0].id, files[1].id]

    message = await says(piet, order, "", client_message_id="c", attachment_ids=ids)

    assert message.body == ""
    for viewer in (piet, cast.as_anna, await by_account(cast.piet)):
        assert await names_with(viewer, message) == ["2.jpg", "0.jpg", "1.jpg"]


async def test_the_same_message_again_is_there_once_with_its_files(piet: Viewer, order: SubIncident) -> None:
    files = [(await sent(piet, order)).id for _ in range(2)]
    first = await says(piet, order, "Zie foto", attachment_ids=files)

    again = await says(piet, order, "Zie foto", attachment_ids=files)

    assert again.id == first.id
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await says(piet, order, "Zie foto", attachment_ids=files[:1])
    assert refused.value.code is ErrorCode.IDEMPOTENCY_KEY_REUSED


async def test_without_a_file_something_has_to_be_said(piet: Viewer, order: SubIncident) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await says(piet, order, " ", client_message_id="c")

    assert refused.value.code is ErrorCode.BLANK


async def test_a_file_is_posted_once_by_who_sent_it_where_it_was_sent(
    cast: Cast, piet: Viewer, order: SubIncident
) -> None:
    other = await given_to(cast, cast.elin, await reported(cast, "Anders"))
    anna = cast.as_anna
    of_piet, of_anna = await sent(piet, order), await sent(anna, order)
    waiting = await asked_to_send(anna, order)

    async with nothing_happens():
        for viewer, subject, attachment_id in (
            (anna, order, of_piet.id),
            (cast.as_bas, order, of_anna.id),
            (piet, order, of_anna.id),
            (anna, other, of_anna.id),
            (anna, order, waiting.attachment_id),
            (anna, order, order.id),
        ):
            with pytest.raises(NotFound) as missing:
                await says(viewer, subject, "Zie foto", attachment_ids=[attachment_id])
            assert missing.value.field == "attachmentIds"

    await says(anna, order, "Zie foto", attachment_ids=[of_anna.id])
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await says(anna, order, "Nog eens", attachment_ids=[of_anna.id])
    assert refused.value.code is ErrorCode.ALREADY_ATTACHED


async def test_posted_ten_times_at_once_it_is_with_one_message(cast: Cast, order: SubIncident) -> None:
    file = await sent(cast.as_anna, order)

    done = await asyncio.gather(
        *(says(cast.as_anna, order, f"Bericht {number}", attachment_ids=[file.id]) for number in range(10)),
        return_exceptions=True,
    )

    [message] = [each for each in done if isinstance(each, Message)]
    assert await Message.filter(body__startswith="Bericht").count() == 1
    assert (await Attachment.get()).message_id == message.id


async def test_ten_files_and_no_more(piet: Viewer, order: SubIncident) -> None:
    files = [(await sent(piet, order)).id for _ in range(MOST_FILES + 1)]

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await says(piet, order, "Veel", attachment_ids=files)

    assert refused.value.code is ErrorCode.TOO_MANY
    await says(piet, order, "Tien", attachment_ids=files[:MOST_FILES])


async def test_nobody_sees_a_file_before_it_is_posted(cast: Cast, piet: Viewer, order: SubIncident) -> None:
    file = await sent(piet, order)

    assert (await access_attachment(piet, file.id)).id == file.id
    for viewer in (cast.as_anna, await by_account(cast.piet), await through_link(cast.elin, order)):
        with pytest.raises(NotFound):
            await access_attachment(viewer, file.id)


async def test_files_of_a_note_are_for_staff_alone(cast: Cast, piet: Viewer, order: SubIncident) -> None:
    file = await sent(cast.as_anna, order)
    note = await says(cast.as_anna, order, "Intern", kind=MessageKind.NOTE, attachment_ids=[file.id])

    assert await names_with(cast.as_bas, note) == ["lek.jpg"]
    assert await names_with(piet, note) == []
    with pytest.raises(NotFound):
        await access_attachment(piet, file.id)


async def test_who_is_replaced_sees_no_file_any_more(cast: Cast, piet: Viewer, order: SubIncident) -> None:
    posted, kept = await sent(piet, order), await sent(piet, order)
    await says(piet, order, "Zie foto", attachment_ids=[posted.id])

    await SubIncident.filter(id=order.id).update(party_id=cast.elin.id)

    for file in (posted, kept):
        with pytest.raises(NotFound):
            await access_attachment(piet, file.id)
    elin = await by_account(cast.elin)
    assert (await access_attachment(elin, posted.id)).id == posted.id


async def test_photos_of_work_that_is_done_stand_with_the_event(cast: Cast, piet: Viewer, order: SubIncident) -> None:
    files = [(await sent(piet, order, f"{number}.jpg")).id for number in range(2)]
    of_anna = await sent(cast.as_anna, order)

    async with nothing_happens():
        with pytest.raises(NotFound):
            await report_work_done(piet, work_order_id=order.id, report="Klaar", attachment_ids=[of_anna.id])
    elsewhere = await by_account(cast.piet)
    await accept_work_order(elsewhere, work_order_id=order.id)
    await report_work_done(piet, work_order_id=order.id, report="Klaar", attachment_ids=files)

    event = await Message.filter(thread_id=order.thread_id, kind=MessageKind.EVENT).order_by("-seq").first()
    assert event is not None
    assert await names_with(cast.as_anna, event) == ["0.jpg", "1.jpg"]


async def test_a_copy_brings_files_that_name_nobody(cast: Cast, piet: Viewer, order: SubIncident) -> None:
    incident = await Incident.get(id=order.incident_id)
    own = [
        await sent(piet, order, "lek bij Jansen.jpg"),
        await sent(piet, order, "offerte Loods.pdf", PDF),
        await sent(piet, order, "Piet.png"),
    ]
    message = await says(piet, order, "", client_message_id="c", attachment_ids=[row.id for row in own])

    draft, again = [
        await copy_to_thread(cast.as_anna, message_id=message.id, thread_id=incident.thread_id) for _ in range(2)
    ]
    posted = await says(cast.as_anna, incident, "", client_message_id="d", draft_id=draft.id)

    assert draft.id == again.id
    tom = await through_link(cast.tom, incident)
    assert await names_with(tom, posted) == ["foto-1.jpg", "document-1.pdf", "foto-2.jpg"]
    copies = await Attachment.filter(message_id=posted.id).order_by("position")
    assert [row.object_key for row in copies] == [row.object_key for row in own]
    assert not {row.id for row in copies} & {row.id for row in own}
    assert all(row.thread_id == incident.thread_id for row in copies)
    assert not await MessageDraft.exists()
    with pytest.raises(NotFound):
        await access_attachment(tom, own[0].id)
    with pytest.raises(NotFound):
        await access_attachment(piet, copies[0].id)


async def test_photos_of_an_event_can_be_copied_and_an_event_without_cannot(
    cast: Cast, piet: Viewer, order: SubIncident
) -> None:
    incident = await Incident.get(id=order.incident_id)
    await accept_work_order(piet, work_order_id=order.id)
    file = await sent(piet, order)
    await report_work_done(piet, work_order_id=order.id, report="Klaar", attachment_ids=[file.id])
    done, bare = await Message.filter(thread_id=order.thread_id).order_by("-seq").limit(2)

    draft = await copy_to_thread(cast.as_anna, message_id=done.id, thread_id=incident.thread_id)

    assert draft.body == ""
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await copy_to_thread(cast.as_anna, message_id=bare.id, thread_id=incident.thread_id)
    assert refused.value.code is ErrorCode.NOT_TO_BE_COPIED


async def test_the_files_of_a_draft_are_seen_and_posted_by_its_employee_alone(
    cast: Cast, piet: Viewer, order: SubIncident
) -> None:
    incident = await Incident.get(id=order.incident_id)
    files = [(await sent(piet, order)).id for _ in range(2)]
    message = await says(piet, order, "Zie foto", attachment_ids=files)
    draft = await copy_to_thread(cast.as_anna, message_id=message.id, thread_id=incident.thread_id)
    first, second = await Attachment.filter(draft_id=draft.id).order_by("position")

    async with nothing_happens():
        with pytest.raises(NotFound):
            await access_attachment(cast.as_bas, first.id)
        for wrong in ({"attachment_ids": [first.id]}, {"without_attachment_ids": [first.id]}):
            with pytest.raises(NotFound):
                await says(cast.as_anna, incident, "Foto", **wrong)
        with pytest.raises(NotFound):
            await says(cast.as_anna, incident, "Foto", draft_id=draft.id, without_attachment_ids=files)
    posted = await says(cast.as_anna, incident, "Foto", draft_id=draft.id, without_attachment_ids=[first.id])

    assert [row.id for row in await Attachment.filter(message_id=posted.id)] == [second.id]


async def test_a_draft_that_is_thrown_away_leaves_its_source_whole(
    cast: Cast, piet: Viewer, order: SubIncident
) -> None:
    incident = await Incident.get(id=order.incident_id)
    message = await says(piet, order, "Zie foto", attachment_ids=[(await sent(piet, order)).id])
    draft = await copy_to_thread(cast.as_anna, message_id=message.id, thread_id=incident.thread_id)

    await discard_draft(cast.as_anna, draft_id=draft.id)

    assert await names_with(piet, message) == ["lek.jpg"]
