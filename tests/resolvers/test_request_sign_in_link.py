"""Asking for a link to sign in with."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
import time_machine
from tortoise.transactions import in_transaction

import clock
from auth.attempts import Attempts
from auth.viewer import nobody
from errors import ErrorCode, Refusal
from models import Account, Contact, Delivery, DeliveryStatus, Employee, Notice
from resolvers.accounts import invite_to_portal
from resolvers.sign_in_links import request_sign_in_link
from resolvers.unfinished import finish_acts
from settings import Settings
from tests.cast import Cast
from tests.silence import everything, nothing_happens

PIET = "piet@loodgieter.example"


async def ask(email: str, slug: str = "van-dam", attempts: Attempts | None = None) -> None:
    """Ask, and let what comes after the answer be done."""
    await request_sign_in_link(
        nobody(), email=email, slug=slug, address="1.1.1.1", attempts=attempts or Attempts(Settings())
    )
    await finish_acts()


@asynccontextmanager
async def nobody_else_at_the_database() -> AsyncIterator[None]:
    """SQLite is one connection: who would look or write waits until the block ends."""
    begun, over = asyncio.Event(), asyncio.Event()

    async def occupy() -> None:
        async with in_transaction():
            begun.set()
            await over.wait()

    occupying = asyncio.create_task(occupy())
    await begun.wait()
    yield
    over.set()
    await occupying


async def letters() -> list[Delivery]:
    return await Delivery.filter(notice=Notice.SIGN_IN_LINK).order_by("created_at")


async def test_an_account_is_sent_a_link_and_no_secret_waits(cast: Cast) -> None:
    await invite_to_portal(cast.as_anna, contact_id=cast.piet.id)

    await ask(" Piet@Loodgieter.EXAMPLE ")

    [letter] = await letters()
    assert letter.account_id == (await Account.get()).id
    assert (letter.contact_id, letter.employee_id, letter.thread_id) == (None, None, None)
    assert letter.due_at <= clock.now()
    assert "hm_signin_" not in str(await everything())


async def test_an_employee_who_forgot_the_password_is_sent_one_too(cast: Cast) -> None:
    await ask(cast.anna.email)

    [letter] = await letters()
    assert letter.employee_id == cast.anna.id


async def test_nobody_is_sent_nothing(cast: Cast) -> None:
    async with nothing_happens():
        await ask("nobody@van-dam.example")
        await ask(cast.anna.email, "nowhere")
        await ask("", "")


@pytest.mark.parametrize(("email", "sent"), [("anna@van-dam.example", 1), ("nobody@van-dam.example", 0)])
async def test_the_answer_waits_for_nothing_that_would_tell_who_there_is(email: str, sent: int, cast: Cast) -> None:
    async with nobody_else_at_the_database(), asyncio.timeout(10):
        await request_sign_in_link(
            nobody(), email=email, slug="van-dam", address="1.1.1.1", attempts=Attempts(Settings())
        )
    await finish_acts()

    assert len(await letters()) == sent


async def test_an_address_at_two_organisations_gets_the_link_of_the_one_that_was_named(
    cast: Cast, neighbour: Cast
) -> None:
    await invite_to_portal(cast.as_anna, contact_id=cast.piet.id)
    await invite_to_portal(neighbour.as_anna, contact_id=neighbour.piet.id)

    await ask(PIET, "de-brug")

    [letter] = await letters()
    assert letter.organisation_id == neighbour.organisation.id


async def test_ten_requests_send_one_letter_though_the_first_is_carried_meanwhile(cast: Cast) -> None:
    attempts = Attempts(Settings(sign_in_attempts=100))
    await asyncio.gather(*(ask(cast.anna.email, attempts=attempts) for _ in range(5)))
    await Delivery.all().update(status=DeliveryStatus.SENT, sent_at=clock.now(), dedupe_key=None)
    await asyncio.gather(*(ask(cast.anna.email, attempts=attempts) for _ in range(5)))

    assert len(await letters()) == 1

    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        await ask(cast.anna.email, attempts=attempts)
    assert len(await letters()) == 2


async def test_a_letter_that_was_given_up_does_not_stand_in_the_way(cast: Cast) -> None:
    await ask(cast.anna.email)
    await Delivery.all().update(status=DeliveryStatus.FAILED, dedupe_key=None)

    await ask(cast.anna.email)

    assert [letter.status for letter in await letters()] == [DeliveryStatus.FAILED, DeliveryStatus.PENDING]


async def test_who_may_not_sign_in_any_more_is_sent_nothing(cast: Cast) -> None:
    await invite_to_portal(cast.as_anna, contact_id=cast.piet.id)
    await Contact.filter(id=cast.piet.id).update(archived_at=clock.now())
    await Employee.filter(id=cast.bas.id).update(deactivated_at=clock.now())

    async with nothing_happens():
        await ask(PIET)
        await ask(cast.bas.email)


@pytest.mark.parametrize("settings", [Settings(sign_in_attempts=2), Settings(sign_in_attempts_per_address=2)])
@pytest.mark.parametrize("email", ["anna@van-dam.example", "nobody@van-dam.example"])
async def test_asking_ends_for_anybody_and_nobody_alike(settings: Settings, email: str, cast: Cast) -> None:
    attempts = Attempts(settings)
    for _ in range(2):
        await ask(email, attempts=attempts)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await ask(email, attempts=attempts)

    assert refused.value.code is ErrorCode.RATE_LIMITED
