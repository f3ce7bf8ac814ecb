"""Taking a contact out of Mijn Portaal."""

import pytest

import clock
from auth.access import visible_sub_incidents
from auth.sign_in import authenticate_again
from errors import NotAllowed, NotFound, Unauthenticated
from models import Contact, Session
from resolvers.accounts import end_portal_access
from resolvers.contacts import update_contact
from schema.context import House
from schema.ids import node_id
from tests.asking import following
from tests.cast import Cast, by_account, given_to, reported, says, through_link
from tests.resolvers.test_live import FOLLOW, code_of
from tests.silence import nothing_happens


async def test_who_was_in_by_that_contact_alone_is_signed_out_and_the_link_goes_on(cast: Cast) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    alone, by_link = await by_account(cast.piet), await through_link(cast.piet, order)

    piet = await end_portal_access(cast.as_anna, contact_id=cast.piet.id)

    assert (piet.account_id, piet.version) == (None, 2)
    assert (await Session.get(id=alone.session_id)).ended_at is not None
    with pytest.raises(Unauthenticated):
        await authenticate_again(alone)
    await says(await authenticate_again(by_link), order, "Ik ben er nog")


async def test_what_is_left_of_an_account_goes_on(cast: Cast) -> None:
    incident = await reported(cast)
    await given_to(cast, cast.piet, incident)
    kept = await given_to(cast, cast.elin, incident)
    both = await by_account(cast.piet, cast.elin)

    await end_portal_access(cast.as_anna, contact_id=cast.piet.id)

    now = await authenticate_again(both)
    assert now.contacts == (cast.elin,)
    assert [row.id for row in await visible_sub_incidents(now)] == [kept.id]


async def test_what_was_followed_ends_at_once_and_what_is_left_goes_on(cast: Cast, house: House) -> None:
    incident = await reported(cast)
    taken, kept = await given_to(cast, cast.piet, incident), await given_to(cast, cast.elin, incident)
    both = await by_account(cast.piet, cast.elin)

    async with (
        following(both, house, FOLLOW, thread=node_id(taken.thread)) as silenced,
        following(both, house, FOLLOW, thread=node_id(kept.thread)) as heard,
    ):
        await end_portal_access(cast.as_anna, contact_id=cast.piet.id)

        result = await silenced.result()
        assert result is not None
        assert code_of(result) == "FORBIDDEN"
        assert await silenced.result() is None
        await says(cast.as_anna, kept, "Dag Elin")
        assert (await heard.next())["messageAdded"]["message"]["body"] == "Dag Elin"


async def test_the_last_contact_takes_every_stream_along(cast: Cast, house: House) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    alone = await by_account(cast.piet)

    async with following(alone, house, FOLLOW, thread=node_id(order.thread)) as silenced:
        await end_portal_access(cast.as_anna, contact_id=cast.piet.id)

        result = await silenced.result()
        assert result is not None
        assert code_of(result) == "UNAUTHENTICATED"


async def test_a_contact_that_is_archived_is_silenced_though_no_bell_rings(cast: Cast, house: House) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    both = await by_account(cast.piet, cast.elin)

    async with following(both, house, FOLLOW, thread=node_id(order.thread)) as silenced:
        await Contact.filter(id=cast.piet.id).update(archived_at=clock.now())

        result = await silenced.result()
        assert result is not None
        assert code_of(result) == "FORBIDDEN"


@pytest.mark.parametrize("changes", [{"is_archived": True}, {"email": "elders@loodgieter.example"}])
async def test_a_contact_that_leaves_otherwise_leaves_nobody_inside_either(
    changes: dict[str, object], cast: Cast
) -> None:
    alone = await by_account(cast.piet)

    await update_contact(cast.as_anna, contact_id=cast.piet.id, changes=changes)

    assert (await Contact.get(id=cast.piet.id)).account_id is None
    assert (await Session.get(id=alone.session_id)).ended_at is not None


async def test_a_contact_without_an_account_stays_as_it_is(cast: Cast) -> None:
    async with nothing_happens():
        piet = await end_portal_access(cast.as_anna, contact_id=cast.piet.id)

    assert (piet.account_id, piet.version) == (None, 1)


async def test_nobody_else_ends_it(cast: Cast, neighbour: Cast) -> None:
    piet = await by_account(cast.piet)

    async with nothing_happens():
        with pytest.raises(NotFound):
            await end_portal_access(neighbour.as_anna, contact_id=cast.piet.id)
        with pytest.raises(NotAllowed):
            await end_portal_access(piet, contact_id=cast.piet.id)
