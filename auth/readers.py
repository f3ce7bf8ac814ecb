"""The doors to who takes part in a thread, and to how far they have read; the thread came through its own."""

from collections.abc import Collection
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from auth.addressees import onlookers_of
from auth.viewer import Viewer
from models import Contact, Employee, Incident, ReadMark, SubIncident


async def people_in(viewer: Viewer, subject: Incident | SubIncident) -> list[Employee | Contact]:
    """The contact who reads a thread, and whoever wrote something in it that the viewer can read.

    The employee who has an internal task is in its thread. An owner who reads along with a head is known to staff.
    """
    wrote = "has_written" if viewer.is_staff else "has_written_shared"
    authors = await ReadMark.filter(thread_id=subject.thread_id, **{wrote: True})
    readers = await onlookers_of(subject) if viewer.is_staff else [subject.correspondent_id]
    outside = await Contact.filter(id__in=_known(*readers, *(mark.contact_id for mark in authors)))
    own = [subject.assignee_id] if isinstance(subject, SubIncident) else []
    inside = await Employee.filter(id__in=_known(*own, *(mark.employee_id for mark in authors)))
    return [*sorted(outside, key=lambda row: row.id), *sorted(inside, key=lambda row: row.id)]


def _known(*ids: UUID | None) -> list[UUID]:
    return [row_id for row_id in ids if row_id is not None]


def visible_readers(viewer: Viewer, subjects: Collection[Incident | SubIncident]) -> QuerySet[ReadMark]:
    """How far whoever takes part in some threads has read, with who it is. No contact learns who reads along."""
    rows = ReadMark.filter(thread_id__in=[subject.thread_id for subject in subjects])
    rows = rows.select_related("employee", "contact")
    if viewer.is_staff:
        return rows
    known = [*viewer.contact_ids, *(row.correspondent_id for row in subjects if row.correspondent_id)]
    return rows.filter(Q(contact_id__isnull=True) | Q(contact_id__in=known))


def visible_read_marks(viewer: Viewer) -> QuerySet[ReadMark]:
    """How far the viewer itself has read."""
    if viewer.employee is not None:
        return ReadMark.filter(employee_id=viewer.employee.id)
    return ReadMark.filter(contact_id__in=viewer.contact_ids)
