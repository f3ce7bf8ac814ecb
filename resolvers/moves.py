"""How a sub-incident goes from one state to the next: the one step that every such act takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import clock
from auth.access import as_participant
from auth.addressees import assignee_of, correspondent_of, employee_in_charge
from auth.doors import lock_unchanged
from auth.register import own_organisation
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import (
    Attachment,
    ConsultationStatus,
    Contact,
    Decision,
    Employee,
    Event,
    MessageKind,
    Mover,
    Notice,
    SubIncident,
    SubIncidentKind,
    TaskStatus,
    WorkOrderStatus,
)
from realtime.announce import Announce
from realtime.events import SubIncidentChanged
from resolvers.appending import append_event, posted, tell, touch
from resolvers.attachments import attach
from resolvers.checks import check_optional_text
from resolvers.requirements import MoveDetails, requirements
from resolvers.terms import terms_of

REASON_LENGTH = 2_000

W, C, T = WorkOrderStatus, ConsultationStatus, TaskStatus

# Whom a move concerns beside whoever made it: the employee in charge, or the party (of a task, its assignee).
TELLS_STAFF: dict[SubIncidentKind, dict[str, Notice]] = {
    SubIncidentKind.WORK_ORDER: {
        W.ACCEPTED: Notice.WORK_ORDER_ANSWERED,
        W.DECLINED: Notice.WORK_ORDER_ANSWERED,
        W.INTERRUPTED: Notice.WORK_ORDER_ANSWERED,
        W.PLANNED: Notice.WORK_ORDER_PLANNED,
        W.REPORTED_DONE: Notice.WORK_ORDER_DONE,
    },
    SubIncidentKind.OWNER_CONSULTATION: {
        C.COUNTER_QUESTION: Notice.OWNER_CONSULTATION_ANSWERED,
        C.NO_RESPONSE: Notice.OWNER_CONSULTATION_ANSWERED,
        **{decision.value: Notice.OWNER_CONSULTATION_ANSWERED for decision in Decision},
    },
    SubIncidentKind.INTERNAL_TASK: {
        T.TAKEN: Notice.INTERNAL_TASK_MOVED,
        T.INTERRUPTED: Notice.INTERNAL_TASK_MOVED,
        T.DONE: Notice.INTERNAL_TASK_MOVED,
    },
}
TELLS_PARTY: dict[SubIncidentKind, dict[str, Notice]] = {
    SubIncidentKind.WORK_ORDER: {W.WITHDRAWN: Notice.WORK_ORDER_CHANGED, W.REWORK: Notice.WORK_ORDER_CHANGED},
    SubIncidentKind.OWNER_CONSULTATION: {C.WITHDRAWN: Notice.OWNER_CONSULTATION_CHANGED},
    SubIncidentKind.INTERNAL_TASK: {
        T.CLOSED: Notice.INTERNAL_TASK_MOVED,
        T.WITHDRAWN: Notice.INTERNAL_TASK_MOVED,
    },
}


@dataclass(frozen=True)
class Move:
    """A move that the table allows, with the columns it changes and the facts of its event."""

    end: str
    event: Event
    changes: dict[str, Any]
    facts: dict[str, Any]
    is_on_behalf: bool
    files: Sequence[Attachment] = ()


def check_move(
    viewer: Viewer, sub_incident: SubIncident, end: str, details: MoveDetails, *, on_behalf_of_party: bool = False
) -> Move:
    """The move, when the table has it for this viewer and nothing is missing. Raises Invalid.

    Staff may make the party's move on its behalf; the event then names both.
    """
    mover = Mover.PARTY if viewer.is_staff and on_behalf_of_party else viewer.mover
    if end not in sub_incident.moves.states or not sub_incident.moves.allows(sub_incident.status, end, mover):
        raise Invalid(ErrorCode.MOVE_NOT_ALLOWED, field="status", from_status=sub_incident.status, to_status=end)
    reason = check_optional_text(details.reason, field="reason", limit=REASON_LENGTH)
    changes, facts = requirements(viewer, sub_incident, end, details, reason)
    if not sub_incident.moves.is_open(end):
        changes["closed_at"] = clock.now()
    return Move(
        end=end,
        event=Event.APPOINTMENT_MADE if end == WorkOrderStatus.PLANNED else Event.STATUS_CHANGED,
        changes=changes,
        facts={
            "kind": sub_incident.kind.lower(),
            "from_status": sub_incident.status,
            "to_status": end,
            **({"reason": reason} if reason else {}),
            **facts,
        },
        is_on_behalf=mover is Mover.PARTY and viewer.is_staff,
    )


async def make_move(announce: Announce, viewer: Viewer, sub_incident: SubIncident, move: Move) -> None:
    """Make a checked move: state, event, letters and announcement, in the caller's transaction.

    Raises Conflict when the sub-incident changed since it was read.
    """
    await touch(sub_incident)
    locked = await lock_unchanged(sub_incident)
    terms = terms_of(await own_organisation(viewer), sub_incident.kind, move.end)
    columns = {"status": move.end, "version": locked.version + 1, **move.changes, **terms}
    locked.update_from_dict(columns)
    await locked.save(update_fields=list(columns))
    message = await append_event(
        sub_incident.thread,
        move.event,
        author=await as_participant(viewer, sub_incident),
        facts=move.facts,
        on_behalf_of_id=sub_incident.party_id if move.is_on_behalf else None,
    )
    await attach(message, move.files)
    await _tell(viewer, sub_incident, move)
    announce(await posted(sub_incident, MessageKind.EVENT))
    announce(changed(sub_incident))


def changed(sub_incident: SubIncident) -> SubIncidentChanged:
    """The announcement that a sub-incident is not what it was."""
    return SubIncidentChanged(
        sub_incident_id=sub_incident.id,
        incident_id=sub_incident.incident_id,
        organisation_id=sub_incident.organisation_id,
        contact_ids=(sub_incident.party_id,) if sub_incident.party_id else (),
    )


async def _tell(viewer: Viewer, sub_incident: SubIncident, move: Move) -> None:
    """Who did not do it hears of it."""
    kind, is_colleague = sub_incident.kind, sub_incident.assignee_id is not None
    if notice := TELLS_STAFF[kind].get(move.end):
        await _tell_one(viewer, sub_incident, notice, await employee_in_charge(sub_incident))
    if (notice := TELLS_PARTY[kind].get(move.end)) and not move.is_on_behalf:
        party = await (assignee_of(sub_incident) if is_colleague else correspondent_of(sub_incident))
        await _tell_one(viewer, sub_incident, notice, party)


async def _tell_one(
    viewer: Viewer, sub_incident: SubIncident, notice: Notice, reader: Contact | Employee | None
) -> None:
    if reader is None or (viewer.employee is not None and viewer.employee.id == reader.id):
        return
    await tell(notice, reader, sub_incident)
