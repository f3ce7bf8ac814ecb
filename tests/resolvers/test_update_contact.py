"""Changing a contact."""

import pytest

from errors import Conflict, ErrorCode, NotAllowed, NotFound, Refusal
from models import Channel
from resolvers.contacts import update_contact
from tests.cast import Cast, given_to, reported, through_link
from tests.silence import nothing_happens


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
