"""The doors to who takes part in a thread, and to how far they have read; the thread came through its own."""

from collections.abc import Collection
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from auth.addressees import onlookers_of_each
from auth.viewer import Viewer
from models import Contact, Employee, Incident, ReadMark, SubIncident

Subject = Incident | SubIncident
Person = Employee | Contact


async def people_in(viewer: Viewer, subject: Subject) -> list[Person]:
    """Those of one thread."""
    return (await people_in_each(viewer, [subject]))[subject.thread_id]


async def people_in_each(viewer: Viewer, subjects: Collection[Subject]) -> dict[UUID, list[Person]]:
    """The contact who reads a thread, and whoever wrote something in it that the viewer can read; by thread.

    The employee who has an internal task is in its thread. An owner who reads along with a head is known to staff.
    """
    onlookers = await onlookers_of_each(subjects) if viewer.is_staff else {}
    ids: dict[UUID, set[UUID | None]] = {}
    for subject in subjects:
        ids[subject.thread_id] = {subject.correspondent_id, *onlookers.get(subject.thread_id, [])}
        if isinstance(subject, SubIncident):
            ids[subject.thread_id].add(subject.assignee_id)
    wrote = "has_written" if viewer.is_staff else "has_written_shared"
    for mark in await ReadMark.filter(thread_id__in=list(ids), **{wrote: True}):
        ids[mark.thread_id] |= {mark.contact_id, mark.employee_id}
    known = await _people({row_id for some in ids.values() for row_id in some if row_id is not None})
    return {thread_id: [person for person in known if person.id in some] for thread_id, some in ids.items()}


async def _people(ids: Collection[UUID]) -> list[Person]:
    """Contacts first, then employees, each by id."""
    outside = await Contact.filter(id__in=list(ids))
    inside = await Employee.filter(id__in=list(ids))
    return [*sorted(outside, key=lambda row: row.id), *sorted(inside, key=lambda row: row.id)]


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
