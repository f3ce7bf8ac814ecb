"""How long an answer is waited for: when a party is reminded, and when waiting ends."""

from datetime import datetime, timedelta
from typing import Any

import clock
from models import ConsultationStatus, Organisation, SubIncidentKind, WorkOrderStatus

MOST_REMINDERS = 2


def terms_of(organisation: Organisation, kind: SubIncidentKind, status: str) -> dict[str, Any]:
    """The columns by which the clock knows when to look at a sub-incident that has come into a state."""
    remind_at = answer_due_at = None
    if (kind, status) == (SubIncidentKind.WORK_ORDER, WorkOrderStatus.SENT):
        remind_at = days_from_now(organisation.contractor_reminder_days)
    if (kind, status) == (SubIncidentKind.OWNER_CONSULTATION, ConsultationStatus.ASKED):
        remind_at = days_from_now(organisation.owner_reminder_days)
        answer_due_at = days_from_now(organisation.owner_answer_days)
    return {"remind_at": remind_at, "reminders_sent": 0, "answer_due_at": answer_due_at}


def days_from_now(days: int | None) -> datetime | None:
    """The moment at which a term of so many days is over; None when there is no term."""
    return None if days is None else clock.now() + timedelta(days=days)
