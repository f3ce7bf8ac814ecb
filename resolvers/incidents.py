"""Head incidents: reporting one, coordinating it, and the inbox."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

import clock
from auth.access import (
    access_category,
    access_contact,
    access_incident,
    access_property,
    access_unit,
    lock_unchanged,
    visible_incidents,
)
from auth.acts import require
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import (
    INCIDENT_MOVES,
    ContactType,
    Event,
    Incident,
    IncidentStatus,
    Mover,
    Priority,
    Thread,
)
from realtime.announce import Announce, announcing
from realtime.events import IncidentChanged
from resolvers import idempotency
from resolvers.checks import BODY_LENGTH, TITLE_LENGTH, check_text, check_version
from resolvers.incident_search import holding
from resolvers.messages import append_event
from resolvers.pages import Order, Page, PageRequest, read_page
from resolvers.references import next_reference

RECENT_FIRST = Order(("last_activity_at", "id"), is_descending=True)
NEWEST_FIRST = Order(("reported_at", "id"), is_descending=True)
OLDEST_FIRST = Order(("reported_at", "id"))


@dataclass(frozen=True)
class IncidentFilter:
    """Which incidents; what is None does not filter."""

    statuses: Sequence[IncidentStatus] | None = None
    is_open: bool | None = None
    handler_id: UUID | None = None
    is_unassigned: bool | None = None
    category_id: UUID | None = None
    property_id: UUID | None = None
    text: str | None = None


async def list_incidents(
    viewer: Viewer, *, wanted: IncidentFilter, order: Order = RECENT_FIRST, request: PageRequest
) -> Page[Incident]:
    """The inbox of staff; what a contact reported. A text finds what the viewer can read, in what it can list."""
    rows = visible_incidents(viewer).filter(_matching(wanted))
    if wanted.text is not None:
        rows = await holding(viewer, wanted.text, rows=rows, order=order, request=request)
    return await read_page(rows, order, request)


async def get_incident(
    viewer: Viewer, *, incident_id: UUID | None = None, reference: str | None = None
) -> Incident | None:
    rows = visible_incidents(viewer)
    if incident_id is not None:
        return await rows.get_or_none(id=incident_id)
    return await rows.get_or_none(reference=reference) if reference is not None else None


async def list_incidents_by_id(viewer: Viewer, *, incident_ids: Collection[UUID]) -> dict[UUID, Incident]:
    found = await visible_incidents(viewer).filter(id__in=list(incident_ids))
    return {incident.id: incident for incident in found}


def allowed_moves(viewer: Viewer, incident: Incident) -> list[IncidentStatus]:
    """Where the viewer may move the incident now."""
    return INCIDENT_MOVES.allowed(incident.status, Mover.STAFF if viewer.is_staff else Mover.REPORTER)


async def report_incident(
    viewer: Viewer,
    *,
    title: str,
    description: str,
    category_id: UUID,
    property_id: UUID,
    unit_id: UUID | None = None,
    reporter_id: UUID | None = None,
    is_hidden_from_reporter: bool = False,
    priority: Priority = Priority.NORMAL,
    idempotency_key: str,
) -> Incident:
    """Staff report a defect, on somebody's behalf when a reporter is named."""
    require(viewer, "reportIncident")
    category = await access_category(viewer, category_id)
    building = await access_property(viewer, property_id)
    unit = await access_unit(viewer, unit_id) if unit_id is not None else None
    reporter = await access_contact(viewer, reporter_id, field="reporterId") if reporter_id is not None else None
    if unit is not None and unit.property_id != building.id:
        raise Invalid(ErrorCode.UNIT_NOT_IN_PROPERTY, field="unitId")
    if reporter is not None and reporter.type is ContactType.EXTERNAL_PARTY:
        raise Invalid(ErrorCode.WRONG_CONTACT_TYPE, field="reporterId")
    columns: dict[str, Any] = {
        "title": check_text(title, field="title", limit=TITLE_LENGTH),
        "description": check_text(description, field="description", limit=BODY_LENGTH),
        "category_id": category.id,
        "property_id": building.id,
        "unit_id": unit.id if unit else None,
        "reporter_id": reporter.id if reporter else None,
        "shared_with_reporter": not is_hidden_from_reporter,
        "priority": priority,
    }

    async with announcing() as announce:
        claim = await idempotency.claim(viewer, "reportIncident", idempotency_key, columns)
        if not claim.is_repeated:
            incident = await Incident.create(
                id=claim.subject_id,
                organisation_id=viewer.organisation_id,
                thread=await Thread.create(organisation_id=viewer.organisation_id),
                reference=await next_reference(building.organisation_id),
                reported_at=clock.now(),
                last_activity_at=clock.now(),
                **columns,
            )
            await append_event(
                incident.thread,
                Event.INCIDENT_REPORTED,
                author=viewer,
                on_behalf_of_id=incident.correspondent_id,
            )
            announce(changed(incident))
    return await access_incident(viewer, claim.subject_id)


async def update_incident(
    viewer: Viewer,
    *,
    incident_id: UUID,
    title: str | None = None,
    description: str | None = None,
    priority: Priority | None = None,
    category_id: UUID | None = None,
    expected_version: int | None = None,
) -> Incident:
    """Change what is given; None leaves a column as it is."""
    incident = await access_incident(viewer, incident_id)
    require(viewer, "updateIncident")
    category = await access_category(viewer, category_id) if category_id is not None else None
    check_version(incident, expected_version)
    columns: dict[str, object] = {"category_id": category.id} if category is not None else {}
    if title is not None:
        columns["title"] = check_text(title, field="title", limit=TITLE_LENGTH)
    if description is not None:
        columns["description"] = check_text(description, field="description", limit=BODY_LENGTH)
    if priority is not None:
        columns["priority"] = priority

    async with announcing() as announce:
        await save_incident(announce, incident, columns)
    return await access_incident(viewer, incident_id)


def changed(incident: Incident) -> IncidentChanged:
    """The announcement that an incident is not what it was."""
    return IncidentChanged(incident_id=incident.id, organisation_id=incident.organisation_id)


async def save_incident(announce: Announce, incident: Incident, columns: dict[str, object]) -> None:
    """Lock the incident as it was read, and write it: a step of acts. Raises Conflict when somebody was first."""
    locked = await lock_unchanged(incident)
    locked.update_from_dict({**columns, "last_activity_at": clock.now(), "version": locked.version + 1})
    await locked.save(update_fields=[*columns, "last_activity_at", "version"])
    announce(changed(incident))


def _matching(wanted: IncidentFilter) -> Q:
    matching = Q()
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
