"""Opening a guest link."""

from datetime import timedelta

import pytest
import time_machine

import clock
from auth.attempts import Attempts
from auth.sign_in import authenticate, authenticate_again
from auth.viewer import nobody
from errors import ErrorCode, Refusal, Unauthenticated
from models import GuestLink
from resolvers.guest_links import issue_guest_link, revoke_guest_link
from resolvers.sessions import SignedIn, open_guest_link
from settings import Settings
from tests.cast import Cast, given_to, reported
from tests.silence import everything, nothing_happens


async def link_for_piet(cast: Cast) -> str:
    order = await given_to(cast, cast.piet, await reported(cast))
    issued = await issue_guest_link(cast.as_anna, thread_id=order.thread_id)
    return issued.url.split("#")[1]


async def open_it(token: str) -> SignedIn:
    return await open_guest_link(nobody(), token=token, address="1.1.1.1", attempts=Attempts(Settings()))


async def test_a_link_opens_a_session_for_its_contact_and_its_thread(cast: Cast) -> None:
    signed_in = await open_it(await link_for_piet(cast))

    assert signed_in.viewer.contact == cast.piet
    assert signed_in.viewer.guest_thread_id is not None


async def test_opening_changes_nothing_but_the_moment_of_use(cast: Cast) -> None:
    token = await link_for_piet(cast)
    before = await everything()

    await open_it(token)

    after = await everything()
    for rows in (before, after):
        rows.pop("Session")
        rows.pop("AuditEntry")
        [link] = rows["GuestLink"]
        link.pop("last_used_at")
    assert after == before


@pytest.mark.parametrize("token", ["", "hm_guest_", "hm_guest_" + "x" * 38, "hm_session_" + "x" * 38, "\ud800"])
async def test_what_is_no_link_is_refused(token: str, cast: Cast) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await open_it(token)

    assert refused.value.code is ErrorCode.LINK_NOT_VALID


async def test_a_link_opens_nothing_after_its_days_and_neither_does_its_session(cast: Cast) -> None:
    token = await link_for_piet(cast)
    signed_in = await open_it(token)

    with time_machine.travel(clock.now() + timedelta(days=31)):
        with pytest.raises(Refusal):
            await open_it(token)
        with pytest.raises(Unauthenticated):
            await authenticate(signed_in.token)


async def test_a_revoked_link_ends_its_sessions(cast: Cast) -> None:
    token = await link_for_piet(cast)
    signed_in = await open_it(token)

    await revoke_guest_link(cast.as_anna, guest_link_id=(await GuestLink.get()).id)

    with pytest.raises(Refusal):
        await open_it(token)
    with pytest.raises(Unauthenticated):
        await authenticate_again(signed_in.viewer)
