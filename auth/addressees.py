"""Whom the house tells. It asks this for itself, whoever is acting; the answers are for the postman, never shown."""

from models import Contact, Delivery, Employee, Incident, SubIncident


async def employee_in_charge(subject: Incident | SubIncident) -> Employee | None:
    """The handler of the incident, or else who made the sub-incident."""
    head = await Incident.get(id=subject.head_id).select_related("handler")
    if head.handler is not None and head.handler.is_active:
        return head.handler
    if isinstance(subject, Incident):
        return None
    return await Employee.get_or_none(id=subject.created_by_id, deactivated_at__isnull=True)


async def correspondent_of(subject: Incident | SubIncident) -> Contact | None:
    """The contact who reads the thread, unless it is archived."""
    if subject.correspondent_id is None:
        return None
    return await Contact.get_or_none(id=subject.correspondent_id, archived_at__isnull=True)


async def addressed(delivery: Delivery) -> Delivery:
    """A delivery with its organisation and its recipient at hand."""
    await delivery.fetch_related("organisation", "contact", "employee")
    return delivery
