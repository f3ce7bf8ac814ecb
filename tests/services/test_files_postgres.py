"""Files with many at once, on PostgreSQL: sent once, posted once, copied once, and gone only when nobody has them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import time_machine
from tortoise.backends.base.executor import EXECUTOR_CACHE

import clock
from auth.attempts import Attempts
from errors import NotFound, Refusal
from files.store import FileStore
from models import Attachment, Incident, Message, MessageDraft, ReportUpload
from models.database import connected
from resolvers.attachments import list_attachments
from resolvers.housekeeping import UPLOADS_KEPT_FOR, tidy_up
from resolvers.message_drafts import copy_to_thread, discard_draft
from resolvers.public_reports import Receipt
from resolvers.uploads import receive_upload
from settings import Settings
from tests.cast import Cast, given_to, make_cast, reported, says, through_link
from tests.form import report, worked
from tests.pictures import photo
from tests.sending import asked_publicly, asked_to_send, in_pieces, sent, sent_publicly

KEY, OTHER_KEY = "0123456789abcdef" * 2, "fedcba9876543210" * 2


@pytest.fixture
async def house(postgres_url: str, request: pytest.FixtureRequest) -> AsyncIterator[Cast]:
    """An organisation of the test's own."""
    EXECUTOR_CACHE.clear()  # Tortoise keeps SQL by the connection's name, in the dialect that it first had
    async with connected(postgres_url):
        yield await make_cast(request.node.name[:60])
    EXECUTOR_CACHE.clear()


async def test_ten_times_the_same_is_once_at_every_step(house: Cast) -> None:
    order = await given_to(house, house.piet, await reported(house))
    piet, store = await through_link(house.piet, order), FileStore("memory://")

    uploads = await asyncio.gather(*(asked_to_send(piet, order, idempotency_key="one") for _ in range(10)))
    [attachment_id] = {upload.attachment_id for upload in uploads}
    again = await asked_to_send(piet, order, idempotency_key="one")
    received = await asyncio.gather(
        *(receive_upload(again.secret or "", in_pieces(photo()), store) for _ in range(10)), return_exceptions=True
    )
    posted = await asyncio.gather(
        *(says(piet, order, f"Foto {number}", attachment_ids=[attachment_id]) for number in range(10)),
        return_exceptions=True,
    )

    assert sorted(type(each).__name__ for each in received) == ["Attachment", *["NotFound"] * 9]
    [message] = [each for each in posted if isinstance(each, Message)]
    assert all(isinstance(each, Message | Refusal) for each in posted)
    assert (await Attachment.get(id=attachment_id)).message_id == message.id


async def test_copied_at_once_it_is_one_draft_and_what_it_shows_stays(house: Cast) -> None:
    incident = await reported(house)
    order = await given_to(house, house.piet, incident)
    incident, store = await Incident.get(id=incident.id), FileStore("memory://")
    files = [await sent(house.as_anna, order, store=store) for _ in range(2)]
    message = await says(house.as_anna, order, "Foto", attachment_ids=[file.id for file in files])

    drafts = await asyncio.gather(
        *(copy_to_thread(house.as_anna, message_id=message.id, thread_id=incident.thread_id) for _ in range(10))
    )
    [draft_id] = {draft.id for draft in drafts}
    assert await Attachment.filter(draft_id=draft_id).count() == 2
    await discard_draft(house.as_anna, draft_id=draft_id)
    with time_machine.travel(clock.now() + UPLOADS_KEPT_FOR + timedelta(minutes=1)):
        await asyncio.gather(*(tidy_up(store) for _ in range(3)))

    assert not await MessageDraft.exists()
    assert await Attachment.filter(thread_id=incident.thread_id).count() == 0
    kept = (await list_attachments(house.as_anna, message_ids=[message.id]))[message.id]
    assert [row.id for row in kept] == [file.id for file in files]
    assert (await store.read(kept[0].object_key or "")).size == kept[0].size


async def test_ten_reports_at_once_that_want_one_file_are_one_with_it_and_a_repeated_one_has_it_once(
    house: Cast,
) -> None:
    store, attempts = FileStore("memory://"), Attempts(Settings(reports_per_sender=100))
    uploads = await asyncio.gather(*(asked_publicly(house, KEY, idempotency_key="one") for _ in range(10)))
    file_id = await sent_publicly(house, KEY, store, idempotency_key="one")
    assert {upload.attachment_id for upload in uploads} == {file_id}

    made = await asyncio.gather(
        *(report(house, attempts, attachment_ids=[file_id], report_key=KEY) for _ in range(10)), return_exceptions=True
    )
    other_id, proof = await sent_publicly(house, OTHER_KEY, store), worked(house)
    repeated = await asyncio.gather(
        *(report(house, attempts, proof=proof, attachment_ids=[other_id], report_key=OTHER_KEY) for _ in range(10))
    )

    assert sorted(type(each).__name__ for each in made) == [*["NotFound"] * 9, "Receipt"]
    assert len({receipt.reference for receipt in repeated}) == 1
    assert await Incident.filter(organisation=house.organisation).count() == 2
    assert {row.id async for row in Attachment.filter(thread__organisation=house.organisation)} == {file_id, other_id}


async def test_a_file_is_taken_or_thrown_away_and_never_both(house: Cast) -> None:
    store, attempts = FileStore("memory://"), Attempts(Settings(reports_per_sender=100))
    ids = [await sent_publicly(house, KEY, store) for _ in range(6)]
    objects = {row.id: row.object_key or "" async for row in ReportUpload.filter(id__in=ids)}
    reports = [{"proof": worked(house), "attachment_ids": [file_id], "report_key": KEY} for file_id in ids]
    await ReportUpload.filter(id__in=ids).update(kept_until=clock.now())

    *made, _, _ = await asyncio.gather(
        *(report(house, attempts, **wanted) for wanted in reports),
        *(tidy_up(store) for _ in range(2)),
        return_exceptions=True,
    )

    for file_id, outcome in zip(ids, made, strict=True):
        attached = await Attachment.get_or_none(id=file_id)
        assert isinstance(outcome, NotFound if attached is None else Receipt)
        if attached is not None:
            assert (await store.read(objects[file_id])).size == attached.size
    assert not await ReportUpload.filter(id__in=ids).exists()
