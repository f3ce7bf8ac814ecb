"""Changing a contact."""

import pytest

from auth.sign_in import authenticate_again
from errors import Conflict, ErrorCode, NotAllowed, NotFound, Refusal, Unauthenticated
from models import Channel, Contact, GuestLink, SubIncident
from resolvers.contacts import update_contact
from schema.context import House
from schema.ids import node_id
from tests.asking import following
from tests.cast import Cast, asked, by_account, given_to, reported, says, through_link
from tests.silence import nothing_happens

FOLLOW = "subscription ($thread: ID!) { messageAdded(threadId: $thread) { message { body } } }"


async def test_what_is_given_changes_null_clears_and_the_rest_stays(cast: Cast) -> None:
    changes = {"name": "Piet de Loodgieter", "phone": None, "preferred_channels": [Channel.EMAIL]}

    piet = await update_contact(cast.as_anna, contact_id=cast.piet.id, changes=changes)

    assert (piet.name, piet.phone, piet.email, piet.version) == (
        "Piet de Loodgieter",
        None,
        "piet@loodgieter.example",
        2,
    )


async def test_a_wrong_address_changes_nothing(cast: Cast) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await update_contact(cast.as_anna, contact_id=cast.piet.id, changes={"name": "x", "email": "nee"})
        with pytest.raises(Conflict):
            await update_contact(cast.as_anna, contact_id=cast.piet.id, changes={"name": "x"}, expected_version=3)

    assert refused.value.code is ErrorCode.INVALID_EMAIL


async def test_nobody_else_changes_it_not_even_itself(cast: Cast, neighbour: Cast) -> None:
    piet = await through_link(cast.piet, await given_to(cast, cast.piet, await reported(cast)))

    async with nothing_happens():
        with pytest.raises(NotFound):
            await update_contact(neighbour.as_anna, contact_id=cast.piet.id, changes={"name": "x"})
        with pytest.raises(NotAllowed):
            await update_contact(piet, contact_id=cast.piet.id, changes={"name": "x"})


async def archive(cast: Cast, contact: Contact) -> Contact:
    return await update_contact(cast.as_anna, contact_id=contact.id, changes={"is_archived": True})


async def close(order: SubIncident) -> None:
    await SubIncident.filter(id=order.id).update(status="CLOSED")


async def test_who_is_archived_is_listed_apart_and_can_come_back(cast: Cast) -> None:
    once = await archive(cast, cast.elin)
    twice = await archive(cast, cast.elin)
    assert (once.is_archived, twice.archived_at) == (True, once.archived_at)

    back = await update_contact(cast.as_anna, contact_id=cast.elin.id, changes={"is_archived": False})

    assert (back.is_archived, back.version) == (False, 4)


@pytest.mark.parametrize("name", ["piet", "olga"])
async def test_whoever_is_the_party_of_something_open_is_not_archived(name: str, cast: Cast) -> None:
    incident = await reported(cast)
    await given_to(cast, cast.piet, incident)
    await asked(cast, incident)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await archive(cast, getattr(cast, name))

    assert (refused.value.code, refused.value.field) == (ErrorCode.CONTACT_IN_USE, "isArchived")


async def test_who_is_archived_loses_all_its_links_and_its_account_and_nobody_else_does(cast: Cast) -> None:
    orders = [await given_to(cast, cast.piet, await reported(cast, title)) for title in ("Een", "Twee")]
    links = [await through_link(cast.piet, order) for order in orders]
    other = await through_link(cast.elin, await given_to(cast, cast.elin, await reported(cast, "Drie")))
    account = await by_account(cast.piet)
    for order in orders:
        await close(order)

    piet = await archive(cast, cast.piet)

    assert piet.account_id is None
    for viewer in (*links, account):
        with pytest.raises(Unauthenticated):
            await authenticate_again(viewer)
    assert (await authenticate_again(other)).contacts == (cast.elin,)
    assert await GuestLink.filter(revoked_at__isnull=True).count() == 1


async def test_an_account_keeps_its_other_contacts(cast: Cast) -> None:
    account = await by_account(cast.olga, cast.tom)

    await archive(cast, cast.olga)

    assert (await authenticate_again(account)).contacts == (cast.tom,)


@pytest.mark.parametrize(
    ("sign_in", "codes"),
    [("link", ["UNAUTHENTICATED"]), ("account", ["UNAUTHENTICATED"]), ("account of two", ["FORBIDDEN"])],
)
async def test_what_an_archived_contact_follows_ends_with_a_code(
    sign_in: str, codes: list[str], cast: Cast, house: House
) -> None:
    order = await given_to(cast, cast.piet, await reported(cast))
    piet = await through_link(cast.piet, order)
    if sign_in != "link":
        piet = await by_account(cast.piet, *([cast.elin] if sign_in == "account of two" else []))

    async with following(piet, house, FOLLOW, thread=node_id(order.thread)) as heard:
        await says(cast.as_anna, order, "Dank")
        assert (await heard.next())["messageAdded"]["message"] == {"body": "Dank"}
        await close(order)

        await archive(cast, cast.piet)
        await says(cast.as_anna, order, "Dit hoort Piet niet meer")

        ended = await heard.result()
        assert ended is not None
        assert ended.data is None
        assert [(error.extensions or {})["code"] for error in ended.errors or []] == codes
        assert await heard.result() is None


async def test_another_address_takes_the_contact_out_of_the_account(cast: Cast, house: House) -> None:
    account = await by_account(cast.tom, email="tom@huurder.example")
    incident = await reported(cast)

    async with following(account, house, FOLLOW, thread=node_id(incident.thread)) as heard:
        await says(cast.as_anna, incident, "Voor Tom")
        assert (await heard.next())["messageAdded"]["message"] == {"body": "Voor Tom"}
        await update_contact(cast.as_anna, contact_id=cast.tom.id, changes={"email": "nieuw@huurder.example"})
        await says(cast.as_anna, incident, "Voor wie er nu woont")

        while (ended := await heard.result()) is not None and not ended.errors:
            assert ended.data is not None
            assert ended.data["messageAdded"]["message"] != {"body": "Voor wie er nu woont"}
        assert ended is not None
        assert [error.extensions for error in ended.errors or []] == [{"code": "UNAUTHENTICATED"}]


@pytest.mark.parametrize(
    ("changes", "stays"),
    [
        ({"email": "TOM@huurder.example"}, True),
        ({"name": "Tom de Huurder"}, True),
        ({"email": "ander@huurder.example"}, False),
        ({"email": None}, False),
    ],
)
async def test_an_account_holds_on_to_a_contact_with_its_own_address(
    changes: dict[str, str | None], stays: bool, cast: Cast
) -> None:
    await by_account(cast.tom, email="tom@huurder.example")

    tom = await update_contact(cast.as_anna, contact_id=cast.tom.id, changes=changes)

    assert (tom.account_id is not None) == stays


async def test_an_account_with_another_address_keeps_a_contact_whose_address_stays(cast: Cast) -> None:
    await by_account(cast.tom, email="familie@huurder.example")

    tom = await update_contact(cast.as_anna, contact_id=cast.tom.id, changes={"email": cast.tom.email, "phone": None})

    assert tom.account_id is not None
