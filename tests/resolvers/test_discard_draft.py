"""Throwing a draft away."""

import pytest

from errors import NotAllowed, NotFound
from models import MessageDraft
from resolvers.message_drafts import copy_to_thread, discard_draft
from tests.cast import Cast, given_to, reported, says, through_link
from tests.silence import nothing_happens


async def drafted(cast: Cast) -> MessageDraft:
    incident = await reported(cast)
    message = await says(cast.as_anna, await given_to(cast, cast.piet, incident), "Tekst")
    return await copy_to_thread(cast.as_anna, message_id=message.id, thread_id=incident.thread_id)


async def test_it_is_gone(cast: Cast) -> None:
    draft = await drafted(cast)

    await discard_draft(cast.as_anna, draft_id=draft.id)

    assert not await MessageDraft.exists()


async def test_it_belongs_to_whoever_made_it(cast: Cast, neighbour: Cast) -> None:
    draft = await drafted(cast)
    tom = await through_link(cast.tom, await reported(cast, "Anders"))

    async with nothing_happens():
        for viewer in (cast.as_bas, neighbour.as_anna):
            with pytest.raises(NotFound):
                await discard_draft(viewer, draft_id=draft.id)
        with pytest.raises(NotAllowed):
            await discard_draft(tom, draft_id=draft.id)
