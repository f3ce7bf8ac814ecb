"""Finding contacts by what people type."""

from datetime import timedelta

import pytest

import clock
from models import Contact, Tenancy
from resolvers.contacts import ContactFilter, list_contacts
from resolvers.pages import PageRequest
from schema.context import House
from schema.ids import node_id
from tests.asking import ask
from tests.cast import Cast, by_account, given_to, reported, through_link

CONTACT = """query ($id: ID!) { contact(id: $id) { hasAccount units { label property { address } }
  tenancies { unit { label } fromOn untilOn } ownerships { property { street } seesIncidents } } }"""
MINE = "{ viewer { ... on ContactViewer { contacts { name units { label property { city } } } } } }"


async def found(cast: Cast, search: str) -> set[str]:
    page = await list_contacts(cast.as_anna, wanted=ContactFilter(search=search), request=PageRequest())
    return {contact.name.split()[0] for contact in page.rows}


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("tom", {"Tom"}),
        ("jansen TOM", {"Tom"}),
        ("tom loods", set()),
        ("loods@", set()),
        ("piet@loodgieter.example", {"Piet"}),
        ("loodgieters bv", {"Piet"}),
        ("dakdekker", {"Elin"}),
        ("elin dak volt", {"Elin"}),
        ("100%", set()),
        ("_", set()),
        ("  ", {"Tom", "Olga", "Piet", "Elin"}),
    ],
)
async def test_each_word_must_be_found_somewhere(search: str, expected: set[str], cast: Cast, neighbour: Cast) -> None:
    await Contact.filter(id=cast.piet.id).update(company="Loodgieters Kraan BV")
    await Contact.filter(id=cast.elin.id).update(trade="Dakdekker")

    assert await found(cast, search) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "06-123 456 01",
        "0612345601",
        "06 12 34 56 01",
        "+31 6 12345601",
        "+31 (0)6 123 456 01",
        "(06) 12345601",
        "0031612345601",
        "12345601",
        "45601",
        "Tom 06-123 456 01",
        "06-123 456 01 jansen",
        "0612345601 Damstraat",
    ],
)
async def test_a_phone_number_is_found_however_it_was_typed(typed: str, cast: Cast) -> None:
    assert await found(cast, typed) == {"Tom"}


@pytest.mark.parametrize("typed", ["06-123 456 09", "Olga 06-123 456 01", "+32 6 12345601"])
async def test_another_number_or_another_name_with_it_is_not_found(typed: str, cast: Cast) -> None:
    assert await found(cast, typed) == set()


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("Damstraat 12", {"Tom", "Olga"}),
        ("damstraat 2-hoog", {"Tom"}),
        ("1012JM", {"Tom", "Olga"}),
        ("1012 jm", {"Tom", "Olga"}),
        ("amsterdam olga", {"Olga"}),
        ("Damstraat 13", set()),
        ("Kerkstraat", set()),
    ],
)
async def test_who_rents_or_owns_is_found_by_the_address(search: str, expected: set[str], cast: Cast) -> None:
    assert await found(cast, search) == expected


@pytest.mark.parametrize(("days", "expected"), [(-1, {"Olga"}), (0, {"Tom", "Olga"})])
async def test_who_moved_out_is_not_found_by_the_address(days: int, expected: set[str], cast: Cast) -> None:
    await Tenancy.filter(tenant_id=cast.tom.id).update(until_on=clock.today() + timedelta(days=days))

    assert await found(cast, "Damstraat") == expected


async def test_staff_see_what_a_contact_rents_and_owns_and_whether_it_has_an_account(cast: Cast, house: House) -> None:
    await by_account(cast.tom)

    tom = (await ask(cast.as_anna, house, CONTACT, id=node_id(cast.tom)))["contact"]
    olga = (await ask(cast.as_anna, house, CONTACT, id=node_id(cast.olga)))["contact"]

    long_ago = (clock.today() - timedelta(days=400)).isoformat()
    assert tom == {
        "hasAccount": True,
        "units": [{"label": "2-hoog", "property": {"address": "Damstraat 12, 1012 JM Amsterdam"}}],
        "tenancies": [{"unit": {"label": "2-hoog"}, "fromOn": long_ago, "untilOn": None}],
        "ownerships": [],
    }
    assert (olga["hasAccount"], olga["units"], olga["tenancies"]) == (False, [], [])
    assert olga["ownerships"] == [{"property": {"street": "Damstraat"}, "seesIncidents": False}]


async def test_a_tenant_by_account_sees_its_home_and_by_link_does_not(cast: Cast, house: House) -> None:
    by_link = await through_link(cast.tom, await reported(cast))
    home = [{"label": "2-hoog", "property": {"city": "Amsterdam"}}]

    assert (await ask(by_link, house, MINE))["viewer"]["contacts"] == [{"name": "Tom Jansen", "units": []}]
    signed_in = await ask(await by_account(cast.tom, cast.piet), house, MINE)
    assert signed_in["viewer"]["contacts"] == [
        {"name": "Tom Jansen", "units": home},
        {"name": "Piet Loods", "units": []},
    ]


async def test_a_home_is_gone_when_the_tenancy_is_over(cast: Cast, house: House) -> None:
    tom = await by_account(cast.tom)
    await given_to(cast, cast.piet, await reported(cast))

    await Tenancy.filter(tenant_id=cast.tom.id).update(until_on=clock.today() - timedelta(days=1))

    assert (await ask(tom, house, MINE))["viewer"]["contacts"] == [{"name": "Tom Jansen", "units": []}]


@pytest.mark.parametrize("search", ["a", "example", "damstraat", "o 06", "1012"])
async def test_page_by_page_the_same_are_found_as_at_once(search: str, cast: Cast) -> None:
    """A page that the next rows fill, and one for which all have to be looked through."""
    wanted, after, names = ContactFilter(search=search), None, list[str]()
    whole = await list_contacts(cast.as_anna, wanted=wanted, request=PageRequest(first=100))

    while True:
        page = await list_contacts(cast.as_anna, wanted=wanted, request=PageRequest(first=1, after=after))
        names += [contact.name for contact in page.rows]
        if not page.has_next:
            break
        after = page.cursors[-1]

    assert names == [contact.name for contact in whole.rows]


async def test_words_after_the_eighth_do_not_count(cast: Cast) -> None:
    assert await found(cast, "tom " * 8 + "unmentionable") == {"Tom"}


async def test_of_an_endless_text_the_beginning_is_looked_for(cast: Cast) -> None:
    assert await found(cast, "tom" + " " * 300 + "unmentionable") == {"Tom"}
