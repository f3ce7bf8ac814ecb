"""What a reporter does with its incident: cancel it, or open it again."""

from uuid import UUID

import clock
from auth.access import access_incident, as_participant, visible_sub_incidents
from auth.acts import require
from auth.addressees import employee_in_charge, report_readers
from auth.register import own_organisation
from auth.viewer import Viewer, the_house
from errors import ErrorCode, Invalid, NotAllowed
from models import INCIDENT_MOVES, REOPEN_DAYS, Event, Incident, IncidentStatus, MessageKind, Mover, Notice
from realtime.announce import Announce, announcing
from resolvers.appending import append, append_event, posted, tell
from resolvers.audit import record
from resolvers.checks import BODY_LENGTH, check_optional_text, check_text, check_version
from resolvers.incidents import is_reopen_term_over, save_incident
from resolvers.moves import REASON_LENGTH, check_move, make_move
from resolvers.requirements import MoveDetails


async def cancel_incident(
    viewer: Viewer, *, incident_id: UUID, reason: str | None = None, expected_version: int | None = None
) -> Incident:
    """Take back what one reported. Open sub-incidents are withdrawn by it, which the reporter does not learn."""
    incident = await access_incident(viewer, incident_id)
    require(viewer, "cancelIncident")
    check_version(incident, expected_version)
    viewer = await _as_reporter(viewer, incident)
    _check_move(incident, IncidentStatus.CANCELLED)
    reason = check_optional_text(reason, field="reason", limit=REASON_LENGTH)
    columns = {"status": IncidentStatus.CANCELLED, "deferred_until_on": None, "closed_at": clock.now()}

    async with announcing() as announce:
        await save_incident(announce, incident, columns)
        await _withdraw_sub_incidents(announce, incident)
        await _write_down(viewer, incident, IncidentStatus.CANCELLED, reason)
        await _tell(viewer, incident, Notice.INCIDENT_CANCELLED)
        announce(await posted(incident, MessageKind.EVENT))
        await record(viewer, "cancelIncident", incident)
    return await access_incident(viewer, incident_id)


async def reopen_incident(
    viewer: Viewer, *, incident_id: UUID, message: str, expected_version: int | None = None
) -> Incident:
    """Say that it is not solved after all, within 14 days."""
    incident = await access_incident(viewer, incident_id)
    require(viewer, "reopenIncident")
    check_version(incident, expected_version)
    viewer = await _as_reporter(viewer, incident)
    body = check_text(message, field="message", limit=BODY_LENGTH)
    if incident.is_open:
        raise _not_possible(incident, IncidentStatus.IN_PROGRESS)
    _check_move(incident, IncidentStatus.IN_PROGRESS)
    if is_reopen_term_over(incident):
        raise Invalid(ErrorCode.REOPEN_TERM_OVER, field="incidentId", days=REOPEN_DAYS)
    columns = {"status": IncidentStatus.IN_PROGRESS, "resolved_at": None, "closed_at": None}

    async with announcing() as announce:
        await save_incident(announce, incident, columns)
        await append(incident.thread, author=viewer, kind=MessageKind.POST, body=body)
        await _write_down(viewer, incident, IncidentStatus.IN_PROGRESS, None)
        await _tell(viewer, incident, Notice.INCIDENT_REOPENED)
        announce(await posted(incident, MessageKind.EVENT))
        await record(viewer, "reopenIncident", incident)
    return await access_incident(viewer, incident_id)


async def _as_reporter(viewer: Viewer, incident: Incident) -> Viewer:
    """An owner who reads along sees it, and may do nothing with it."""
    if incident.correspondent_id not in viewer.contact_ids:
        raise NotAllowed("incidentId")
    return await as_participant(viewer, incident)


def _check_move(incident: Incident, end: IncidentStatus) -> None:
    if not INCIDENT_MOVES.allows(incident.status, end, Mover.REPORTER):
        raise _not_possible(incident, end)


def _not_possible(incident: Incident, end: IncidentStatus) -> Invalid:
    return Invalid(ErrorCode.MOVE_NOT_ALLOWED, field="incidentId", from_status=incident.status, to_status=end)


async def _withdraw_sub_incidents(announce: Announce, incident: Incident) -> None:
    house = the_house(incident.organisation_id)
    for sub_incident in await visible_sub_incidents(house).filter(incident_id=incident.id):
        if sub_incident.is_open:
            await make_move(announce, house, sub_incident, check_move(house, sub_incident, "WITHDRAWN", MoveDetails()))


async def _write_down(viewer: Viewer, incident: Incident, end: IncidentStatus, reason: str | None) -> None:
    facts = {"kind": "incident", "from_status": incident.status, "to_status": end}
    await append_event(
        incident.thread,
        Event.STATUS_CHANGED,
        author=viewer,
        facts={**facts, "reason": reason} if reason else facts,
    )


async def _tell(viewer: Viewer, incident: Incident, notice: Notice) -> None:
    """The handler hears of it; without one, whoever hears of new reports."""
    handler = await employee_in_charge(incident)
    readers = [handler] if handler is not None else await report_readers(await own_organisation(viewer))
    for employee in readers:
        await tell(notice, employee, incident)
