"""Introspection and the console are settings; left alone, strangers get neither in production."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from auth.viewer import nobody
from models.tables import make_tables
from schema.api import built
from schema.context import House
from settings import get_settings
from tests.asking import answer
from tests.cast import Cast, make_cast
from tests.schema.service import client_of, serving, token_for

WHAT_IS_THERE = "{ __schema { queryType { name } } }"


@pytest.fixture
def without_introspection(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The schemas as a process builds them that was told so in its environment."""
    monkeypatch.setenv("HUISMEESTER_INTROSPECTION", "false")
    get_settings.cache_clear()
    built.cache_clear()
    yield
    monkeypatch.undo()
    get_settings.cache_clear()
    built.cache_clear()


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


@pytest.fixture
def in_production(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("HUISMEESTER_ENVIRONMENT", "production")
    monkeypatch.setenv("HUISMEESTER_BASE_URL", "https://portal.example")
    get_settings.cache_clear()
    built.cache_clear()
    yield
    monkeypatch.undo()
    get_settings.cache_clear()
    built.cache_clear()


async def test_in_production_the_schema_is_shown_to_whoever_is_signed_in(
    in_production: None, cast: Cast, house: House
) -> None:
    refused = await answer(nobody(), house, WHAT_IS_THERE)
    told = await answer(cast.as_anna, house, WHAT_IS_THERE)

    assert {(error.extensions or {})["code"] for error in refused.errors or []} == {"BAD_USER_INPUT"}
    assert told.data == {"__schema": {"queryType": {"name": "Query"}}}


@pytest.mark.parametrize(
    ("settings", "to_a_stranger", "to_anna"),
    [
        ({"environment": "production"}, 404, 200),
        ({"environment": "development"}, 200, 200),
        ({"environment": "production", "graphiql": "true"}, 200, 200),
        ({"environment": "development", "graphiql": "false"}, 404, 404),
    ],
    ids=str,
)
async def test_the_console_is_shown_to_whom_it_may_be(
    settings: dict[str, str], to_a_stranger: int, to_anna: int, tmp_path: Path
) -> None:
    async with serving(outbox_path=str(tmp_path), **settings) as app, client_of(app) as client:
        await make_tables()
        token = await token_for((await make_cast()).anna)

        stranger = await client.get("/graphql", headers={"accept": "text/html"})
        anna = await client.get("/graphql", headers={"accept": "text/html", "cookie": f"hm_session={token}"})

    assert (stranger.status_code, anna.status_code) == (to_a_stranger, to_anna)
