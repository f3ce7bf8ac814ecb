"""A change that is written once does what it would do when Tortoise wrote it each time."""

from collections.abc import Awaitable, Callable

import pytest

from tests import changing, joining
from tests.cast import Cast


@pytest.mark.parametrize("holds", [*changing.RULES, *joining.RULES])
async def test_changes(cast: Cast, holds: Callable[[Cast], Awaitable[None]]) -> None:
    await holds(cast)
