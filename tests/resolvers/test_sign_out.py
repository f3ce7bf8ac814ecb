"""Signing out."""

import pytest

from auth.attempts import Attempts
from auth.sign_in import authenticate
from auth.viewer import nobody
from errors import NotAllowed, Unauthenticated
from resolvers.sessions import sign_in, sign_out
from settings import Settings
from tests.cast import PASSWORD, Cast
from tests.silence import nothing_happens


async def test_a_session_that_was_ended_opens_nothing_and_others_stay(cast: Cast) -> None:
    attempts = Attempts(Settings())
    first, second = [
        await sign_in(nobody(), email=cast.anna.email, password=PASSWORD, address="1", attempts=attempts)
        for _ in range(2)
    ]

    await sign_out(first.viewer)

    with pytest.raises(Unauthenticated):
        await authenticate(first.token)
    assert (await authenticate(second.token)).employee == cast.anna


async def test_nobody_has_nothing_to_sign_out_of(cast: Cast) -> None:
    async with nothing_happens():
        with pytest.raises(NotAllowed):
            await sign_out(nobody())
