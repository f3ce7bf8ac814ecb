"""Side threads: finding them, changing what they say, and moving them on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from auth.access import access_sub_incident, visible_sites, visible_sub_incidents
from auth.acts import require
from auth.viewer import Viewer
from models import (
    Mover,
    SubIncident,
    SubIncidentKind,
)
from models.sub_incident import is_open_side
from realtime.announce import announcing
from resolvers.audit import record
from resolvers.checks import check_version
from resolvers.moves import check_move, make_move
from resolvers.pages import Order, Page, PageRequest, read_page
from resolvers.requirements import MoveDetails

NEWEST_FIRST = Order(("created_at", "id"), is_descending=True)


@dataclass(frozen=True)
class SubIncidentFilter:
    """Which sub-incidents; what is None does not filter."""

    kind: SubIncidentKind | None = None
    statuses: Sequence[str] | None = None
    is_open: bool | None = None


async def list_sub_incidents(viewer: Viewer, *, wanted: SubIncidentFilter, request: PageRequest) -> Page[SubIncident]:
    """All jobs and questions of the viewer, newest first."""
    rows = visible_sub_incidents(viewer)
    if wanted.kind is not None:
        rows = rows.filter(kind=wanted.kind)
    if wanted.statuses is not None:
        rows = rows.filter(status__in=list(wanted.statuses))
    if wanted.is_open is not None:
        rows = rows.filter(is_open_side() if wanted.is_open else ~is_open_side())
    return await read_page(rows, NEWEST_FIRST, request)


async def list_sub_incidents_of(viewer: Viewer, *, incident_ids: Collection[UUID]) -> dict[UUID, list[SubIncident]]:
    """The sub-incidents of each incident, oldest first."""
    found = await visible_sub_incidents(viewer).filter(incident_id__in=list(incident_ids)).order_by("created_at", "id")
    by_incident: dict[UUID, list[SubIncident]] = {incident_id: [] for incident_id in incident_ids}
    for row in found:
        by_incident[row.incident_id].append(row)
    return by_incident


async def list_sites(viewer: Viewer, *, sub_incident_ids: Collection[UUID]) -> dict[UUID, SubIncident]:
    """The same sub-incidents with the property and unit of their head, and the site contact, at hand."""
    return {row.id: row for row in await visible_sites(viewer).filter(id__in=list(sub_incident_ids))}


def allowed_moves(viewer: Viewer, sub_incident: SubIncident) -> list[Any]:
    """Where the viewer may move it now; staff see the party's moves too, which they make on its behalf."""
    mover = Mover.STAFF | Mover.PARTY if viewer.is_staff else Mover.PARTY
    return sub_incident.moves.allowed(sub_incident.status, mover)


async def get_sub_incident(
    viewer: Viewer, *, sub_incident_id: UUID | None = None, reference: str | None = None
) -> SubIncident | None:
    rows = visible_sub_incidents(viewer)
    if sub_incident_id is not None:
        return await rows.get_or_none(id=sub_incident_id)
    if reference is None or not SubIncident.can_hold(reference=reference):
        return None
    return await rows.get_or_none(reference=reference)


async def move_sub_incident(
    viewer: Viewer,
    *,
    sub_incident_id: UUID,
    status: str,
    details: MoveDetails,
    on_behalf_of_party: bool = False,
    expected_version: int | None = None,
) -> SubIncident:
    """What staff do with a sub-incident: close, ask for rework, withdraw; or the party's move on its behalf."""
    sub_incident = await access_sub_incident(viewer, sub_incident_id)
    require(viewer, "moveSubIncident")
    check_version(sub_incident, expected_version)
    move = check_move(viewer, sub_incident, status, details, on_behalf_of_party=on_behalf_of_party)

    async with announcing() as announce:
        await make_move(announce, viewer, sub_incident, move)
        await record(viewer, "moveSubIncident", sub_incident)
    return await access_sub_incident(viewer, sub_incident_id)
