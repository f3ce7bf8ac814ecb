"""Inviting a colleague."""

import asyncio
from typing import Any

import pytest

from errors import ErrorCode, NotAllowed, Refusal
from models import Channel, Delivery, Employee, EmployeeRole, Locale, Notice
from resolvers.employees import invite_employee
from tests.cast import Cast, given_to, reported, through_link
from tests.silence import nothing_happens


async def invite(cast: Cast, **more: Any) -> Employee:
    given = {"name": "Chris Cool", "email": "chris@van-dam.example", "idempotency_key": "k"}
    return await invite_employee(cast.as_bas, **{**given, **more})


async def test_an_invited_employee_has_no_password_and_a_letter_on_its_way(cast: Cast) -> None:
    chris = await invite(cast, role=EmployeeRole.ADMIN, locale=Locale.EN, phone="06-12345678")

    [letter] = await Delivery.all()
    assert (chris.password_hash, chris.is_active, chris.role) == (None, True, EmployeeRole.ADMIN)
    assert (chris.organisation_id, chris.locale, chris.phone) == (cast.organisation.id, Locale.EN, "+31612345678")
    assert (letter.notice, letter.channel, letter.employee_id) == (
        Notice.EMPLOYEE_INVITATION,
        Channel.EMAIL,
        chris.id,
    )


async def test_the_address_is_kept_in_the_letters_by_which_sign_in_looks_for_it(cast: Cast) -> None:
    chris = await invite(cast, email=" Chris.Cool@Van-Dam.example ")

    assert chris.email == "chris.cool@van-dam.example"


@pytest.mark.parametrize("email", ["anna@van-dam.example", "ANNA@van-dam.example"])
async def test_an_address_that_a_colleague_has_is_taken(email: str, cast: Cast) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await invite(cast, email=email)

    assert (refused.value.code, refused.value.field) == (ErrorCode.EMAIL_TAKEN, "email")


async def test_a_colleague_who_left_keeps_the_address(cast: Cast) -> None:
    await Employee.filter(id=cast.anna.id).update(deactivated_at=cast.anna.created_at)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await invite(cast, email=cast.anna.email)

    assert refused.value.code is ErrorCode.EMAIL_TAKEN


async def test_somebody_may_work_for_two_organisations(cast: Cast, neighbour: Cast) -> None:
    anna = await invite(cast, email=neighbour.anna.email)

    assert (anna.email, anna.organisation_id) == (neighbour.anna.email, cast.organisation.id)


async def test_twenty_with_one_key_are_one_employee_and_one_letter(cast: Cast) -> None:
    before = await Employee.all().count()

    made = await asyncio.gather(*(invite(cast) for _ in range(20)))

    assert len({employee.id for employee in made}) == await Employee.all().count() - before == 1
    assert await Delivery.all().count() == 1


async def test_two_with_one_address_at_once_are_one_employee(cast: Cast) -> None:
    before = await Employee.all().count()

    answers = await asyncio.gather(
        *(invite(cast, idempotency_key=f"{number}") for number in range(5)), return_exceptions=True
    )

    refused = [answer.code for answer in answers if isinstance(answer, Refusal)]
    assert refused == [ErrorCode.EMAIL_TAKEN] * 4
    assert await Employee.all().count() - before == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": " "}, ErrorCode.BLANK),
        ({"name": "x" * 201}, ErrorCode.TOO_LONG),
        ({"email": " "}, ErrorCode.BLANK),
        ({"email": "chris"}, ErrorCode.INVALID_EMAIL),
        ({"phone": "hello"}, ErrorCode.INVALID_PHONE),
    ],
)
async def test_wrong_input_invites_nobody(wrong: dict[str, str], code: ErrorCode, cast: Cast) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await invite(cast, **wrong)

    assert (refused.value.code, refused.value.field) == (code, next(iter(wrong)))


async def test_a_key_that_was_used_for_somebody_else_is_refused(cast: Cast) -> None:
    await invite(cast)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await invite(cast, name="Daan Dik", email="daan@van-dam.example")

    assert refused.value.code is ErrorCode.IDEMPOTENCY_KEY_REUSED


async def test_only_an_admin_invites(cast: Cast) -> None:
    piet = await through_link(cast.piet, await given_to(cast, cast.piet, await reported(cast)))

    async with nothing_happens():
        for viewer in (cast.as_anna, piet):
            with pytest.raises(NotAllowed):
                await invite_employee(viewer, name="x", email="x@y.example", idempotency_key="k")
