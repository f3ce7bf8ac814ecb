"""Letting a contact into Mijn Portaal."""

import asyncio

import pytest

import clock
from auth.sign_in import authenticate_again
from errors import ErrorCode, NotAllowed, NotFound, Refusal
from models import Account, Channel, Contact, Delivery, DeliveryStatus, Notice, Session
from resolvers.accounts import invite_to_portal
from tests.cast import Cast, by_account, given_to, reported, signed_in, through_link
from tests.silence import nothing_happens


async def invite(cast: Cast, contact: Contact) -> Contact:
    return await invite_to_portal(cast.as_anna, contact_id=contact.id)


async def test_a_contact_gets_an_account_with_its_address_and_a_letter(cast: Cast) -> None:
    await Contact.filter(id=cast.piet.id).update(email="Piet@loodgieter.example")

    piet = await invite(cast, cast.piet)

    account = await Account.get()
    assert (account.email, account.organisation_id) == ("piet@loodgieter.example", cast.organisation.id)
    assert (account.password_hash, piet.account_id, piet.version) == (None, account.id, 2)
    letter = await Delivery.get()
    assert (letter.notice, letter.channel, letter.account_id, letter.thread_id) == (
        Notice.PORTAL_INVITATION,
        Channel.EMAIL,
        account.id,
        None,
    )


async def test_inviting_again_sends_the_letter_again_and_changes_nothing(cast: Cast) -> None:
    first = await invite(cast, cast.piet)
    await Delivery.all().update(status=DeliveryStatus.SENT, dedupe_key=None)

    again = await invite(cast, cast.piet)

    assert again.version == first.version
    assert await Account.all().count() == 1
    assert [row.status for row in await Delivery.all().order_by("created_at")] == ["SENT", "PENDING"]


async def test_contacts_with_one_address_share_an_account(cast: Cast, neighbour: Cast) -> None:
    for contact in (cast.olga, cast.tom):
        await Contact.filter(id=contact.id).update(email="smit@thuis.example")
    await Contact.filter(id=neighbour.tom.id).update(email="smit@thuis.example")

    await invite(cast, cast.olga)
    await invite(cast, cast.tom)
    await invite(neighbour, neighbour.tom)

    account = await Account.get(organisation=cast.organisation)
    assert (await signed_in(account)).contacts == (cast.tom, cast.olga)
    assert await Account.filter(organisation=neighbour.organisation).count() == 1


async def test_who_is_in_already_finds_the_second_contact(cast: Cast) -> None:
    await Contact.filter(id=cast.tom.id).update(email=cast.olga.email)
    await invite(cast, cast.olga)
    viewer = await signed_in(await Account.get())

    await invite(cast, cast.tom)

    assert (await authenticate_again(viewer)).contacts == (cast.tom, cast.olga)


async def test_two_who_invite_at_once_make_one_account_and_one_letter(cast: Cast) -> None:
    await Contact.filter(id=cast.tom.id).update(email=cast.olga.email)

    await asyncio.gather(*(invite(cast, contact) for contact in [cast.olga, cast.tom] * 3))

    assert await Account.all().count() == 1
    assert await Delivery.all().count() == 1
    assert await Contact.filter(account_id=(await Account.get()).id).count() == 2


async def test_a_contact_with_another_address_moves_to_another_account_and_leaves_the_first_empty(cast: Cast) -> None:
    await invite(cast, cast.piet)
    former = await signed_in(await Account.get())

    await Contact.filter(id=cast.piet.id).update(email="nieuw@loodgieter.example")
    piet = await invite(cast, cast.piet)

    assert piet.account_id == (await Account.get(email="nieuw@loodgieter.example")).id
    assert (await Session.get(id=former.session_id)).ended_at is not None


@pytest.mark.parametrize(
    ("columns", "code"),
    [({"email": None}, ErrorCode.NO_ADDRESS), ({"archived_at": clock.now()}, ErrorCode.CONTACT_ARCHIVED)],
)
async def test_who_cannot_be_written_to_is_not_invited(columns: dict[str, object], code: ErrorCode, cast: Cast) -> None:
    await Contact.filter(id=cast.piet.id).update(**columns)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await invite(cast, cast.piet)

    assert (refused.value.code, refused.value.field) == (code, "contactId")


async def test_nobody_else_invites_not_even_the_contact(cast: Cast, neighbour: Cast) -> None:
    guest = await through_link(cast.piet, await given_to(cast, cast.piet, await reported(cast)))
    account = await by_account(cast.elin)

    async with nothing_happens():
        with pytest.raises(NotFound):
            await invite(neighbour, cast.piet)
        with pytest.raises(NotAllowed):
            await invite_to_portal(guest, contact_id=cast.piet.id)
        with pytest.raises(NotAllowed):
            await invite_to_portal(account, contact_id=cast.elin.id)
        with pytest.raises(NotFound):
            await invite_to_portal(account, contact_id=cast.piet.id)
