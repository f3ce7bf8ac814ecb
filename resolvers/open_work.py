"""What somebody still has to do."""

from uuid import UUID

from tortoise.expressions import Q

from auth.access import visible_incidents, visible_sub_incidents
from auth.viewer import Viewer
from models import INCIDENT_MOVES, MOVES, Incident, SubIncident, SubIncidentKind


async def list_handled_by(viewer: Viewer, *, employee_id: UUID) -> list[Incident]:
    """The open incidents that an employee coordinates, oldest first."""
    rows = visible_incidents(viewer).filter(handler_id=employee_id, status__in=INCIDENT_MOVES.open_states())
    return await rows.order_by("reported_at", "id")


async def list_tasks_of(viewer: Viewer, *, employee_id: UUID) -> list[SubIncident]:
    """The open internal tasks that an employee has, oldest first."""
    rows = visible_sub_incidents(viewer).filter(_is_open(SubIncidentKind.INTERNAL_TASK), assignee_id=employee_id)
    return await rows.order_by("created_at", "id")


async def is_party_of_something_open(viewer: Viewer, *, contact_id: UUID) -> bool:
    """Whether a sub-incident that is not over yet is for this contact."""
    is_open = Q(*(_is_open(kind) for kind in SubIncidentKind), join_type=Q.OR)
    return await visible_sub_incidents(viewer).filter(is_open, party_id=contact_id).exists()


def _is_open(kind: SubIncidentKind) -> Q:
    return Q(kind=kind, status__in=MOVES[kind].open_states())
