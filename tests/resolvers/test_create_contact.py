"""Adding a contact."""

import asyncio
from typing import Any

import pytest

from errors import ErrorCode, NotAllowed, Refusal
from models import Channel, Contact, ContactType
from resolvers.contacts import create_contact
from tests.cast import Cast, given_to, reported, through_link
from tests.silence import nothing_happens


async def add(cast: Cast, **more: Any) -> Contact:
    given = {"type": ContactType.EXTERNAL_PARTY, "name": "Dirk Dak", "idempotency_key": "k"}
    return await create_contact(cast.as_anna, **{**given, **more})


async def test_addresses_are_normalised(cast: Cast) -> None:
    dirk = await add(
        cast, email=" Dirk@DAK.example ", phone="06-12345678", preferred_channels=[Channel.SMS, Channel.EMAIL]
    )

    assert (dirk.email, dirk.phone) == ("Dirk@dak.example", "+31612345678")
    assert dirk.preferred_channels == [Channel.EMAIL, Channel.SMS]


async def test_a_channel_without_an_address_is_not_preferred(cast: Cast) -> None:
    dirk = await add(cast, email="dirk@dak.example", preferred_channels=[Channel.SMS, Channel.EMAIL])

    assert dirk.preferred_channels == [Channel.EMAIL]


async def test_twenty_with_one_key_are_one_contact(cast: Cast) -> None:
    before = await Contact.all().count()

    made = await asyncio.gather(*(add(cast) for _ in range(20)))

    assert len({contact.id for contact in made}) == await Contact.all().count() - before == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": " "}, ErrorCode.BLANK),
        ({"name": "x" * 201}, ErrorCode.TOO_LONG),
        ({"email": "dirk"}, ErrorCode.INVALID_EMAIL),
        ({"email": "dirk@dak..example"}, ErrorCode.INVALID_EMAIL),
        ({"phone": "12"}, ErrorCode.INVALID_PHONE),
        ({"phone": "hello"}, ErrorCode.INVALID_PHONE),
    ],
)
async def test_wrong_input_adds_nothing(wrong: dict[str, str], code: ErrorCode, cast: Cast) -> None:
    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await add(cast, **wrong)

    assert (refused.value.code, refused.value.field) == (code, next(iter(wrong)))


async def test_a_contact_adds_nobody(cast: Cast) -> None:
    piet = await through_link(cast.piet, await given_to(cast, cast.piet, await reported(cast)))

    async with nothing_happens():
        with pytest.raises(NotAllowed):
            await create_contact(piet, type=ContactType.TENANT, name="x", idempotency_key="k")
