"""What is said about head incidents: to the reporter, and to staff."""

from catalogue import format_date
from models import Incident, IncidentStatus, Notice
from notifications.reading import Reading, reason_of_last_move
from notifications.wording import Draft, description, facts, unread_quotes, words

S = IncidentStatus
TOLD = {S.WAITING_FOR_REPORTER, S.DEFERRED, S.IN_PROGRESS, S.RESOLVED, S.CLOSED, S.CANCELLED}


async def _confirmed(reading: Reading, incident: Incident) -> Draft | None:
    if incident.status is S.CANCELLED:
        return None
    return Draft("report_confirmed", words(reading), _place(reading, incident), [await description(reading, incident)])


async def _reported(reading: Reading, incident: Incident) -> Draft | None:
    if not incident.is_open:
        return None
    told = _place(
        reading,
        incident,
        reporter=incident.reporter.display_name if incident.reporter else None,
        category=incident.category.name_in(reading.locale),
    )
    return Draft("incident_reported", words(reading), told, [await description(reading, incident)])


async def _moved(reading: Reading, incident: Incident) -> Draft | None:
    """What was posted with the move stands in the same letter."""
    if incident.status not in TOLD:
        return None
    until = incident.deferred_until_on
    told = _place(
        reading,
        incident,
        deferred_until=format_date(reading.locale, until) if until else None,
        reason=await reason_of_last_move(reading),
    )
    return Draft(f"incident_moved.{incident.status.lower()}", words(reading), told, quotes=await unread_quotes(reading))


async def _cancelled(reading: Reading, incident: Incident) -> Draft | None:
    if incident.status is not S.CANCELLED:
        return None
    told = _place(reading, incident, reason=await reason_of_last_move(reading))
    return Draft("incident_cancelled", words(reading), told)


async def _reopened(reading: Reading, incident: Incident) -> Draft | None:
    if not incident.is_open:
        return None
    return Draft("incident_reopened", words(reading), _place(reading, incident), quotes=await unread_quotes(reading))


async def _assigned(reading: Reading, incident: Incident) -> Draft | None:
    if incident.handler_id != reading.recipient.id:
        return None
    return Draft("handler_assigned", words(reading), _place(reading, incident), [await description(reading, incident)])


async def _deferral_over(reading: Reading, incident: Incident) -> Draft | None:
    if not incident.is_open:
        return None
    return Draft("deferral_over", words(reading), _place(reading, incident))


def _place(reading: Reading, incident: Incident, **more: str | None) -> list[tuple[str, str]]:
    """Only staff call it an incident; to the reporter its number is a reference."""
    number = {"incident" if reading.viewer.is_staff else "reference": incident.reference}
    return facts(reading, **number, address=incident.address_with_unit, **more)


INCIDENT_DRAFTS = {
    Notice.REPORT_CONFIRMED: _confirmed,
    Notice.INCIDENT_REPORTED: _reported,
    Notice.INCIDENT_MOVED: _moved,
    Notice.INCIDENT_CANCELLED: _cancelled,
    Notice.INCIDENT_REOPENED: _reopened,
    Notice.HANDLER_ASSIGNED: _assigned,
    Notice.DEFERRAL_OVER: _deferral_over,
}
