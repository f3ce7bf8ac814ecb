"""Signing in by a link in an e-mail."""

import asyncio
from datetime import timedelta

import pytest
import time_machine

import clock
from auth.attempts import Attempts
from auth.passwords import password_fits
from auth.sign_in import authenticate
from auth.tokens import TokenKind, mint
from auth.viewer import nobody
from errors import ErrorCode, Refusal, Unauthenticated
from models import Account, AuditEntry, Contact, Employee, GuestLink, Session, SignInLink
from resolvers.accounts import end_portal_access, invite_to_portal
from resolvers.guest_links import issue_guest_link
from resolvers.sessions import SignedIn, sign_in
from resolvers.sign_in_links import redeem_sign_in_link
from settings import Settings
from tests.cast import PASSWORD, Cast, given_to, reported, signed_in
from tests.silence import everything, nothing_happens

NEW = "nog een heel lang wachtwoord"


async def link_to(holder: Account | Employee, minutes: int = 15) -> str:
    """The secret of a link such as a letter carries."""
    minted = mint(TokenKind.SIGN_IN)
    await SignInLink.create(
        organisation_id=holder.organisation_id,
        account=holder if isinstance(holder, Account) else None,
        employee=holder if isinstance(holder, Employee) else None,
        token_hash=minted.hash,
        expires_at=clock.now() + timedelta(minutes=minutes),
    )
    return minted.secret


async def account_of(cast: Cast, *contacts: Contact) -> Account:
    for contact in contacts:
        await invite_to_portal(cast.as_anna, contact_id=contact.id)
    return await Account.get(id=(await Contact.get(id=contacts[0].id)).account_id)


async def use(token: str, new_password: str | None = None, attempts: Attempts | None = None) -> SignedIn:
    return await redeem_sign_in_link(
        nobody(),
        token=token,
        new_password=new_password,
        address="1.1.1.1",
        attempts=attempts or Attempts(Settings()),
    )


async def refusal_of(token: str, new_password: str | None = None) -> tuple[ErrorCode, str | None]:
    async with nothing_happens(but=AuditEntry):
        with pytest.raises(Refusal) as refused:
            await use(token, new_password)
    return refused.value.code, refused.value.field


NOT_VALID = (ErrorCode.LINK_NOT_VALID, "token")


async def test_an_account_is_signed_in_as_its_contacts(cast: Cast) -> None:
    token = await link_to(await account_of(cast, cast.piet))

    viewer = (await use(f" {token} ")).viewer

    assert viewer.contacts == (cast.piet,)
    assert (viewer.is_contact, viewer.guest_thread_id, viewer.guest_link_id) == (True, None, None)


async def test_an_employee_is_signed_in_and_keeps_the_password(cast: Cast) -> None:
    used = await use(await link_to(cast.anna))

    assert (await authenticate(used.token)).employee == cast.anna
    assert await password_fits((await Employee.get(id=cast.anna.id)).password_hash, PASSWORD)
    assert used.token not in str(await everything())


async def test_a_link_works_once_and_another_still_does(cast: Cast) -> None:
    first, second = await link_to(cast.anna), await link_to(cast.anna)

    await use(first)

    assert await refusal_of(first) == NOT_VALID
    await use(second)


async def test_of_two_at_once_one_wins(cast: Cast) -> None:
    token = await link_to(cast.anna)

    outcomes = await asyncio.gather(use(token), use(token), return_exceptions=True)

    [won] = [outcome for outcome in outcomes if isinstance(outcome, SignedIn)]
    [lost] = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    assert (lost.code, lost.field) == NOT_VALID
    assert await AuditEntry.filter(was_refused=True).values_list("subject_id", flat=True) == [cast.anna.id]
    assert [session.id for session in await Session.all()] == [won.viewer.session_id]


async def test_a_new_password_signs_in_from_then_on_and_signs_out_everywhere_else(cast: Cast) -> None:
    account = await account_of(cast, cast.piet)
    elsewhere, as_anna = await signed_in(account), await use(await link_to(cast.anna))
    order = await given_to(cast, cast.piet, await reported(cast))
    await issue_guest_link(cast.as_anna, thread_id=order.thread_id)

    used = await use(await link_to(account), NEW)

    assert await Session.filter(ended_at__isnull=False).values_list("id", flat=True) == [elsewhere.session_id]
    assert (await authenticate(used.token)).account == account
    assert (await authenticate(as_anna.token)).employee == cast.anna
    assert await GuestLink.filter(revoked_at__isnull=True).count() == 1
    again = await sign_in(
        nobody(), email=account.email, password=NEW, slug="van-dam", address="1.1.1.1", attempts=Attempts(Settings())
    )
    assert again.viewer.contacts == (cast.piet,)


async def test_a_new_password_ends_the_links_that_were_sent_before(cast: Cast) -> None:
    account = await account_of(cast, cast.piet)
    for holder in (account, cast.anna):
        before = await link_to(holder, minutes=7 * 24 * 60)

        await use(await link_to(holder), NEW)

        assert await refusal_of(before, "het wachtwoord van een dief") == NOT_VALID


async def test_without_a_new_password_other_sessions_stay(cast: Cast) -> None:
    first = await use(await link_to(cast.anna))

    await use(await link_to(cast.anna))

    assert (await authenticate(first.token)).employee == cast.anna


@pytest.mark.parametrize("password", ["kort", "elf tekens.", "   elf tekens.   "])
async def test_a_weak_password_is_refused_before_the_link_is_used_up(password: str, cast: Cast) -> None:
    token = await link_to(cast.anna)

    assert await refusal_of(token, password) == (ErrorCode.WEAK_PASSWORD, "newPassword")
    assert (await use(token, "twaalf teken")).viewer.employee == cast.anna


@pytest.mark.parametrize("password", [None, "", "   "])
async def test_an_employee_who_was_invited_must_choose_a_password(password: str | None, cast: Cast) -> None:
    await Employee.filter(id=cast.anna.id).update(password_hash=None)
    token = await link_to(cast.anna)

    assert await refusal_of(token, password) == (ErrorCode.BLANK, "newPassword")
    await use(token, NEW)
    assert await password_fits((await Employee.get(id=cast.anna.id)).password_hash, NEW)


@pytest.mark.parametrize("token", ["", "hm_signin_", "hm_signin_" + "x" * 38, "hm_session_" + "x" * 38, "\ud800"])
async def test_what_is_no_link_is_refused(token: str, cast: Cast) -> None:
    assert await refusal_of(token) == NOT_VALID


async def test_a_link_that_is_over_or_lets_nobody_in_is_refused_alike_whatever_the_password(cast: Cast) -> None:
    archived = await link_to(await account_of(cast, cast.piet))
    ended = await link_to(await account_of(cast, cast.elin))
    deactivated = await link_to(cast.bas)
    over = await link_to(cast.anna, minutes=-1)
    await Contact.filter(id=cast.piet.id).update(archived_at=clock.now())
    await end_portal_access(cast.as_anna, contact_id=cast.elin.id)
    await Employee.filter(id=cast.bas.id).update(deactivated_at=clock.now())

    for token in (archived, ended, deactivated, over):
        for password in (None, "kort", NEW):
            assert await refusal_of(token, password) == NOT_VALID


async def test_an_account_that_was_emptied_does_not_come_back_by_its_old_link(cast: Cast) -> None:
    token = await link_to(await account_of(cast, cast.piet))
    await end_portal_access(cast.as_anna, contact_id=cast.piet.id)

    await invite_to_portal(cast.as_anna, contact_id=cast.piet.id)

    assert await refusal_of(token) == NOT_VALID


async def test_nor_by_a_password_that_somebody_still_knows(cast: Cast) -> None:
    account = await account_of(cast, cast.piet)
    await use(await link_to(account), NEW)
    await end_portal_access(cast.as_anna, contact_id=cast.piet.id)
    await account_of(cast, cast.piet)

    with pytest.raises(Refusal) as refused:
        await sign_in(
            nobody(),
            email=account.email,
            password=NEW,
            slug="van-dam",
            address="1.1.1.1",
            attempts=Attempts(Settings()),
        )

    assert refused.value.code is ErrorCode.WRONG_CREDENTIALS


async def test_guessing_ends(cast: Cast) -> None:
    attempts = Attempts(Settings(sign_in_attempts=3))
    for _ in range(3):
        with pytest.raises(Refusal):
            await use(mint(TokenKind.SIGN_IN).secret, attempts=attempts)

    with pytest.raises(Refusal) as refused:
        await use(mint(TokenKind.SIGN_IN).secret, attempts=attempts)

    assert refused.value.code is ErrorCode.RATE_LIMITED


async def test_a_link_that_is_over_is_tried_only_so_often_from_wherever(cast: Cast) -> None:
    attempts, token = Attempts(Settings(sign_in_attempts=3)), await link_to(cast.anna, minutes=-1)
    for number in range(5):
        with pytest.raises(Refusal):
            await redeem_sign_in_link(nobody(), token=token, address=f"10.0.0.{number}", attempts=attempts)

    assert await AuditEntry.filter(was_refused=True).count() == 3
    assert (await use(await link_to(cast.anna), attempts=attempts)).viewer.employee == cast.anna


async def test_a_session_of_an_account_ends_by_itself(cast: Cast) -> None:
    used = await use(await link_to(await account_of(cast, cast.piet)))

    with time_machine.travel(clock.now() + timedelta(hours=13)), pytest.raises(Unauthenticated):
        await authenticate(used.token)


async def test_a_link_of_one_organisation_never_reaches_the_other(cast: Cast, neighbour: Cast) -> None:
    here, there = await account_of(cast, cast.piet), await account_of(neighbour, neighbour.piet)
    assert here.email == there.email

    used = await use(await link_to(here), NEW)

    assert used.viewer.organisation_id == cast.organisation.id
    assert used.viewer.contacts == (cast.piet,)
    assert (await Account.get(id=there.id)).password_hash is None
