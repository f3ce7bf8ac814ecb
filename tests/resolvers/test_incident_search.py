"""Searching the inbox on SQLite, where every word is found by its beginning and nothing is stemmed."""

from auth.viewer import contact_viewer
from models import Message, MessageKind
from tests.cast import Cast, given_to, reported, says
from tests.searching import SearchPromises, found


class TestSearchOnSqlite(SearchPromises):
    """All that searching promises."""


async def test_a_singular_finds_its_plural_but_not_the_other_way_round(cast: Cast) -> None:
    await reported(cast, title="Lekkages in de badkamer")

    assert await found(cast.as_anna, "lekkage badkamer") == ["Lekkages in de badkamer"]
    assert await found(cast.as_anna, "badkamers") == []


async def test_a_contact_finds_nothing_that_it_could_not_list(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    await says(cast.as_anna, incident, "Huurder is lastig.", kind=MessageKind.NOTE)
    await given_to(cast, cast.piet, incident)
    await reported(neighbour)

    assert await found(contact_viewer(cast.tom), None) == ["De cv-ketel is stuk"]
    assert await found(contact_viewer(cast.tom), "lastig") == []
    assert await found(contact_viewer(cast.tom), "piet") == []
    assert await found(contact_viewer(cast.piet), "ketel") == []


async def test_a_deleted_row_is_forgotten(cast: Cast) -> None:
    incident = await reported(cast)
    message = await says(cast.as_anna, incident, "De pakking is besteld.")
    assert await found(cast.as_anna, "pakking") == ["De cv-ketel is stuk"]

    await Message.filter(id=message.id).delete()

    assert await found(cast.as_anna, "pakking") == []


async def test_accents_do_not_matter(cast: Cast) -> None:
    await reported(cast, title="Café geïsoleerd")

    assert await found(cast.as_anna, "cafe geisoleerd") == ["Café geïsoleerd"]
    assert await found(cast.as_anna, "Çafé") == ["Café geïsoleerd"]
