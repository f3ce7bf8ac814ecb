"""The doors to what an organisation keeps: its contacts, employees, properties, units and categories.

As in `auth.access`: `visible_*` is every row that the viewer may read, `access_*` is one of them, or NotFound.
"""

from typing import Any, NamedTuple
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

import clock
from auth.doors import current, for_staff, none_of, of_organisation, one
from auth.viewer import Audience, Viewer
from errors import NotFound
from models import (
    Account,
    AuditEntry,
    Category,
    Contact,
    ContactType,
    Employee,
    EmployeeRole,
    Incident,
    Organisation,
    Ownership,
    Property,
    Tenancy,
    Unit,
)
from models.period import holds_on


class Place(NamedTuple):
    """Where something is: a property of ours and the unit in it, as far as they are known."""

    property: Property | None
    unit: Unit | None


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


async def has_account_elsewhere(contact: Contact, email: str | None) -> bool:
    """Whether the account that holds a contact, if any, signs in with another e-mail address than this one."""
    account = await Account.get_or_none(id=contact.account_id)
    return account is not None and account.email.lower() != (email or "").lower()


def visible_accounts(viewer: Viewer) -> QuerySet[Account]:
    """Sign-ins of Mijn Portaal, for staff."""
    return for_staff(Account, viewer)


def visible_employees(viewer: Viewer) -> QuerySet[Employee]:
    """Colleagues, for colleagues."""
    return for_staff(Employee, viewer)


async def is_somebodys_address(viewer: Viewer, email: str) -> bool:
    """Whether a colleague has this e-mail address, in whatever letters."""
    return await visible_employees(viewer).filter(email__iexact=email).exists()


async def is_only_admin(viewer: Viewer, employee: Employee) -> bool:
    """Whether nobody else is left who may change settings and accounts; who never chose a password cannot yet."""
    admins = visible_employees(viewer).filter(
        role=EmployeeRole.ADMIN, deactivated_at__isnull=True, password_hash__isnull=False
    )
    return {admin.id for admin in await admins.only("id")} == {employee.id}


def visible_audit_entries(viewer: Viewer) -> QuerySet[AuditEntry]:
    """Who did what in the organisation, for its admins."""
    rows = of_organisation(AuditEntry, viewer)
    return rows if Audience.ADMIN in viewer.audience else none_of(rows)


def visible_properties(viewer: Viewer) -> QuerySet[Property]:
    """Buildings: all for staff; by account what the contact owns or lives in now. A contractor sees its site alone."""
    rows = of_organisation(Property, viewer)
    if viewer.is_staff:
        return rows
    owned: Any = Subquery(current(Ownership, viewer, "owner_id").values("property_id"))
    rented: Any = Subquery(current(Tenancy, viewer, "tenant_id").values("unit__property_id"))
    return rows.filter(Q(id__in=owned) | Q(id__in=rented))


def visible_owned(viewer: Viewer) -> QuerySet[Property]:
    """Of those buildings, by account what the contact owns now."""
    owned: Any = Subquery(current(Ownership, viewer, "owner_id").values("property_id"))
    return of_organisation(Property, viewer).filter(id__in=owned)


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


def current_tenancies(viewer: Viewer) -> QuerySet[Tenancy]:
    """Who rents what now: all for staff; by account what the contact rents itself."""
    if viewer.is_staff:
        return visible_tenancies(viewer).filter(holds_on(clock.today()))
    return current(Tenancy, viewer, "tenant_id")


def visible_categories(viewer: Viewer) -> QuerySet[Category]:
    """Categories, for staff and for whoever may report by account."""
    rows = of_organisation(Category, viewer)
    return rows if viewer.is_staff or viewer.account is not None else none_of(rows)


async def find_organisation(viewer: Viewer, slug: str) -> Organisation | None:
    """The organisation with this name in addresses."""
    return await visible_organisations(viewer).get_or_none(slug=slug) if Organisation.can_hold(slug=slug) else None


async def find_place(organisation: Organisation, postcode: str, number: str, unit: str | None) -> Place:
    """What stands at an address, for the house itself: whoever typed the address is not told whether it is ours."""
    spaced = f"{postcode[:4]} {postcode[4:]}"
    found = Property.filter(
        organisation_id=organisation.id,
        archived_at__isnull=True,
        postcode__in=[postcode, spaced],
        house_number__iexact=number,
    )
    properties = await found.limit(2)
    if len(properties) != 1:
        return Place(None, None)
    labels = Unit.filter(property_id=properties[0].id, archived_at__isnull=True, label__iexact=unit or "")
    return Place(properties[0], await labels.first())


async def find_tenant(organisation: Organisation, email: str | None, phone: str | None) -> Contact | None:
    """The one tenant with exactly these addresses, for the house itself."""
    rows = Contact.filter(
        organisation_id=organisation.id, type=ContactType.TENANT, archived_at__isnull=True, email=email, phone=phone
    )
    found = await rows.limit(2)
    return found[0] if len(found) == 1 else None


async def contact_at(viewer: Viewer, building: Property, unit: Unit | None) -> Contact | None:
    """As which of its contacts the viewer rents a unit, or without one owns a property, today."""
    if unit is not None:
        held = await current(Tenancy, viewer, "tenant_id").filter(unit_id=unit.id)
        holders = {tenancy.tenant_id for tenancy in held}
    else:
        owned = await current(Ownership, viewer, "owner_id").filter(property_id=building.id)
        holders = {ownership.owner_id for ownership in owned}
    return next((contact for contact in viewer.contacts if contact.id in holders), None)


async def owns_now(contact_id: UUID | None, incident_id: UUID) -> bool:
    """Whether a contact owns, today, the property that an incident is about."""
    place: Any = Subquery(Incident.filter(id=incident_id).values("property_id"))
    return await Ownership.filter(holds_on(clock.today()), owner_id=contact_id, property_id__in=place).exists()


async def access_form_category(organisation: Organisation, category_id: UUID | None) -> Category:
    """One of the categories of the public form."""
    category = await form_categories(organisation).get_or_none(id=category_id) if category_id is not None else None
    if category is None:
        raise NotFound("categoryId")
    return category


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
