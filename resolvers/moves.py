"""How a sub-incident goes from one state to the next: the one step that every such act takes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import clock
from auth.addressees import correspondent_of, employee_in_charge
from auth.doors import lock_unchanged
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import Event, InterruptionReason, MessageKind, Mover, Notice, SubIncident, SubIncidentKind, WorkOrderStatus
from notifications import outbox
from notifications.recipients import channels_of
from realtime.announce import Announce
from realtime.events import SubIncidentChanged
from resolvers.checks import BODY_LENGTH, check_optional_text, check_window
from resolvers.messages import append_event, posted, touch

REASON_LENGTH = 2_000

TELLS_STAFF = {
    WorkOrderStatus.ACCEPTED: Notice.WORK_ORDER_ANSWERED,
    WorkOrderStatus.DECLINED: Notice.WORK_ORDER_ANSWERED,
    WorkOrderStatus.INTERRUPTED: Notice.WORK_ORDER_ANSWERED,
    WorkOrderStatus.PLANNED: Notice.WORK_ORDER_PLANNED,
    WorkOrderStatus.REPORTED_DONE: Notice.WORK_ORDER_DONE,
}
TELLS_PARTY = {
    WorkOrderStatus.WITHDRAWN: Notice.WORK_ORDER_CHANGED,
    WorkOrderStatus.REWORK: Notice.WORK_ORDER_CHANGED,
}


@dataclass(frozen=True)
class MoveDetails:
    """What goes with a move; which of these a state needs is checked by `make_move`."""

    reason: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    interruption_reason: InterruptionReason | None = None
    report: str | None = None


@dataclass(frozen=True)
class Move:
    """A move that the table allows, with the columns it changes and the facts of its event."""

    end: str
    event: Event
    changes: dict[str, Any]
    facts: dict[str, Any]
    is_on_behalf: bool


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
    changes, facts = _requirements(sub_incident, end, details, reason)
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
    locked.update_from_dict({"status": move.end, "version": locked.version + 1, **move.changes})
    await locked.save(update_fields=["status", "version", *move.changes])
    await append_event(
        sub_incident.thread,
        move.event,
        author=viewer,
        facts=move.facts,
        on_behalf_of_id=sub_incident.party_id if move.is_on_behalf else None,
    )
    await _tell(viewer, sub_incident, move.end)
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


def _requirements(
    sub_incident: SubIncident, end: str, details: MoveDetails, reason: str | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns that a state fills and the facts worth telling; refused when something is missing."""
    if sub_incident.kind is not SubIncidentKind.WORK_ORDER:
        return {}, {}
    match end:
        case WorkOrderStatus.PLANNED:
            return _appointment(details)
        case WorkOrderStatus.DECLINED:
            return {"decline_reason": _required(reason)}, {}
        case WorkOrderStatus.REWORK:
            _required(reason)
            return {"done_at": None}, {}
        case WorkOrderStatus.INTERRUPTED:
            if details.interruption_reason is None:
                raise Invalid(ErrorCode.REASON_REQUIRED, field="interruptionReason")
            interruption = details.interruption_reason
            return {"interruption_reason": interruption}, {"interruption_reason": interruption}
        case WorkOrderStatus.IN_EXECUTION:
            return {"interruption_reason": None}, {}
        case WorkOrderStatus.REPORTED_DONE:
            report = check_optional_text(details.report, field="report", limit=BODY_LENGTH)
            if report is None:
                raise Invalid(ErrorCode.BLANK, field="report")
            return {"report": report, "done_at": clock.now(), "interruption_reason": None}, {}
    return {}, {}


def _appointment(details: MoveDetails) -> tuple[dict[str, Any], dict[str, Any]]:
    if details.starts_at is None or details.ends_at is None:
        raise Invalid(ErrorCode.APPOINTMENT_REQUIRED, field="appointment")
    check_window(details.starts_at, details.ends_at, field="appointment")
    changes = {
        "appointment_starts_at": details.starts_at,
        "appointment_ends_at": details.ends_at,
        "interruption_reason": None,
    }
    return changes, {"starts_at": details.starts_at.isoformat(), "ends_at": details.ends_at.isoformat()}


def _required(reason: str | None) -> str:
    if reason is None:
        raise Invalid(ErrorCode.REASON_REQUIRED, field="reason")
    return reason


async def _tell(viewer: Viewer, sub_incident: SubIncident, end: str) -> None:
    """Who did not do it hears of it."""
    if sub_incident.kind is not SubIncidentKind.WORK_ORDER:
        return
    status = WorkOrderStatus(end)
    notice = (TELLS_PARTY if viewer.is_staff else TELLS_STAFF).get(status)
    reader = await (correspondent_of(sub_incident) if viewer.is_staff else employee_in_charge(sub_incident))
    if notice is not None and reader is not None:
        await outbox.enqueue(
            notice,
            to=reader,
            thread_id=sub_incident.thread_id,
            organisation_id=sub_incident.organisation_id,
            channels=channels_of(reader),
        )
