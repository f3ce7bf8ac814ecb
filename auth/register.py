"""The doors to what an organisation keeps: its contacts, employees, properties, units and categories.

As in `auth.access`: `visible_*` is every row that the viewer may read, `access_*` is one of them, or NotFound.
"""

from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

import clock
from auth.doors import current, for_staff, none_of, of_organisation, one
from auth.viewer import Viewer
from models import Category, Contact, Employee, Incident, Organisation, Ownership, Property, Tenancy, Unit
from models.period import holds_on


def visible_organisations(viewer: Viewer) -> QuerySet[Organisation]:
    """The viewer's own; to somebody who is not signed in each of them shows its public form."""
    return Organisation.filter(id=viewer.organisation_id) if viewer.is_signed_in else Organisation.all()


def form_categories(organisation: Organisation) -> QuerySet[Category]:
    """What the public form of an organisation begins with; anybody may see it."""
    return Category.filter(organisation_id=organisation.id, archived_at__isnull=True)


async def own_organisation(viewer: Viewer) -> Organisation:
    """The organisation that the viewer belongs to."""
    return await Organisation.get(id=viewer.organisation_id)


def visible_contacts(viewer: Viewer) -> QuerySet[Contact]:
    """People outside. A contact sees itself."""
    rows = of_organisation(Contact, viewer)
    return rows if viewer.is_staff else rows.filter(id__in=viewer.contact_ids)


def visible_employees(viewer: Viewer) -> QuerySet[Employee]:
    """Colleagues, for colleagues."""
    return for_staff(Employee, viewer)


def visible_properties(viewer: Viewer) -> QuerySet[Property]:
    """Buildings: all for staff; by account what the contact owns or lives in now. A contractor sees its site alone."""
    rows = of_organisation(Property, viewer)
    if viewer.is_staff:
        return rows
    owned: Any = Subquery(current(Ownership, viewer, "owner_id").values("property_id"))
    rented: Any = Subquery(current(Tenancy, viewer, "tenant_id").values("unit__property_id"))
    return rows.filter(Q(id__in=owned) | Q(id__in=rented))


def visible_ownerships(viewer: Viewer) -> QuerySet[Ownership]:
    """Who owned what when, for staff."""
    return for_staff(Ownership, viewer).select_related("property", "owner")


def visible_units(viewer: Viewer) -> QuerySet[Unit]:
    """Homes: all for staff; by account what the contact rents now."""
    rows = of_organisation(Unit, viewer).select_related("property")
    if viewer.is_staff:
        return rows
    rented: Any = Subquery(current(Tenancy, viewer, "tenant_id").values("unit_id"))
    return rows.filter(id__in=rented)


def visible_tenancies(viewer: Viewer) -> QuerySet[Tenancy]:
    """Who rented what when, for staff."""
    return for_staff(Tenancy, viewer).select_related("unit", "tenant")


def visible_categories(viewer: Viewer) -> QuerySet[Category]:
    """Categories, for staff and for whoever may report by account."""
    rows = of_organisation(Category, viewer)
    return rows if viewer.is_staff or viewer.account is not None else none_of(rows)


async def owns_now(contact_id: UUID | None, incident_id: UUID) -> bool:
    """Whether a contact owns, today, the property that an incident is about."""
    place: Any = Subquery(Incident.filter(id=incident_id).values("property_id"))
    return await Ownership.filter(holds_on(clock.today()), owner_id=contact_id, property_id__in=place).exists()


async def access_contact(viewer: Viewer, contact_id: UUID, field: str = "contactId") -> Contact:
    return await one(visible_contacts(viewer), contact_id, field)


async def access_employee(viewer: Viewer, employee_id: UUID, field: str = "employeeId") -> Employee:
    return await one(visible_employees(viewer), employee_id, field)


async def access_property(viewer: Viewer, property_id: UUID, field: str = "propertyId") -> Property:
    return await one(visible_properties(viewer), property_id, field)


async def access_ownership(viewer: Viewer, ownership_id: UUID, field: str = "ownershipId") -> Ownership:
    return await one(visible_ownerships(viewer), ownership_id, field)


async def access_unit(viewer: Viewer, unit_id: UUID, field: str = "unitId") -> Unit:
    return await one(visible_units(viewer), unit_id, field)


async def access_tenancy(viewer: Viewer, tenancy_id: UUID, field: str = "tenancyId") -> Tenancy:
    return await one(visible_tenancies(viewer), tenancy_id, field)


async def access_category(viewer: Viewer, category_id: UUID, field: str = "categoryId") -> Category:
    return await one(visible_categories(viewer), category_id, field)
