"""The doors to who is here: who has a thread open, and who is writing in it.

Nobody is shown to itself. A contact learns of those alone whom it may know to take part, as `people_in` has it: never
of a colleague who only looks, nor that somebody writes a note.
"""

from collections.abc import Collection, Sequence
from typing import TypeVar
from uuid import UUID

from tortoise.queryset import QuerySet

import clock
from auth.addressees import onlookers_of
from auth.readers import people_in
from auth.viewer import Viewer
from models import Incident, MessageKind, Presence, SubIncident, Typing

Subject = Incident | SubIncident
P = TypeVar("P", Presence, Typing)


async def visible_presence(viewer: Viewer, subjects: Collection[Subject]) -> list[Presence]:
    """Who else has the threads of these open now, with who it is, the longest there first."""
    return await _known(viewer, subjects, await _now(Presence, subjects).order_by("created_at", "id"))


async def visible_typing(viewer: Viewer, subjects: Collection[Subject]) -> list[Typing]:
    """Who else is writing in the threads of these now, with who it is, the longest at it first."""
    rows = _now(Typing, subjects).order_by("since", "id")
    return await _known(viewer, subjects, await (rows if viewer.is_staff else rows.filter(kind=MessageKind.POST)))


def own_typing(viewer: Viewer) -> QuerySet[Typing]:
    """That the viewer itself is writing."""
    if viewer.employee is not None:
        return Typing.filter(employee_id=viewer.employee.id)
    return Typing.filter(contact_id__in=viewer.contact_ids)


def _now(model: type[P], subjects: Collection[Subject]) -> QuerySet[P]:
    threads = [subject.thread_id for subject in subjects]
    return model.filter(thread_id__in=threads, until__gt=clock.now()).select_related("employee", "contact")


async def _known(viewer: Viewer, subjects: Collection[Subject], rows: Sequence[P]) -> list[P]:
    """Those of others whom the viewer may know to be there."""
    own = {*viewer.contact_ids, viewer.employee.id if viewer.employee else None}
    others = [row for row in rows if _person_id(row) not in own]
    found: list[P] = []
    for subject in subjects:
        found += await _known_in(viewer, subject, [row for row in others if row.thread_id == subject.thread_id])
    return found


async def _known_in(viewer: Viewer, subject: Subject, rows: Sequence[P]) -> list[P]:
    """Those who may read the thread as things stand. Where nobody is, nothing more is asked."""
    if not rows:
        return []
    onlookers = await onlookers_of(subject)
    there = [row for row in rows if (row.employee.is_active if row.employee else row.contact_id in onlookers)]
    if viewer.is_staff:
        return there
    known = {person.id for person in await people_in(viewer, subject)}
    return [row for row in there if _person_id(row) in known]


def _person_id(row: Presence | Typing) -> UUID | None:
    return row.employee_id or row.contact_id
