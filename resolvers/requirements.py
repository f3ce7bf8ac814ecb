"""What a state asks for: the columns that it fills, the facts worth telling, and what may not be missing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import clock
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import (
    ConsultationStatus,
    Decision,
    InterruptionReason,
    SubIncident,
    SubIncidentKind,
    TaskStatus,
    WorkOrderStatus,
)
from resolvers.checks import BODY_LENGTH, NAME_LENGTH, check_amount, check_optional_text, check_window

Requirements = tuple[dict[str, Any], dict[str, Any]]


@dataclass(frozen=True)
class MoveDetails:
    """What goes with a move; which of these a state needs is checked when the move is."""

    reason: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    interruption_reason: InterruptionReason | None = None
    report: str | None = None
    amount_cents: int | None = None
    decided_by: str | None = None


def requirements(
    viewer: Viewer, sub_incident: SubIncident, end: str, details: MoveDetails, reason: str | None
) -> Requirements:
    """Columns and facts; refused when something is missing."""
    match sub_incident.kind:
        case SubIncidentKind.WORK_ORDER:
            return _of_work_order(end, details, reason)
        case SubIncidentKind.OWNER_CONSULTATION:
            return _of_consultation(viewer, sub_incident, end, details, reason)
        case SubIncidentKind.INTERNAL_TASK:
            if end == TaskStatus.INTERRUPTED:
                _required(reason)
            return {}, {}


def _of_work_order(end: str, details: MoveDetails, reason: str | None) -> Requirements:
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


def _appointment(details: MoveDetails) -> Requirements:
    if details.starts_at is None or details.ends_at is None:
        raise Invalid(ErrorCode.APPOINTMENT_REQUIRED, field="appointment")
    check_window(details.starts_at, details.ends_at, field="appointment")
    changes = {
        "appointment_starts_at": details.starts_at,
        "appointment_ends_at": details.ends_at,
        "interruption_reason": None,
    }
    return changes, {"starts_at": details.starts_at.isoformat(), "ends_at": details.ends_at.isoformat()}


def _of_consultation(
    viewer: Viewer, consultation: SubIncident, end: str, details: MoveDetails, reason: str | None
) -> Requirements:
    """A decision that staff record says why, and who gave it: the owner, unless somebody else is named."""
    if end == ConsultationStatus.COUNTER_QUESTION and viewer.is_staff:
        _required(reason)
    if end not in set(Decision):
        return {}, {}
    amount = check_amount(details.amount_cents, field="approvedAmount") if end == Decision.APPROVED_UP_TO else None
    if end == Decision.APPROVED_UP_TO and amount is None:
        raise Invalid(ErrorCode.AMOUNT_REQUIRED, field="approvedAmount")
    owner = consultation.party.display_name if consultation.party is not None else None
    named = check_optional_text(details.decided_by, field="decidedBy", limit=NAME_LENGTH)
    changes: dict[str, Any] = {
        "decided_at": clock.now(),
        "decided_by": named or owner,
        "decision_reason": _required(reason) if viewer.is_staff else reason,
        "approved_amount_cents": amount,
        "recorded_by_id": viewer.employee.id if viewer.employee else None,
    }
    facts = {"amount_cents": amount, "decided_by": named}
    return changes, {name: fact for name, fact in facts.items() if fact is not None}


def _required(reason: str | None) -> str:
    if reason is None:
        raise Invalid(ErrorCode.REASON_REQUIRED, field="reason")
    return reason
