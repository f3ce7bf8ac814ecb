"""Searching the inbox on PostgreSQL: what is promised on SQLite, and Dutch stems besides."""

from collections.abc import AsyncIterator

import pytest
from tortoise.connection import get_connection

from models.database import connected
from tests.cast import Cast, make_cast, reported, says
from tests.searching import SearchPromises, found


@pytest.fixture
async def cast(postgres_url: str) -> AsyncIterator[Cast]:
    async with connected(postgres_url):
        await get_connection("default").execute_query("TRUNCATE organisation CASCADE")
        yield await make_cast()


class TestSearchOnPostgresql(SearchPromises):
    """All that searching promises."""


@pytest.mark.parametrize("text", ["lekkage", "lekkages", "lekka", "badkamer lekkages", "lekkages badkamers"])
async def test_a_word_finds_its_other_forms(cast: Cast, text: str) -> None:
    await reported(cast, title="Lekkage in de badkamer")

    assert await found(cast.as_anna, text) == ["Lekkage in de badkamer"]


async def test_a_word_is_found_at_every_letter_that_is_typed(cast: Cast) -> None:
    incident = await reported(cast)
    await says(cast.as_anna, incident, "De verwarming en de waterleidingen zijn nagekeken, mogelijkheden genoeg.")

    for word in ("verwarming", "waterleidingen", "nagekeken"):
        typed = [word[:length] for length in range(3, len(word) + 1)]
        assert [text for text in typed if await found(cast.as_anna, text) == []] == []


@pytest.mark.parametrize("text", ["cafe geisoleerd", "Café", "GEÏSOLEERD"])
async def test_common_accents_do_not_matter(cast: Cast, text: str) -> None:
    await reported(cast, title="Café geïsoleerd")

    assert await found(cast.as_anna, text) == ["Café geïsoleerd"]


async def test_every_kind_of_mark_parts_words(cast: Cast) -> None:
    await reported(cast, title="ketel/boiler <spoed> tom@huurder.nl v1.2:b foto's")

    for text in ("boiler", "spoed", "huurder", "foto's", "ketel/boiler", "v1.2"):
        assert await found(cast.as_anna, text) != []
