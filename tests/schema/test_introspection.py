"""Introspection is a setting."""

from collections.abc import Iterator

import pytest

from schema.api import schema_for
from schema.context import House
from settings import get_settings
from tests.asking import answer
from tests.cast import Cast

WHAT_IS_THERE = "{ __schema { queryType { name } } }"


@pytest.fixture
def without_introspection(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The schemas as a process builds them that was told so in its environment."""
    monkeypatch.setenv("HUISMEESTER_INTROSPECTION", "false")
    get_settings.cache_clear()
    schema_for.cache_clear()
    yield
    monkeypatch.undo()
    get_settings.cache_clear()
    schema_for.cache_clear()


async def test_what_is_there_may_be_asked(cast: Cast, house: House) -> None:
    result = await answer(cast.as_anna, house, WHAT_IS_THERE)

    assert result.data == {"__schema": {"queryType": {"name": "Query"}}}


async def test_switched_off_it_is_refused_and_the_rest_goes_on(
    without_introspection: None, cast: Cast, house: House
) -> None:
    refused = await answer(cast.as_anna, house, WHAT_IS_THERE)
    told = await answer(cast.as_anna, house, "{ __typename viewer { displayName } }")

    assert [error.extensions for error in refused.errors or []] == [{"code": "BAD_USER_INPUT"}] * 2
    assert told.data == {"__typename": "Query", "viewer": {"displayName": cast.anna.name}}
