"""The doors: which rows a viewer may read. Queries, live pushes and letters all come through here.

`visible_*` is every row that the viewer may read; `access_*` is one of them, or NotFound. What you may not read
looks exactly like what does not exist.
"""

from typing import Any, TypeVar
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.models import Model
from tortoise.queryset import QuerySet

from auth.viewer import Viewer
from errors import Conflict, NotFound
from models import (
    Category,
    Contact,
    Delivery,
    Employee,
    GuestLink,
    Incident,
    Message,
    MessageKind,
    Organisation,
    Ownership,
    Property,
    ReadMark,
    SubIncident,
    SubIncidentKind,
    Thread,
    Unit,
)

M = TypeVar("M", bound=Model)
V = TypeVar("V", Incident, SubIncident, Contact)

INCIDENT_WITH = ("thread", "handler", "reporter", "category", "property", "unit")
SUB_INCIDENT_WITH = ("thread", "party", "assignee", "created_by")
MESSAGE_WITH = ("author_employee", "author_contact", "on_behalf_of")


def visible_incidents(viewer: Viewer) -> QuerySet[Incident]:
    """Head incidents, with thread, handler, reporter, category, property and unit at hand."""
    rows = _of_organisation(Incident, viewer).select_related(*INCIDENT_WITH)
    if viewer.is_staff:
        return rows
    rows = rows.filter(reporter_id=_contact_id(viewer), shared_with_reporter=True)
    return _within_link(rows, viewer)


def visible_sub_incidents(viewer: Viewer) -> QuerySet[SubIncident]:
    """Side threads, with thread and party at hand. A contact sees those of which it is the party."""
    rows = _of_organisation(SubIncident, viewer).select_related(*SUB_INCIDENT_WITH)
    if viewer.is_staff:
        return rows
    rows = rows.filter(party_id=_contact_id(viewer), kind__not=SubIncidentKind.INTERNAL_TASK)
    return _within_link(rows, viewer)


def visible_sites(viewer: Viewer) -> QuerySet[SubIncident]:
    """Visible side threads with the place of the job at hand: property and unit of the head, and the site contact.

    Of the head, which lies behind another door, a job tells where it is and nothing else.
    """
    return visible_sub_incidents(viewer).select_related("incident__property", "incident__unit", "site_contact")


def visible_threads(viewer: Viewer) -> QuerySet[Thread]:
    """Threads of the incidents and sub-incidents that the viewer may read."""
    rows = _of_organisation(Thread, viewer)
    if viewer.is_staff:
        return rows
    return rows.filter(_threads_of(viewer, "id"))


def visible_messages(viewer: Viewer) -> QuerySet[Message]:
    """Messages of visible threads, with authors at hand; notes are for employees alone."""
    rows = Message.all().select_related(*MESSAGE_WITH)
    if viewer.is_staff:
        return rows.filter(thread__organisation_id=viewer.organisation_id)
    if not viewer.is_contact:
        return _none(rows)
    return rows.filter(_threads_of(viewer, "thread_id"), kind__not=MessageKind.NOTE)


async def people_in(viewer: Viewer, subject: Incident | SubIncident) -> list[Employee | Contact]:
    """The contact who reads a thread, and whoever wrote something in it that the viewer can read."""
    written = visible_messages(viewer).filter(thread_id=subject.thread_id)
    employees: Any = Subquery(written.values("author_employee_id"))
    contacts: Any = Subquery(written.values("author_contact_id"))
    outside = await Contact.filter(Q(id=subject.correspondent_id) | Q(id__in=contacts)).order_by("id")
    return [*outside, *await Employee.filter(id__in=employees).order_by("id")]


def visible_read_marks(viewer: Viewer) -> QuerySet[ReadMark]:
    """How far the viewer itself has read."""
    if viewer.employee is not None:
        return ReadMark.filter(employee_id=viewer.employee.id)
    return ReadMark.filter(contact_id=_contact_id(viewer))


def visible_contacts(viewer: Viewer) -> QuerySet[Contact]:
    """People outside. A contact sees itself."""
    rows = _of_organisation(Contact, viewer)
    return rows if viewer.is_staff else rows.filter(id=_contact_id(viewer))


def visible_employees(viewer: Viewer) -> QuerySet[Employee]:
    """Colleagues, for colleagues."""
    return _for_staff(Employee, viewer)


def visible_properties(viewer: Viewer) -> QuerySet[Property]:
    """Buildings, for staff; a contractor sees only the site of its own job."""
    return _for_staff(Property, viewer)


def visible_ownerships(viewer: Viewer) -> QuerySet[Ownership]:
    """Who owned what when, for staff."""
    return _for_staff(Ownership, viewer)


def visible_units(viewer: Viewer) -> QuerySet[Unit]:
    """Homes, for staff."""
    return _for_staff(Unit, viewer)


def visible_categories(viewer: Viewer) -> QuerySet[Category]:
    """Categories, for staff."""
    return _for_staff(Category, viewer)


def visible_guest_links(viewer: Viewer) -> QuerySet[GuestLink]:
    """Links that were issued, for staff."""
    return _for_staff(GuestLink, viewer).select_related("contact")


def visible_deliveries(viewer: Viewer) -> QuerySet[Delivery]:
    """What went out by post, for staff."""
    return _for_staff(Delivery, viewer).select_related("contact", "employee")


async def own_organisation(viewer: Viewer) -> Organisation:
    """The organisation that the viewer belongs to."""
    return await Organisation.get(id=viewer.organisation_id)


async def access_incident(viewer: Viewer, incident_id: UUID, field: str = "incidentId") -> Incident:
    return await _one(visible_incidents(viewer), incident_id, field)


async def access_sub_incident(viewer: Viewer, sub_incident_id: UUID, field: str = "subIncidentId") -> SubIncident:
    return await _one(visible_sub_incidents(viewer), sub_incident_id, field)


async def access_thread(viewer: Viewer, thread_id: UUID, field: str = "threadId") -> Thread:
    return await _one(visible_threads(viewer), thread_id, field)


async def access_contact(viewer: Viewer, contact_id: UUID, field: str = "contactId") -> Contact:
    return await _one(visible_contacts(viewer), contact_id, field)


async def access_employee(viewer: Viewer, employee_id: UUID, field: str = "employeeId") -> Employee:
    return await _one(visible_employees(viewer), employee_id, field)


async def access_property(viewer: Viewer, property_id: UUID, field: str = "propertyId") -> Property:
    return await _one(visible_properties(viewer), property_id, field)


async def access_unit(viewer: Viewer, unit_id: UUID, field: str = "unitId") -> Unit:
    return await _one(visible_units(viewer), unit_id, field)


async def access_category(viewer: Viewer, category_id: UUID, field: str = "categoryId") -> Category:
    return await _one(visible_categories(viewer), category_id, field)


async def access_guest_link(viewer: Viewer, guest_link_id: UUID, field: str = "guestLinkId") -> GuestLink:
    return await _one(visible_guest_links(viewer), guest_link_id, field)


async def access_delivery(viewer: Viewer, delivery_id: UUID, field: str = "deliveryId") -> Delivery:
    return await _one(visible_deliveries(viewer), delivery_id, field)


async def lock(row: M) -> M:
    """The row as it stands now, held until the transaction ends; only a row that came through a door gets here.

    Locks are taken from the head down: incident, sub-incident, thread. Taken in another order they deadlock.
    """
    return await type(row).select_for_update().get(pk=row.pk)


async def lock_unchanged(row: V) -> V:
    """Lock a row that carries a version. Raises Conflict when somebody changed it since it came through the door."""
    locked = await lock(row)
    if locked.version != row.version:
        raise Conflict(current_version=locked.version)
    return locked


def _of_organisation(model: type[M], viewer: Viewer) -> QuerySet[M]:
    rows = model.filter(organisation_id=viewer.organisation_id)
    return rows if viewer.is_signed_in else _none(rows)


def _for_staff(model: type[M], viewer: Viewer) -> QuerySet[M]:
    rows = _of_organisation(model, viewer)
    return rows if viewer.is_staff else _none(rows)


def _within_link(rows: QuerySet[M], viewer: Viewer) -> QuerySet[M]:
    return rows if viewer.guest_thread_id is None else rows.filter(thread_id=viewer.guest_thread_id)


def _threads_of(viewer: Viewer, column: str) -> Q:
    """That a thread belongs to an incident or sub-incident that this contact may read."""
    heads: Any = Subquery(visible_incidents(viewer).values("thread_id"))
    sides: Any = Subquery(visible_sub_incidents(viewer).values("thread_id"))
    return Q(**{f"{column}__in": heads}) | Q(**{f"{column}__in": sides})


def _contact_id(viewer: Viewer) -> UUID | None:
    return viewer.contact.id if viewer.contact is not None else None


def _none(rows: QuerySet[M]) -> QuerySet[M]:
    return rows.filter(id__isnull=True)


async def _one(rows: QuerySet[M], row_id: UUID, field: str) -> M:
    row = await rows.get_or_none(id=row_id)
    if row is None:
        raise NotFound(field)
    return row
