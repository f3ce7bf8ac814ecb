"""Coordinating an incident: its status, and in the same step its handler."""

from datetime import date
from uuid import UUID

import clock
from auth.access import access_incident, visible_sub_incidents
from auth.acts import require
from auth.addressees import correspondent_of
from auth.register import access_employee
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import INCIDENT_MOVES, Employee, Event, Incident, IncidentStatus, MessageKind, Notice, SubIncident
from models.joining import together
from realtime.announce import Announce, announcing
from resolvers.appending import append, append_event, letters_to_who_is_not_looking, posted, tell
from resolvers.audit import record
from resolvers.checks import BODY_LENGTH, check_optional_text, check_version
from resolvers.incidents import save_incident
from resolvers.moves import REASON_LENGTH, check_move, make_move
from resolvers.requirements import MoveDetails

SOLVED = {IncidentStatus.RESOLVED, IncidentStatus.CLOSED}
TOLD = {IncidentStatus.WAITING_FOR_REPORTER, IncidentStatus.DEFERRED, IncidentStatus.CANCELLED, *SOLVED}


async def change_incident_status(
    viewer: Viewer,
    *,
    incident_id: UUID,
    status: IncidentStatus,
    handler_id: UUID | None = None,
    message: str | None = None,
    reason: str | None = None,
    deferred_until_on: date | None = None,
    withdraw_open_sub_incidents: bool = False,
    expected_version: int | None = None,
) -> Incident:
    """Move the incident, in the same step set its handler and tell the reporter something.

    Closing and cancelling are refused while sub-incidents are open, unless they are withdrawn in the same step.
    """
    incident = await access_incident(viewer, incident_id)
    require(viewer, "changeIncidentStatus")
    handler = await _access_handler(viewer, handler_id) if handler_id is not None else None
    check_version(incident, expected_version)
    if not INCIDENT_MOVES.allows(incident.status, status, viewer.mover):
        raise Invalid(ErrorCode.MOVE_NOT_ALLOWED, field="status", from_status=incident.status, to_status=status)
    if status is IncidentStatus.DEFERRED and (deferred_until_on is None or deferred_until_on <= clock.today()):
        raise Invalid(ErrorCode.DATE_REQUIRED, field="deferredUntilOn")
    text = check_optional_text(message, field="message", limit=BODY_LENGTH)
    reason = check_optional_text(reason, field="reason", limit=REASON_LENGTH)
    ends = status in {IncidentStatus.CLOSED, IncidentStatus.CANCELLED}
    columns: dict[str, object] = {
        "status": status,
        "deferred_until_on": deferred_until_on if status is IncidentStatus.DEFERRED else None,
        "resolved_at": (incident.resolved_at or clock.now()) if status in SOLVED else None,
        "closed_at": clock.now() if ends else None,
    }
    facts = {"kind": "incident", "from_status": incident.status, "to_status": status, "reason": reason}

    async with announcing() as announce:
        await save_incident(announce, incident, columns)
        if ends:
            await _end_sub_incidents(announce, viewer, incident, withdraw=withdraw_open_sub_incidents)
        if text is not None:
            await append(incident.thread, author=viewer, kind=MessageKind.POST, body=text)
        await append_event(
            incident.thread,
            Event.STATUS_CHANGED,
            author=viewer,
            facts={name: fact for name, fact in facts.items() if fact is not None},
        )
        if handler is not None and handler.id != incident.handler_id:
            await _set_handler(viewer, incident, handler)

        if _is_news(incident, status):
            await _tell_reporter(incident)
        elif text is not None:
            await together(*await letters_to_who_is_not_looking(viewer, incident))
        announce(await posted(incident, MessageKind.EVENT))
        await record(viewer, "changeIncidentStatus", incident)
    return await access_incident(viewer, incident_id)


async def assign_handler(
    viewer: Viewer, *, incident_id: UUID, handler_id: UUID | None, expected_version: int | None = None
) -> Incident:
    """Set who coordinates the incident; None takes the handler off it."""
    incident = await access_incident(viewer, incident_id)
    require(viewer, "assignHandler")
    handler = await _access_handler(viewer, handler_id) if handler_id is not None else None
    check_version(incident, expected_version)

    if handler_id != incident.handler_id:
        async with announcing() as announce:
            await save_incident(announce, incident, {})
            await _set_handler(viewer, incident, handler)
            announce(await posted(incident, MessageKind.EVENT))
            await record(viewer, "assignHandler", incident)
    return await access_incident(viewer, incident_id)


async def _access_handler(viewer: Viewer, handler_id: UUID) -> Employee:
    handler = await access_employee(viewer, handler_id, field="handlerId")
    if not handler.is_active:
        raise Invalid(ErrorCode.EMPLOYEE_NOT_ACTIVE, field="handlerId")
    return handler


async def _set_handler(viewer: Viewer, incident: Incident, handler: Employee | None) -> None:
    """A step: the caller holds the incident's lock."""
    await Incident.filter(id=incident.id).update(handler_id=handler.id if handler else None)
    facts = {"handler": handler.name} if handler else {}
    await append_event(incident.thread, Event.HANDLER_CHANGED, author=viewer, facts=facts)
    if handler is not None and (viewer.employee is None or viewer.employee.id != handler.id):
        await tell(Notice.HANDLER_ASSIGNED, handler, incident)


def _is_news(incident: Incident, status: IncidentStatus) -> bool:
    """Whether the reporter wants to know by post. That what was solved is now closed is none."""
    if status is IncidentStatus.CLOSED:
        return incident.status is not IncidentStatus.RESOLVED
    return status in TOLD or not incident.is_open


async def _tell_reporter(incident: Incident) -> None:
    """How it stands now; the letter is written when it is carried, so several moves in a row make one."""
    reporter = await correspondent_of(incident)
    await tell(Notice.INCIDENT_MOVED, reporter, incident, dedupe_key=f"moved:{incident.id.hex}")


async def _end_sub_incidents(announce: Announce, viewer: Viewer, incident: Incident, *, withdraw: bool) -> None:
    """No side thread stays open under an ended head; read under the head's lock, which stops new ones."""
    open_ones = [row for row in await _sub_incidents_of(viewer, incident) if row.is_open]
    if open_ones and not withdraw:
        raise Invalid(ErrorCode.OPEN_SUB_INCIDENTS, field="withdrawOpenSubIncidents", count=len(open_ones))
    for sub_incident in open_ones:
        await make_move(announce, viewer, sub_incident, check_move(viewer, sub_incident, "WITHDRAWN", MoveDetails()))


async def _sub_incidents_of(viewer: Viewer, incident: Incident) -> list[SubIncident]:
    return await visible_sub_incidents(viewer).filter(incident_id=incident.id)
