"""Who takes part in a thread, as far as a viewer may know."""

from collections.abc import Collection, Sequence
from uuid import UUID

from auth.access import visible_messages
from auth.addressees import onlookers_of_each
from auth.viewer import Viewer
from models import Contact, Employee, Incident, SubIncident

Subject = Incident | SubIncident
Person = Employee | Contact


async def people_in(viewer: Viewer, subject: Subject) -> list[Person]:
    """Those of one thread."""
    return (await people_in_each(viewer, [subject]))[subject.thread_id]


async def people_in_each(viewer: Viewer, subjects: Collection[Subject]) -> dict[UUID, list[Person]]:
    """The contact who reads a thread, and whoever wrote something in it that the viewer can read; by thread.

    The employee who has an internal task is in its thread. An owner who reads along with a head is known to staff.
    """
    ids = await _authors(viewer, [subject.thread_id for subject in subjects])
    onlookers = await onlookers_of_each(subjects) if viewer.is_staff else {}
    for subject in subjects:
        ids[subject.thread_id] |= {*onlookers.get(subject.thread_id, []), subject.correspondent_id}
        if isinstance(subject, SubIncident):
            ids[subject.thread_id].add(subject.assignee_id)
    known = await _people({row_id for some in ids.values() for row_id in some if row_id is not None})
    return {thread_id: [person for person in known if person.id in some] for thread_id, some in ids.items()}


async def _authors(viewer: Viewer, thread_ids: Sequence[UUID]) -> dict[UUID, set[UUID | None]]:
    rows = visible_messages(viewer).filter(thread_id__in=list(thread_ids)).distinct()
    found: dict[UUID, set[UUID | None]] = {thread_id: set() for thread_id in thread_ids}
    for thread_id, *authors in await rows.values_list("thread_id", "author_employee_id", "author_contact_id"):
        found[thread_id].update(authors)
    return found


async def _people(ids: Collection[UUID]) -> list[Person]:
    """Contacts first, then employees, each by id."""
    outside = await Contact.filter(id__in=list(ids))
    inside = await Employee.filter(id__in=list(ids))
    return [*sorted(outside, key=lambda row: row.id), *sorted(inside, key=lambda row: row.id)]
