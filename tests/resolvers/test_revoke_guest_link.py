"""Taking a guest link back."""

import pytest

from errors import NotAllowed, NotFound
from models import GuestLink, GuestLinkStatus
from resolvers.guest_links import revoke_guest_link
from schema.context import House
from schema.ids import node_id
from tests.asking import following
from tests.cast import Cast, given_to, reported, through_link
from tests.silence import nothing_happens

FOLLOW = "subscription ($thread: ID!) { messageAdded(threadId: $thread) { message { body } } }"


async def test_revoking_twice_keeps_the_first_moment(cast: Cast) -> None:
    await through_link(cast.piet, await given_to(cast, cast.piet, await reported(cast)))
    link = await GuestLink.get()

    first = await revoke_guest_link(cast.as_anna, guest_link_id=link.id)
    second = await revoke_guest_link(cast.as_bas, guest_link_id=link.id)

    assert first.status is GuestLinkStatus.REVOKED
    assert second.revoked_at == first.revoked_at


async def test_whoever_is_in_by_it_falls_silent_with_a_code(cast: Cast, house: House) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)

    async with following(piet, house, FOLLOW, thread=node_id(order.thread)) as heard:
        await revoke_guest_link(cast.as_anna, guest_link_id=(await GuestLink.get()).id)

        ended = await heard.result()
        assert ended is not None
        assert [error.extensions for error in ended.errors or []] == [{"code": "UNAUTHENTICATED"}]
        assert await heard.result() is None


async def test_nobody_else_revokes(cast: Cast, neighbour: Cast) -> None:
    piet = await through_link(cast.piet, await given_to(cast, cast.piet, await reported(cast)))
    link = await GuestLink.get()

    async with nothing_happens():
        for viewer in (neighbour.as_anna, piet):
            with pytest.raises((NotFound, NotAllowed)):
                await revoke_guest_link(viewer, guest_link_id=link.id)
