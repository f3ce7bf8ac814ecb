"""Seeing where one is signed in, and ending one of those."""

import pytest

from auth.sign_in import authenticate_again
from auth.viewer import Origin, Viewer, nobody
from errors import NotAllowed, NotFound, Unauthenticated
from models import Session, SessionKind
from resolvers.pages import PageRequest
from resolvers.sessions import begin_session, end_session, list_sessions
from schema.context import House
from schema.ids import node_id
from tests.asking import ask, following
from tests.cast import Cast, at_desk, by_account, given_to, reported, says, through_link
from tests.silence import nothing_happens

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
FOLLOW = "subscription ($thread: ID!) { messageAdded(threadId: $thread) { message { body } } }"
SESSIONS = "{ sessions { nodes { id kind browser isCurrent lastUsedAt } } }"
END = "mutation ($id: ID!) { endSession(input: {sessionId: $id}) { isEnded errors { code path } } }"


async def sessions_of(viewer: Viewer) -> list[Session]:
    return [*(await list_sessions(viewer, request=PageRequest())).rows]


async def test_somebody_sees_where_it_is_signed_in_and_which_one_this_is(cast: Cast, house: House) -> None:
    from_windows = Viewer(nobody().audience, cast.anna.locale, origin=Origin("203.0.113.7", FIREFOX, "1"))
    here = (await begin_session(from_windows, "signIn", cast.anna, SessionKind.PASSWORD)).viewer
    await at_desk(cast.anna)
    await at_desk(cast.bas)

    listed = (await ask(here, house, SESSIONS))["sessions"]["nodes"]

    assert [(row["kind"], row["browser"], row["isCurrent"]) for row in listed] == [
        (None, None, False),
        ("PASSWORD", "Firefox, Windows", True),
    ]
    assert all(row["lastUsedAt"] for row in listed)


async def test_a_session_that_was_ended_opens_nothing_and_the_other_stays(cast: Cast, house: House) -> None:
    phone, desk = await at_desk(cast.anna), await at_desk(cast.anna)

    answer = await ask(desk, house, END, id=node_id(await Session.get(id=phone.session_id)))

    assert answer["endSession"] == {"isEnded": True, "errors": []}
    with pytest.raises(Unauthenticated):
        await authenticate_again(phone)
    assert [row.id for row in await sessions_of(desk)] == [desk.session_id]


async def test_what_it_follows_ends_with_a_code_before_the_next_message(cast: Cast, house: House) -> None:
    incident = await reported(cast)
    phone, desk = await at_desk(cast.anna), await at_desk(cast.anna)
    thread = node_id(incident.thread)

    async with (
        following(phone, house, FOLLOW, thread=thread) as lost,
        following(desk, house, FOLLOW, thread=thread) as kept,
    ):
        await end_session(desk, session_id=phone.session_id)  # type: ignore[arg-type]
        await says(cast.as_bas, incident, "Niet voor wie de telefoon vond")

        ended = await lost.result()
        assert ended is not None
        assert (ended.data, [error.extensions for error in ended.errors or []]) == (None, [{"code": "UNAUTHENTICATED"}])
        assert await lost.result() is None
        assert (await kept.next())["messageAdded"]["message"] == {"body": "Niet voor wie de telefoon vond"}


async def test_whoever_came_by_one_link_sees_who_else_did_and_nobody_else(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet, firm = await through_link(cast.piet, order), await by_account(cast.piet)
    await through_link(cast.piet, order)

    assert [row.id for row in await sessions_of(piet)] == [piet.session_id]
    assert [row.id for row in await sessions_of(firm)] == [firm.session_id]
    assert await sessions_of(nobody()) == []


async def test_nobody_ends_the_session_of_somebody_else(cast: Cast, neighbour: Cast) -> None:
    anna, bas, there = await at_desk(cast.anna), await at_desk(cast.bas), await at_desk(neighbour.anna)
    piet = await through_link(cast.piet, await given_to(cast, cast.piet, await reported(cast)))

    async with nothing_happens():
        for viewer in (bas, there, piet):
            with pytest.raises(NotFound):
                await end_session(viewer, session_id=anna.session_id)  # type: ignore[arg-type]
        with pytest.raises((NotFound, NotAllowed)):
            await end_session(nobody(), session_id=anna.session_id)  # type: ignore[arg-type]
