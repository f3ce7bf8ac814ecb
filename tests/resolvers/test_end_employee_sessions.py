"""Signing a colleague out everywhere, as an admin."""

import pytest

from auth.sign_in import authenticate_again
from errors import NotAllowed, NotFound, Unauthenticated
from resolvers.sessions import end_employee_sessions
from schema.context import House
from schema.ids import node_id
from tests.asking import following
from tests.cast import Cast, at_desk, given_to, reported, says, through_link
from tests.silence import nothing_happens

FOLLOW = "subscription ($thread: ID!) { messageAdded(threadId: $thread) { message { body } } }"


async def test_a_colleague_is_signed_out_everywhere_and_may_sign_in_again(cast: Cast) -> None:
    phone, desk, bas = await at_desk(cast.anna), await at_desk(cast.anna), await at_desk(cast.bas)

    await end_employee_sessions(bas, employee_id=cast.anna.id)

    for viewer in (phone, desk):
        with pytest.raises(Unauthenticated):
            await authenticate_again(viewer)
    assert (await authenticate_again(bas)).employee == cast.bas
    assert (await authenticate_again(await at_desk(cast.anna))).employee == cast.anna


async def test_what_they_follow_ends_with_a_code(cast: Cast, house: House) -> None:
    incident = await reported(cast)
    anna = await at_desk(cast.anna)

    async with following(anna, house, FOLLOW, thread=node_id(incident.thread)) as heard:
        await end_employee_sessions(cast.as_bas, employee_id=cast.anna.id)
        await says(cast.as_bas, incident, "Niet meer voor Anna")

        ended = await heard.result()
        assert ended is not None
        assert (ended.data, [error.extensions for error in ended.errors or []]) == (None, [{"code": "UNAUTHENTICATED"}])


async def test_only_an_admin_of_the_organisation_does_so(cast: Cast, neighbour: Cast) -> None:
    await at_desk(cast.anna)
    piet = await through_link(cast.piet, await given_to(cast, cast.piet, await reported(cast)))

    async with nothing_happens():
        with pytest.raises(NotAllowed):
            await end_employee_sessions(cast.as_anna, employee_id=cast.bas.id)
        for viewer in (neighbour.as_bas, piet):
            with pytest.raises(NotFound):
                await end_employee_sessions(viewer, employee_id=cast.anna.id)
