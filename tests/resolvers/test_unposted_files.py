"""What was sent and never posted is gone after a day, bytes and all; what somebody still has, stays."""

from datetime import timedelta

import pytest
import time_machine

import clock
from errors import NotFound
from files.store import FileStore
from models import Attachment, Incident, SubIncident
from resolvers.housekeeping import UPLOADS_KEPT_FOR, tidy_up
from resolvers.message_drafts import copy_to_thread, discard_draft
from tests.cast import Cast, given_to, reported, says
from tests.sending import asked_to_send, sent


@pytest.fixture
def store() -> FileStore:
    return FileStore("memory://")


@pytest.fixture
async def order(cast: Cast) -> SubIncident:
    return await given_to(cast, cast.piet, await reported(cast))


async def is_there(store: FileStore, file: Attachment) -> list[bool]:
    found = []
    for key in (file.object_key or "", file.thumbnail_key):
        try:
            await store.read(key)
        except FileNotFoundError:
            found.append(False)
        else:
            found.append(True)
    return found


async def test_after_a_day_it_is_gone_with_its_bytes(cast: Cast, order: SubIncident, store: FileStore) -> None:
    unposted, posted = [await sent(cast.as_anna, order, store=store) for _ in range(2)]
    await asked_to_send(cast.as_anna, order)
    await says(cast.as_anna, order, "Foto", attachment_ids=[posted.id])

    await tidy_up(store)
    assert await Attachment.all().count() == 3
    with time_machine.travel(clock.now() + UPLOADS_KEPT_FOR + timedelta(minutes=1)):
        await tidy_up(store)
        await tidy_up(store)

    assert [row.id for row in await Attachment.all()] == [posted.id]
    assert await is_there(store, unposted) == [False, False]
    assert await is_there(store, posted) == [True, True]


async def test_bytes_that_another_file_stands_for_stay(cast: Cast, order: SubIncident, store: FileStore) -> None:
    file = await sent(cast.as_anna, order, store=store)
    message = await says(cast.as_anna, order, "Foto", attachment_ids=[file.id])
    incident = await Incident.get(id=order.incident_id)
    draft = await copy_to_thread(cast.as_anna, message_id=message.id, thread_id=incident.thread_id)

    with time_machine.travel(clock.now() + UPLOADS_KEPT_FOR + timedelta(minutes=1)):
        await tidy_up(store)
        assert await Attachment.filter(draft_id=draft.id).exists()
        await discard_draft(cast.as_anna, draft_id=draft.id)
        await tidy_up(store)
    with time_machine.travel(clock.now() + 2 * UPLOADS_KEPT_FOR + timedelta(minutes=2)):
        await tidy_up(store)

    assert [row.id for row in await Attachment.all()] == [file.id]
    assert await is_there(store, file) == [True, True]


async def test_what_is_being_thrown_away_cannot_be_posted(cast: Cast, order: SubIncident, store: FileStore) -> None:
    file = await sent(cast.as_anna, order, store=store)
    await Attachment.filter(id=file.id).update(discarded_at=clock.now())

    with pytest.raises(NotFound):
        await says(cast.as_anna, order, "Foto", attachment_ids=[file.id])
    await tidy_up(store)

    assert not await Attachment.exists()
    assert await is_there(store, file) == [False, False]
