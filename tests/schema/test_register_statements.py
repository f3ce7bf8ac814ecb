"""A page of what an organisation keeps costs the same few SQL statements, however much hangs below it."""

from datetime import timedelta

import pytest

import clock
from models import Contact, ContactType, Ownership, Property, Tenancy, Unit
from tests.cast import Cast
from tests.schema.conftest import Portal
from tests.schema.test_statements import cost_of

PAGES = {
    "contacts": """{ contacts(first: 100, filter: { search: "Laan Amsterdam" }) { nodes {
      name hasAccount units { label property { address } }
      tenancies { fromOn unit { label property { address units { label tenancies { tenant { name } } } } } }
      ownerships { fromOn property { address isManagedForOwner ownerships { owner { name } } } } } } }""",
    "properties": """{ properties(first: 100, search: "Laan 1012jm") { nodes {
      address isArchived isManagedForOwner ownerships { seesIncidents owner { name ownerships { fromOn } } }
      units { label property { city } tenancies { untilOn tenant { name units { label } tenancies { fromOn } } } }
    } } }""",
    "employees": '{ employees(isActive: null, search: "van-dam") { nodes { name version } } }',
    "categories": "{ categories(isArchived: null) { nameNl nameEn isArchived } }",
}


async def grow(cast: Cast, size: int) -> None:
    """So many more houses, each with a tenant and an owner who have others too."""
    organisation, since = cast.organisation, clock.today() - timedelta(days=30)
    for number in range(size):
        house = await Property.create(
            organisation=organisation, street="Laan", house_number=f"{number}", postcode="1012 JM", city="Amsterdam"
        )
        unit = await Unit.create(organisation=organisation, property=house, label="beneden")
        tess = await Contact.create(organisation=organisation, type=ContactType.TENANT, name=f"Tess {number}")
        owen = await Contact.create(organisation=organisation, type=ContactType.OWNER, name=f"Owen {number}")
        for tenant in (tess, cast.tom):
            await Tenancy.create(organisation=organisation, unit=unit, tenant=tenant, from_on=since)
        for owner in (owen, cast.olga):
            await Ownership.create(organisation=organisation, property=house, owner=owner, from_on=since)


@pytest.mark.usefixtures("without_limits")
@pytest.mark.parametrize("page", PAGES)
async def test_a_page_costs_the_same_few_statements_for_two_rows_as_for_forty(
    page: str, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs = []

    for size in (2, 40):
        await grow(portal.cast, size)
        costs.append(await cost_of(monkeypatch, portal, portal.anna, PAGES[page]))

    few, many = costs
    assert few == many
    assert many <= 14
