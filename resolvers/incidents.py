"""Head incidents: finding them, and the inbox."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery

import clock
from auth.access import visible_incidents
from auth.doors import lock_unchanged
from auth.viewer import Viewer
from models import INCIDENT_MOVES, REOPEN_DAYS, Incident, IncidentStatus, Mover, SubIncidentKind
from models.partial_indexes import AmongOpen
from models.unread import IncidentUnread
from models.waiting import waits_on
from realtime.announce import Announce
from realtime.events import IncidentChanged
from resolvers.incident_search import holding
from resolvers.pages import Order, Page, PageRequest, read_page
from resolvers.threads import unread_threads

RECENT_FIRST = Order(("last_activity_at", "id"), is_descending=True)
NEWEST_FIRST = Order(("reported_at", "id"), is_descending=True)
OLDEST_FIRST = Order(("reported_at", "id"))
URGENT_FIRST = Order(("priority", "last_activity_at", "id"), is_descending=True)


@dataclass(frozen=True)
class IncidentFilter:
    """Which incidents; what is None does not filter."""

    statuses: Sequence[IncidentStatus] | None = None
    is_open: bool | None = None
    handler_id: UUID | None = None
    is_unassigned: bool | None = None
    category_id: UUID | None = None
    property_id: UUID | None = None
    is_mine: bool | None = None
    is_unread: bool | None = None
    waiting_on: Sequence[SubIncidentKind] | None = None
    text: str | None = None


async def list_incidents(
    viewer: Viewer, *, wanted: IncidentFilter, order: Order = RECENT_FIRST, request: PageRequest
) -> Page[Incident]:
    """The inbox of staff; what a contact reported. A text finds what the viewer can read, in what it can list."""
    rows = visible_incidents(viewer).filter(_matching(viewer, wanted))
    if wanted.text is not None:
        searched = rows.filter(AmongOpen()) if wanted.is_open else rows
        rows = await holding(viewer, wanted.text, rows=rows, searched=searched, order=order, request=request)
    return await read_page(rows, order, request)


async def get_incident(
    viewer: Viewer, *, incident_id: UUID | None = None, reference: str | None = None
) -> Incident | None:
    rows = visible_incidents(viewer)
    if incident_id is not None:
        return await rows.get_or_none(id=incident_id)
    if reference is None or not Incident.can_hold(reference=reference):
        return None
    return await rows.get_or_none(reference=reference)


async def list_incidents_by_id(viewer: Viewer, *, incident_ids: Collection[UUID]) -> dict[UUID, Incident]:
    found = await visible_incidents(viewer).filter(id__in=list(incident_ids))
    return {incident.id: incident for incident in found}


def allowed_moves(viewer: Viewer, incident: Incident) -> list[IncidentStatus]:
    """Where the viewer may move the incident now. An owner who reads along moves nothing."""
    if viewer.is_staff:
        return INCIDENT_MOVES.allowed(incident.status, Mover.STAFF)
    if incident.correspondent_id not in viewer.contact_ids or is_reopen_term_over(incident):
        return []
    return INCIDENT_MOVES.allowed(incident.status, Mover.REPORTER)


def is_reopen_term_over(incident: Incident) -> bool:
    """Whether it ended so long ago that its reporter cannot reopen it any more."""
    return incident.ended_at is not None and clock.now() > incident.ended_at + timedelta(days=REOPEN_DAYS)


def changed(incident: Incident) -> IncidentChanged:
    """The announcement that an incident is not what it was."""
    return IncidentChanged(incident_id=incident.id, organisation_id=incident.organisation_id)


async def save_incident(announce: Announce, incident: Incident, columns: Mapping[str, Any]) -> None:
    """Lock the incident as it was read, and write it: a step of acts. Raises Conflict when somebody was first."""
    locked = await lock_unchanged(incident)
    locked.update_from_dict({**columns, "last_activity_at": clock.now(), "version": locked.version + 1})
    await locked.save(update_fields=[*columns, "last_activity_at", "version"])
    announce(changed(incident))


def _matching(viewer: Viewer, wanted: IncidentFilter) -> Q:
    matching = _looked_up(viewer, wanted)
    if wanted.statuses is not None:
        matching &= Q(status__in=list(wanted.statuses))
    if wanted.is_open is not None:
        is_open = Q(status__in=INCIDENT_MOVES.open_states())
        matching &= is_open if wanted.is_open else ~is_open
    if wanted.is_unassigned is not None:
        matching &= Q(handler_id__isnull=wanted.is_unassigned)
    columns: dict[str, Any] = {
        "handler_id": wanted.handler_id,
        "category_id": wanted.category_id,
        "property_id": wanted.property_id,
    }
    return matching & Q(**{column: value for column, value in columns.items() if value is not None})


def _looked_up(viewer: Viewer, wanted: IncidentFilter) -> Q:
    """What depends on who asks. Of side threads only staff are told."""
    matching = Q()
    if wanted.is_mine is not None:
        is_mine = Q(handler_id=viewer.employee.id if viewer.employee else None)
        matching &= is_mine if wanted.is_mine else ~is_mine | Q(handler_id__isnull=True)
    if wanted.is_unread is not None:
        is_unread = _is_unread(viewer)
        matching &= is_unread if wanted.is_unread else ~Q(is_unread)
    if wanted.waiting_on is not None:
        matching &= waits_on(wanted.waiting_on if viewer.is_staff else [])
    return matching


def _is_unread(viewer: Viewer) -> Q:
    """That something in its thread, or for staff in one of its side threads, was not read by the viewer."""
    if viewer.employee is not None:
        return IncidentUnread([viewer.employee.id], is_by_staff=True)
    own: Any = Subquery(unread_threads(viewer).values("id"))
    return Q(thread_id__in=own)
