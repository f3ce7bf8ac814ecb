"""Searching the inbox on PostgreSQL: what is promised on SQLite, and Dutch stems besides."""

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
import pytest

from auth.access import visible_incidents, visible_messages, visible_sub_incidents
from auth.register import visible_contacts
from auth.viewer import employee_viewer
from bench.filling import fill_postgres
from bench.town import EMPLOYEE, ORGANISATION, Size
from models import Employee
from models.database import connected
from models.drift import INITIAL
from models.mentions import HasFragment, Mentions
from models.migrate import MigrationFailed, migrate
from models.search import Word
from models.shares import shares
from tests.cast import Cast, reported, says
from tests.made_up_migrations import MadeUpMigrations
from tests.searching import SearchPromises, everything_is_found, filled_before_search, found, paged, read_through


@pytest.fixture
def cast(postgres_cast: Cast) -> Cast:
    return postgres_cast


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


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MadeUpMigrations:
    return MadeUpMigrations(tmp_path, monkeypatch)


@pytest.mark.parametrize("later", ["0002_search", "0010_stored_words"])
async def test_a_filled_database_can_be_searched_once_it_is_migrated(
    later: str, empty_postgres_url: str, made_up: MadeUpMigrations
) -> None:
    async with filled_before_search(empty_postgres_url, made_up, later) as cast:
        await everything_is_found(cast)


async def test_a_user_who_may_not_make_the_extension_is_told_what_to_do(
    empty_postgres_url: str, made_up: MadeUpMigrations
) -> None:
    made_up.copy(INITIAL)
    user = f"hm_test_{uuid4().hex}"
    where = urlsplit(empty_postgres_url)
    url = urlunsplit(where._replace(netloc=f"{user}@{where.hostname}:{where.port}"))
    connection = await asyncpg.connect(empty_postgres_url)
    await connection.execute(f'CREATE ROLE "{user}" LOGIN')
    await connection.execute(f'GRANT CREATE, USAGE ON SCHEMA public TO "{user}"')
    try:
        await migrate(url, report=lambda _line: None, migrations=made_up.package)

        with pytest.raises(MigrationFailed, match="Let an administrator run CREATE EXTENSION pg_trgm"):
            await migrate(url, report=lambda _line: None)

        assert await connection.fetchval("SELECT count(*) FROM pg_indexes WHERE indexname LIKE 'search%'") == 0
        assert await connection.fetchval("SELECT count(*) FROM tortoise_migrations") == 1
        await connection.execute("CREATE EXTENSION pg_trgm")
        await migrate(url, report=lambda _line: None)
    finally:
        await connection.execute(f'DROP OWNED BY "{user}" CASCADE')
        await connection.execute(f'DROP ROLE "{user}"')
        await connection.close()


async def test_every_place_is_read_by_its_index(empty_postgres_url: str) -> None:
    """On a town large enough that reading the whole table would be dearer, and counted, as the bench fills it."""
    await migrate(empty_postgres_url, report=lambda _line: None)
    async with connected(empty_postgres_url):
        await fill_postgres(empty_postgres_url, Size(20_000, messages_per_incident=1))
        anna = employee_viewer(Employee(id=EMPLOYEE, organisation_id=ORGANISATION, name="Anna de Vries"))
        mentions = Mentions(Word("boktor", is_beginning=True))

        plans = {
            "search_incident": await visible_incidents(anna).filter(mentions).explain("TEXT"),
            "search_sub_incident": await visible_sub_incidents(anna).filter(mentions).explain("TEXT"),
            "search_message": await visible_messages(anna).filter(mentions).explain("TEXT"),
            "fragment_incident": await visible_incidents(anna).filter(HasFragment("-00042")).explain("TEXT"),
            "fragment_sub_incident": await visible_sub_incidents(anna).filter(HasFragment("7KQ4-M2")).explain("TEXT"),
            "fragment_contact": await visible_contacts(anna).filter(HasFragment("610007919")).explain("TEXT"),
        }

    assert [index for index, plan in plans.items() if f"Index Scan on {index} " not in str(plan)] == []


async def test_a_common_word_is_found_on_every_page(empty_postgres_url: str) -> None:
    """Where the database knows a word for common, the pages are read another way, and say the same."""
    await migrate(empty_postgres_url, report=lambda _line: None)
    async with connected(empty_postgres_url):
        await fill_postgres(empty_postgres_url, Size(1_000))
        anna = employee_viewer(Employee(id=EMPLOYEE, organisation_id=ORGANISATION, name="Anna de Vries"))

        for text in ("afspraak", "verzekering badkamer", "afspraak damstraat", "boktor afspraak"):
            expected = await read_through(text)
            assert await paged(anna, text, size=100) == expected, text
            parts = [each["message"].part for each in await shares([Word("afspraak"), Word("boktor")])]
            assert parts == [pytest.approx(0.23, abs=0.03), 0]
