"""What searching the inbox promises, on whichever database: the tests of both run these."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest

from auth.viewer import Viewer
from models import Category, Contact, Incident, Message, MessageKind, Property, SubIncident
from models.database import connected
from models.migrate import migrate
from resolvers.incidents import NEWEST_FIRST, IncidentFilter, list_incidents
from resolvers.pages import PageRequest
from resolvers.reporting import report_incident
from tests.cast import Cast, given_to, make_cast, reported, says
from tests.made_up_migrations import MadeUpMigrations


async def found(viewer: Viewer, text: str | None, **wanted: object) -> list[str]:
    """The titles of the incidents that a text finds, newest first."""
    page = await list_incidents(
        viewer,
        wanted=IncidentFilter(text=text, **wanted),  # type: ignore[arg-type]
        order=NEWEST_FIRST,
        request=PageRequest(first=100),
    )
    return [incident.title for incident in page.rows]


async def elsewhere(cast: Cast, title: str = "Lamp kapot", **columns: str) -> Incident:
    """An incident of nobody, in a building of its own."""
    address = {"street": "Kerkweg", "house_number": "7", "postcode": "9711 AB", "city": "Groningen", **columns}
    building = await Property.create(organisation=cast.organisation, **address)  # type: ignore[arg-type]
    return await report_incident(
        cast.as_anna,
        title=title,
        description="In het trappenhuis.",
        category_id=cast.heating.id,
        property_id=building.id,
        idempotency_key=f"elsewhere {title}",
    )


class SearchPromises:
    """Tests that are the same on each database; a subclass brings a `cast`."""

    @pytest.mark.parametrize("text", ["ketel", "KETEL", "ket", "warm", "cv-ketel", "stuk vanochtend", "Kétel"])
    async def test_a_word_of_title_or_description_finds_the_incident(self, cast: Cast, text: str) -> None:
        await reported(cast)
        await elsewhere(cast)

        assert await found(cast.as_anna, text) == ["De cv-ketel is stuk"]

    async def test_messages_and_notes_of_the_head_are_searched(self, cast: Cast) -> None:
        incident = await reported(cast)
        await elsewhere(cast)
        await says(cast.as_anna, incident, "De monteur heeft de pakking besteld.")
        await says(cast.as_anna, incident, "Let op: agressieve hond.", kind=MessageKind.NOTE)

        assert await found(cast.as_anna, "pakking") == ["De cv-ketel is stuk"]
        assert await found(cast.as_anna, "agressieve") == ["De cv-ketel is stuk"]

    async def test_side_threads_are_searched(self, cast: Cast) -> None:
        order = await given_to(cast, cast.piet, await reported(cast))
        await elsewhere(cast)
        await says(cast.as_anna, order, "Neem een lange ladder mee.")

        assert await found(cast.as_anna, "ladder") == ["De cv-ketel is stuk"]
        assert await found(cast.as_anna, "herstellen") == ["De cv-ketel is stuk"]
        assert await found(cast.as_anna, "klus") == ["De cv-ketel is stuk"]
        assert await found(cast.as_anna, "loods") == ["De cv-ketel is stuk"]

    async def test_references_are_found_whole_and_in_part(self, cast: Cast) -> None:
        incident = await reported(cast)
        order = await given_to(cast, cast.piet, incident)
        await elsewhere(cast)

        for text in (incident.reference, incident.reference[-5:], order.reference, order.reference.lower()[2:8]):
            assert await found(cast.as_anna, text) == ["De cv-ketel is stuk"]

    @pytest.mark.parametrize(
        "text", ["Kerkweg", "kerkw", "kerkweg 7", "9711AB", "9711 ab", "groningen", "Parkzicht", "7 kerkweg"]
    )
    async def test_the_address_is_searched(self, cast: Cast, text: str) -> None:
        await reported(cast)
        await elsewhere(cast, name="Parkzicht")

        assert await found(cast.as_anna, text) == ["Lamp kapot"]

    async def test_the_unit_is_searched(self, cast: Cast) -> None:
        await reported(cast)
        await elsewhere(cast)

        assert await found(cast.as_anna, "2-hoog") == ["De cv-ketel is stuk"]

    @pytest.mark.parametrize(
        "text",
        [
            "Jansen",
            "tom",
            "tom@huurder.example",
            "huurder.example",
            "06-12345601",
            "0612345601",
            "06 1234 5601",
            "+31 6 12345601",
            "+31 (0)6 12345601",
            "12345601",
            "06-12345",
        ],
    )
    async def test_the_reporter_is_searched(self, cast: Cast, text: str) -> None:
        await reported(cast)
        await elsewhere(cast)

        assert await found(cast.as_anna, text) == ["De cv-ketel is stuk"]

    async def test_the_company_of_the_reporter_is_searched(self, cast: Cast) -> None:
        await Contact.filter(id=cast.tom.id).update(company="Bakkerij Goud")
        await reported(cast)

        assert await found(cast.as_anna, "bakkerij") == ["De cv-ketel is stuk"]

    async def test_every_word_must_stand_somewhere_and_anywhere(self, cast: Cast) -> None:
        incident = await reported(cast)
        await elsewhere(cast, title="De ketel lekt")
        await says(cast.as_anna, incident, "De pakking is besteld.")

        assert await found(cast.as_anna, "ketel damstraat") == ["De cv-ketel is stuk"]
        assert await found(cast.as_anna, "ketel kerkweg") == ["De ketel lekt"]
        assert await found(cast.as_anna, "pakking jansen damstraat ketel") == ["De cv-ketel is stuk"]
        assert await found(cast.as_anna, "pakking kerkweg") == []

    async def test_small_words_count_only_when_there_are_no_others(self, cast: Cast) -> None:
        await reported(cast)
        await Contact.filter(id=cast.tom.id).update(name="Tom van Dam")

        assert await found(cast.as_anna, "omdat ketel") == ["De cv-ketel is stuk"]
        assert await found(cast.as_anna, "van") == ["De cv-ketel is stuk"]

    @pytest.mark.parametrize("text", ["", "   ", "\t\n", "!?", "'", '"', "*", "()", "🔥", "\x00", "\ud800", "& | !"])
    async def test_a_text_without_a_word_leaves_all(self, cast: Cast, text: str) -> None:
        await reported(cast)
        await elsewhere(cast)

        assert await found(cast.as_anna, text) == ["Lamp kapot", "De cv-ketel is stuk"]

    @pytest.mark.parametrize(
        "text",
        [
            "ketel AND NOT",
            "ketel OR lamp",
            "NEAR(ketel lamp)",
            'ketel" OR "lamp',
            "words: lamp",
            "ketel' OR '1'='1",
            "lamp:*zz",
            "!lamp & zz",
            "50%",
            "2026_00001",
            "\\",
            "lamp\\zz",
            "<script>",
            "$1",
            "{0}",
            "x" * 10_000,
            "zz " * 5_000,
            "日本語",
            "1e9",
        ],
    )
    async def test_what_looks_like_an_operator_is_a_word_or_nothing(self, cast: Cast, text: str) -> None:
        await elsewhere(cast)
        await elsewhere(cast, title="De ketel lekt", house_number="8")

        assert await found(cast.as_anna, text) in ([], ["De ketel lekt", "Lamp kapot"])

    async def test_words_after_the_tenth_do_not_count(self, cast: Cast) -> None:
        await reported(cast)

        assert await found(cast.as_anna, "ketel " * 10 + "lamp") == ["De cv-ketel is stuk"]

    async def test_what_changes_is_found_by_what_it_says_now(self, cast: Cast) -> None:
        incident = await reported(cast)
        await Incident.filter(id=incident.id).update(title="Sleutel gebroken")
        await Property.filter(id=cast.dam.id).update(street="Marktplein")

        assert await found(cast.as_anna, "sleutel marktplein") == ["Sleutel gebroken"]
        assert await found(cast.as_anna, "ketel") == []
        assert await found(cast.as_anna, "damstraat") == []

    async def test_another_organisation_is_never_found(self, cast: Cast) -> None:
        neighbour = await make_cast("De Brug")
        order = await given_to(neighbour, neighbour.piet, await reported(neighbour, title="Ketel van de buren"))
        await says(neighbour.as_anna, order, "Ladder vergeten.")
        await reported(cast)

        assert await found(cast.as_anna, "ketel") == ["De cv-ketel is stuk"]
        assert await found(cast.as_anna, "ladder") == []
        assert await found(cast.as_anna, "buren") == []
        assert await found(neighbour.as_anna, "damstraat ladder") == ["Ketel van de buren"]

    async def test_a_text_combines_with_the_other_filters(self, cast: Cast) -> None:
        mine = await reported(cast)
        await elsewhere(cast, title="De ketel lekt")
        other = await Category.create(organisation=cast.organisation, name_nl="Water", name_en="Water")
        await Incident.filter(id=mine.id).update(category_id=other.id)

        assert await found(cast.as_anna, "ketel") == ["De ketel lekt", "De cv-ketel is stuk"]
        assert await found(cast.as_anna, "ketel", category_id=other.id) == ["De cv-ketel is stuk"]
        assert await found(cast.as_anna, "ketel", property_id=cast.dam.id) == ["De cv-ketel is stuk"]
        assert await found(cast.as_anna, "lamp", property_id=cast.dam.id) == []

    @pytest.mark.parametrize("text", ["melding", "melding damstraat", "nummer", "oneven"])
    async def test_pages_follow_each_other_without_a_gap_or_a_double(self, cast: Cast, text: str) -> None:
        for number in range(12):
            incident = await reported(cast, title=f"Melding nummer {number}")
            await says(cast.as_anna, incident, "oneven" if number % 2 else "gelijk")
        whole = await found(cast.as_anna, text)

        forwards, backwards = await paged(cast.as_anna, text), await paged_backwards(cast.as_anna, text)

        assert len(whole) == (6 if text == "oneven" else 12)
        assert forwards == backwards == whole


async def paged(viewer: Viewer, text: str, size: int = 5) -> list[str]:
    titles: list[str] = []
    after = None
    while True:
        page = await list_incidents(
            viewer,
            wanted=IncidentFilter(text=text),
            order=NEWEST_FIRST,
            request=PageRequest(first=size, after=after),
        )
        titles += [incident.title for incident in page.rows]
        if not page.has_next:
            return titles
        after = page.cursors[-1]


async def paged_backwards(viewer: Viewer, text: str) -> list[str]:
    titles: list[str] = []
    before = None
    while True:
        page = await list_incidents(
            viewer,
            wanted=IncidentFilter(text=text),
            order=NEWEST_FIRST,
            request=PageRequest(last=5, before=before),
        )
        titles = [incident.title for incident in page.rows] + titles
        if not page.has_previous:
            return titles
        before = page.cursors[0]


@asynccontextmanager
async def filled_before_search(url: str, first: MadeUpMigrations, later: str = "0002_search") -> AsyncIterator[Cast]:
    """A database that was in use before it could be searched as it can now, and has since been migrated."""
    first.copy_all_but(later)
    await migrate(url, report=lambda _line: None, migrations=first.package)
    async with connected(url):
        cast = await make_cast()
        order = await given_to(cast, cast.piet, await reported(cast))
        await says(cast.as_anna, order, "Neem een lange ladder mee.")

    first.copy_last(later)
    await migrate(url, report=lambda _line: None, migrations=first.package)
    async with connected(url):
        yield cast


async def everything_is_found(cast: Cast) -> None:
    """What was there before the migration, and what comes after it."""
    for text in ("ketel", "ladder", "loods", "damstraat 12", "2-hoog", "0612345601", "ladder damstraat ket"):
        assert await found(cast.as_anna, text) == ["De cv-ketel is stuk"], text
    await Incident.filter(title="De cv-ketel is stuk").update(title="De boiler is stuk")
    await elsewhere(cast)

    assert await found(cast.as_anna, "boiler ladder") == ["De boiler is stuk"]
    assert await found(cast.as_anna, "ketel") == ["De boiler is stuk"]  # so the work order still says
    assert await found(cast.as_anna, "cv") == []
    assert await found(cast.as_anna, "kerkweg") == ["Lamp kapot"]


async def read_through(text: str) -> list[str]:
    """The titles of the incidents that hold each word, newest first, by reading all there is."""
    texts: dict[UUID, str] = {}
    heads = {incident.thread_id: incident.id for incident in await Incident.all()}
    for incident in await Incident.all().select_related("property").order_by("-reported_at", "-id"):
        texts[incident.id] = f"{incident.title} {incident.description} {incident.address}"
    for order in await SubIncident.all():
        heads[order.thread_id] = order.incident_id
        texts[order.incident_id] += f" {order.title}"
    for message in await Message.all():
        texts[heads[message.thread_id]] += f" {message.body}"
    holding = [key for key, said in texts.items() if all(word in said.lower() for word in text.split())]
    titles = {incident.id: incident.title for incident in await Incident.all()}
    return [titles[key] for key in holding]
