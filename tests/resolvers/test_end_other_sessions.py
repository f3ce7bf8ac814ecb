"""Ending all of one's own sessions but this one."""

import pytest

from auth.sign_in import authenticate_again
from auth.viewer import nobody
from errors import NotAllowed, Unauthenticated
from resolvers.sessions import end_other_sessions
from schema.context import House
from schema.ids import node_id
from tests.asking import following
from tests.cast import Cast, at_desk, by_account, reported, says, signed_in
from tests.silence import nothing_happens

FOLLOW = "subscription ($thread: ID!) { messageAdded(threadId: $thread) { message { body } } }"


async def test_all_but_this_one_end_and_nobody_elses(cast: Cast) -> None:
    here, phone, tablet, bas = [await at_desk(who) for who in (cast.anna, cast.anna, cast.anna, cast.bas)]

    assert await end_other_sessions(here) == 2

    for viewer in (phone, tablet):
        with pytest.raises(Unauthenticated):
            await authenticate_again(viewer)
    assert (await authenticate_again(here)).employee == cast.anna
    assert (await authenticate_again(bas)).employee == cast.bas


async def test_an_account_ends_its_others_too_and_their_streams(cast: Cast, house: House) -> None:
    incident = await reported(cast)
    phone = await by_account(cast.tom)
    assert phone.account is not None
    desk = await signed_in(phone.account)

    async with following(phone, house, FOLLOW, thread=node_id(incident.thread)) as heard:
        assert await end_other_sessions(desk) == 1
        await says(cast.as_anna, incident, "Niet voor de telefoon")

        ended = await heard.result()
        assert ended is not None
        assert (ended.data, [error.extensions for error in ended.errors or []]) == (None, [{"code": "UNAUTHENTICATED"}])


async def test_when_there_is_no_other_nothing_happens(cast: Cast) -> None:
    here = await at_desk(cast.anna)

    async with nothing_happens():
        assert await end_other_sessions(here) == 0


async def test_nobody_has_none_to_end(cast: Cast) -> None:
    await at_desk(cast.anna)

    async with nothing_happens():
        with pytest.raises(NotAllowed):
            await end_other_sessions(nobody())
