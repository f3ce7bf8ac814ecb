"""Mijn Portaal with many at once, on PostgreSQL: one account, one letter, one winner, nobody left inside."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE

from auth.attempts import Attempts
from auth.viewer import nobody
from errors import ErrorCode, Refusal
from models import Account, Contact, Delivery, Notice, Session, SignInLink
from models.database import connected
from resolvers.accounts import end_portal_access, invite_to_portal
from resolvers.preferences import update_my_preferences
from resolvers.sessions import SignedIn
from resolvers.sign_in_links import redeem_sign_in_link, request_sign_in_link
from resolvers.unfinished import finish_acts
from settings import Settings
from tests.cast import Cast, make_cast, signed_in
from tests.resolvers.test_redeem_sign_in_link import NEW, link_to

ATTEMPTS = Settings(sign_in_attempts=1000)


@pytest.fixture
async def house(postgres_url: str, request: pytest.FixtureRequest) -> AsyncIterator[Cast]:
    """An organisation of the test's own; Tom and Olga have one address."""
    EXECUTOR_CACHE.clear()  # Tortoise keeps SQL by the connection's name, in the dialect that it first had
    async with connected(postgres_url):
        cast = await make_cast(request.node.name[:60])
        await Contact.filter(id=cast.tom.id).update(email=cast.olga.email)
        yield cast
    EXECUTOR_CACHE.clear()


async def invite(cast: Cast, contact: Contact) -> Contact:
    return await invite_to_portal(cast.as_anna, contact_id=contact.id)


async def test_twenty_invitations_make_one_account_and_one_letter(house: Cast) -> None:
    await asyncio.gather(*(invite(house, contact) for contact in [house.tom, house.olga] * 10))

    account = await Account.get(organisation=house.organisation)
    assert {row.account_id for row in await Contact.filter(id__in=[house.tom.id, house.olga.id])} == {account.id}
    assert {row.version for row in await Contact.filter(account_id=account.id)} == {2}
    assert await Delivery.filter(account_id=account.id).count() == 1


async def test_the_last_two_who_leave_at_once_leave_nobody_inside(house: Cast) -> None:
    await invite(house, house.tom)
    await invite(house, house.olga)
    viewer = await signed_in(await Account.get(organisation=house.organisation))

    await asyncio.gather(
        *(end_portal_access(house.as_anna, contact_id=contact.id) for contact in (house.tom, house.olga))
    )

    assert (await Session.get(id=viewer.session_id)).ended_at is not None


async def test_twenty_requests_send_one_letter(house: Cast) -> None:
    asked = {"email": house.anna.email, "slug": house.organisation.slug, "address": "1.1.1.1"}
    attempts = Attempts(ATTEMPTS)

    await asyncio.gather(*(request_sign_in_link(nobody(), **asked, attempts=attempts) for _ in range(20)))
    await finish_acts()

    assert await Delivery.filter(employee_id=house.anna.id, notice=Notice.SIGN_IN_LINK).count() == 1


async def test_of_twenty_with_one_link_one_gets_in(house: Cast) -> None:
    token = await link_to(house.anna)
    attempts = Attempts(ATTEMPTS)

    outcomes = await asyncio.gather(
        *(
            redeem_sign_in_link(nobody(), token=token, new_password=NEW, address="1.1.1.1", attempts=attempts)
            for _ in range(20)
        ),
        return_exceptions=True,
    )

    [won] = [outcome for outcome in outcomes if isinstance(outcome, SignedIn)]
    codes = {outcome.code for outcome in outcomes if isinstance(outcome, Refusal)}
    assert codes == {ErrorCode.LINK_NOT_VALID}
    assert [row.id for row in await Session.filter(employee_id=house.anna.id)] == [won.viewer.session_id]
    assert await SignInLink.filter(employee_id=house.anna.id, used_at__isnull=True).count() == 0


async def test_preferences_that_are_said_at_once_are_whole(house: Cast) -> None:
    await invite(house, house.tom)
    await invite(house, house.olga)
    viewer = await signed_in(await Account.get(organisation=house.organisation))

    hours = [{"quiet_from": f"{hour}:00", "quiet_until": f"{hour}:30"} for hour in range(10, 20)]
    await asyncio.gather(*(update_my_preferences(viewer, changes=each) for each in hours))

    rows = await Contact.filter(id__in=viewer.contact_ids)
    assert {row.version for row in rows} == {12}
    assert len({(row.quiet_from, row.quiet_until) for row in rows}) == 1
    assert {"quiet_from": rows[0].quiet_from, "quiet_until": rows[0].quiet_until} in hours
