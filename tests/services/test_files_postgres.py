"""Files with many at once, on PostgreSQL: sent once, posted once, copied once, and gone only when nobody has them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import time_machine
from tortoise.backends.base.executor import EXECUTOR_CACHE

import clock
from errors import Refusal
from files.store import FileStore
from models import Attachment, Incident, Message, MessageDraft
from models.database import connected
from resolvers.attachments import list_attachments
from resolvers.housekeeping import UPLOADS_KEPT_FOR, tidy_up
from resolvers.message_drafts import copy_to_thread, discard_draft
from resolvers.uploads import receive_upload
from tests.cast import Cast, given_to, make_cast, reported, says, through_link
from tests.pictures import photo
from tests.sending import asked_to_send, in_pieces, sent


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
