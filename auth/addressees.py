"""Whom the house tells. It asks this for itself, whoever is acting; the answers are for the postman, never shown."""

from collections.abc import Collection
from uuid import UUID

import clock
from models import (
    Contact,
    Delivery,
    Employee,
    EmployeeRole,
    Incident,
    Organisation,
    Ownership,
    ReportRecipients,
    SubIncident,
)
from models.period import holds_on


async def employee_in_charge(subject: Incident | SubIncident) -> Employee | None:
    """The handler of the incident, or else who made the sub-incident."""
    head = await Incident.get(id=subject.head_id).select_related("handler")
    if head.handler is not None and head.handler.is_active:
        return head.handler
    if isinstance(subject, Incident):
        return None
    return await Employee.get_or_none(id=subject.created_by_id, deactivated_at__isnull=True)


async def assignee_of(task: SubIncident) -> Employee | None:
    """The employee who has an internal task, while active."""
    return await Employee.get_or_none(id=task.assignee_id, deactivated_at__isnull=True)


async def correspondent_of(subject: Incident | SubIncident) -> Contact | None:
    """The contact who reads the thread, unless it is archived."""
    if subject.correspondent_id is None:
        return None
    return await Contact.get_or_none(id=subject.correspondent_id, archived_at__isnull=True)


async def onlookers_of(subject: Incident | SubIncident) -> list[UUID]:
    """The contacts who read a thread: the one it is with, and of a head the owners that were given insight."""
    return (await onlookers_of_each([subject]))[subject.thread_id]


async def onlookers_of_each(subjects: Collection[Incident | SubIncident]) -> dict[UUID, list[UUID]]:
    """The same of several threads, by thread."""
    property_ids = {each.property_id for each in subjects if isinstance(each, Incident) and each.property_id}
    owners = await _owners_with_insight(property_ids)
    found: dict[UUID, list[UUID]] = {}
    for subject in subjects:
        own = [subject.correspondent_id] if subject.correspondent_id is not None else []
        others = owners.get(subject.property_id, []) if isinstance(subject, Incident) and subject.property_id else []
        found[subject.thread_id] = [*own, *(owner_id for owner_id in others if owner_id not in own)]
    return found


async def report_readers(organisation: Organisation) -> list[Employee]:
    """The employees who want to know of every new incident."""
    active = Employee.filter(organisation_id=organisation.id, deactivated_at__isnull=True).order_by("id")
    match organisation.report_recipients:
        case ReportRecipients.EVERYBODY:
            return await active
        case ReportRecipients.ADMINS:
            return await active.filter(role=EmployeeRole.ADMIN)
    return []


async def addressed(delivery: Delivery) -> Delivery:
    """A delivery with its organisation and its recipient at hand."""
    await delivery.fetch_related("organisation", "contact", "employee", "account")
    return delivery


async def _owners_with_insight(property_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """By property; where there is none, nothing is asked."""
    found: dict[UUID, list[UUID]] = {}
    if property_ids:
        current = Ownership.filter(holds_on(clock.today()), property_id__in=list(property_ids), sees_incidents=True)
        for ownership in await current:
            found.setdefault(ownership.property_id, []).append(ownership.owner_id)
    return found
