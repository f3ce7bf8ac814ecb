"""Letters that let somebody in: what they say, their link, and when none is written."""

from datetime import timedelta

import pytest

import clock
from auth.tokens import TokenKind, hash_of
from models import (
    Account,
    Channel,
    Contact,
    ContactType,
    Delivery,
    DeliveryStatus,
    Employee,
    Locale,
    Notice,
    SignInLink,
)
from notifications.notices import write_letter
from notifications.postman import Postman
from settings import Settings
from tests.notifications.peers import Mailbox
from tests.notifications.scene import Scene, enqueued
from tests.notifications.test_letters import html_of, link_in, text_of
from tests.silence import everything


async def account_of(*contacts: Contact) -> Account:
    account = await Account.create(organisation_id=contacts[0].organisation_id, email="kraan@mijn.example")
    await Contact.filter(id__in=[contact.id for contact in contacts]).update(account_id=account.id)
    return account


async def enqueue(notice: Notice, to: Account | Employee) -> Delivery:
    [made] = await enqueued(notice, to=to, organisation_id=to.organisation_id, channels=[Channel.EMAIL])
    return made


SAID = {
    (Notice.PORTAL_INVITATION, Locale.NL): "Open Mijn Portaal",
    (Notice.PORTAL_INVITATION, Locale.EN): "Open Mijn Portaal",
    (Notice.SIGN_IN_LINK, Locale.NL): "kwartier",
    (Notice.SIGN_IN_LINK, Locale.EN): "quarter of an hour",
    (Notice.EMPLOYEE_INVITATION, Locale.NL): "Kies uw wachtwoord",
    (Notice.EMPLOYEE_INVITATION, Locale.EN): "Choose your password",
}


@pytest.mark.parametrize("notice", [Notice.PORTAL_INVITATION, Notice.SIGN_IN_LINK])
async def test_an_account_is_written_to_as_its_first_contact(
    notice: Notice, scene_in: Scene, settings: Settings
) -> None:
    second = await Contact.create(
        organisation=scene_in.organisation, type=ContactType.OWNER, name="Kraan Vastgoed", email="v@kraan.example"
    )
    delivery = await enqueue(notice, await account_of(scene_in.piet, second))

    letter = await write_letter(delivery, settings)

    assert letter is not None
    assert letter["To"] == "Piet Kraan <kraan@mijn.example>"
    assert letter["From"] == "Wonen aan de Maas <noreply@huismeester.example>"
    assert letter["Content-Language"] == scene_in.piet.locale
    assert (letter["In-Reply-To"], letter["References"]) == (None, None)
    assert "Wonen aan de Maas" in letter["Subject"]
    for body in (html_of(letter), text_of(letter)):
        assert SAID[notice, scene_in.piet.locale] in body
        assert "Kraan Vastgoed" not in body


@pytest.mark.parametrize("notice", [Notice.EMPLOYEE_INVITATION, Notice.SIGN_IN_LINK])
async def test_an_employee_is_written_to(notice: Notice, scene_in: Scene, settings: Settings) -> None:
    if notice is Notice.EMPLOYEE_INVITATION:
        await Employee.filter(id=scene_in.sanne.id).update(password_hash=None)

    letter = await write_letter(await enqueue(notice, scene_in.sanne), settings)

    assert letter is not None
    assert letter["To"] == "Sanne de Wit <sanne@maas.example>"
    assert SAID[notice, scene_in.sanne.locale] in html_of(letter)


@pytest.mark.parametrize(
    ("notice", "lasts"),
    [
        (Notice.SIGN_IN_LINK, timedelta(minutes=15)),
        (Notice.PORTAL_INVITATION, timedelta(days=7)),
        (Notice.EMPLOYEE_INVITATION, timedelta(days=7)),
    ],
)
async def test_the_link_is_minted_when_it_is_carried_and_only_its_hash_is_kept(
    notice: Notice, lasts: timedelta, scene: Scene, settings: Settings
) -> None:
    await Employee.filter(id=scene.sanne.id).update(password_hash=None)
    account = await account_of(scene.piet)
    holder = scene.sanne if notice is Notice.EMPLOYEE_INVITATION else account
    delivery = await enqueue(notice, holder)
    assert not await SignInLink.exists()

    letter = await write_letter(delivery, settings)

    address, _, secret = link_in(letter).partition("#")
    link = await SignInLink.get()
    assert address == "https://portaal.maas.example/sign-in/maas"
    assert link.token_hash == hash_of(TokenKind.SIGN_IN, secret)
    assert (link.account_id or link.employee_id, link.organisation_id) == (holder.id, scene.organisation.id)
    assert timedelta(0) <= clock.now() + lasts - link.expires_at < timedelta(seconds=30)
    assert secret not in str(await everything())


async def test_each_letter_carries_a_link_of_its_own(scene: Scene, settings: Settings) -> None:
    delivery = await enqueue(Notice.SIGN_IN_LINK, scene.sanne)

    first, second = await write_letter(delivery, settings), await write_letter(delivery, settings)

    assert link_in(first) != link_in(second)
    assert first is not None
    assert second is not None
    assert first["Message-ID"] == second["Message-ID"]


async def test_an_account_without_a_contact_in_use_is_not_written_to(scene: Scene, settings: Settings) -> None:
    account = await account_of(scene.piet)
    deliveries = [await enqueue(notice, account) for notice in (Notice.PORTAL_INVITATION, Notice.SIGN_IN_LINK)]

    await Contact.filter(id=scene.piet.id).update(archived_at=clock.now())

    assert [await write_letter(delivery, settings) for delivery in deliveries] == [None, None]
    assert not await SignInLink.exists()


async def test_an_employee_who_left_or_chose_a_password_is_not_invited(scene: Scene, settings: Settings) -> None:
    has_password = await enqueue(Notice.EMPLOYEE_INVITATION, scene.sanne)
    assert await write_letter(has_password, settings) is None

    await Employee.filter(id=scene.sanne.id).update(password_hash=None, deactivated_at=clock.now())
    for notice in (Notice.EMPLOYEE_INVITATION, Notice.SIGN_IN_LINK):
        assert await write_letter(await enqueue(notice, scene.sanne), settings) is None

    assert not await SignInLink.exists()


async def test_the_postman_carries_what_lets_in_and_skips_what_does_not(
    scene: Scene, postman: Postman, mailbox: Mailbox
) -> None:
    account = await account_of(scene.piet)
    sent = await enqueue(Notice.PORTAL_INVITATION, account)
    skipped = await enqueue(Notice.EMPLOYEE_INVITATION, scene.sanne)

    await postman.carry_due()

    assert (await Delivery.get(id=sent.id)).status is DeliveryStatus.SENT
    assert (await Delivery.get(id=skipped.id)).status is DeliveryStatus.SKIPPED
    assert len(mailbox.letters) == 1
