"""Reporting an incident: staff on somebody's behalf, and a contact by its account."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import clock
from auth.access import access_incident
from auth.acts import require
from auth.addressees import report_readers
from auth.register import (
    access_category,
    access_contact,
    access_property,
    access_unit,
    contact_at,
    own_organisation,
)
from auth.viewer import Viewer
from errors import ErrorCode, Invalid, NotAllowed, NotFound
from models import (
    Channel,
    Contact,
    ContactType,
    Event,
    Incident,
    IncidentStatus,
    MessageKind,
    Notice,
    Organisation,
    Priority,
    ReportUpload,
    Thread,
)
from notifications.recipients import channels_of, confirmation_channels
from realtime.announce import Announce, announcing
from resolvers import idempotency
from resolvers.appending import append_event, posted, tell
from resolvers.attachments import MOST_FILES
from resolvers.audit import record
from resolvers.checks import BODY_LENGTH, TITLE_LENGTH, check_count, check_in_use, check_text
from resolvers.incidents import changed
from resolvers.references import next_reference
from resolvers.report_uploads import attach_uploads, take_uploads


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
    is_closed_at_once: bool = False,
    confirm_by: Sequence[Channel] | None = None,
    priority: Priority = Priority.NORMAL,
    attachment_ids: Sequence[UUID] = (),
    idempotency_key: str,
) -> Incident:
    """Staff report a defect, on somebody's behalf when a reporter is named; closed at once when it is done already.

    The files that they sent for it stand with its first message.
    The reporter gets a confirmation with a link, by `confirm_by` or else as the settings say, unless it is hidden.
    """
    require(viewer, "reportIncident")
    if not viewer.is_staff:
        raise NotAllowed
    category = await access_category(viewer, category_id)
    building = await access_property(viewer, property_id)
    unit = await access_unit(viewer, unit_id) if unit_id is not None else None
    reporter = await access_contact(viewer, reporter_id, field="reporterId") if reporter_id is not None else None
    if unit is not None and unit.property_id != building.id:
        raise Invalid(ErrorCode.UNIT_NOT_IN_PROPERTY, field="unitId")
    check_reporter(reporter)
    check_in_use(categoryId=category, propertyId=building, unitId=unit)
    organisation = await own_organisation(viewer)
    told = None if is_hidden_from_reporter else reporter
    columns: dict[str, Any] = {
        **check_wording(title, description),
        "category_id": category.id,
        "property_id": building.id,
        "unit_id": unit.id if unit else None,
        "reporter_id": reporter.id if reporter else None,
        "shared_with_reporter": not is_hidden_from_reporter,
        "priority": priority,
    }
    check_count(attachment_ids, field="attachmentIds", limit=MOST_FILES)
    given: dict[str, object] = {**columns, "closed": is_closed_at_once, "confirm": confirm_by, "files": attachment_ids}

    async with announcing() as announce:
        claim = await idempotency.claim(viewer, "reportIncident", idempotency_key, given)
        if not claim.is_repeated:
            files = await take_uploads(viewer, attachment_ids)
            incident = await file_incident(organisation, viewer, claim.subject_id, columns, files)
            await confirm(incident, told, _confirming(organisation, told, confirm_by))
            if is_closed_at_once:
                await _close_at_once(viewer, incident)
            announce(changed(incident))
            await record(viewer, "reportIncident", incident)
    return await access_incident(viewer, claim.subject_id)


async def report_own_incident(
    viewer: Viewer,
    *,
    title: str,
    description: str,
    category_id: UUID,
    property_id: UUID | None = None,
    unit_id: UUID | None = None,
    attachment_ids: Sequence[UUID] = (),
    idempotency_key: str,
) -> Incident:
    """A contact reports by its account: about the unit that it rents now, or the property that it owns now."""
    require(viewer, "reportIncident")
    category = await access_category(viewer, category_id)
    unit = await access_unit(viewer, unit_id) if unit_id is not None else None
    if unit is None and property_id is None:
        raise NotFound("propertyId")
    building = unit.property if unit else await access_property(viewer, property_id)  # type: ignore[arg-type]
    reporter = await contact_at(viewer, building, unit)
    if reporter is None or (property_id is not None and property_id != building.id):
        raise NotFound("propertyId")
    check_in_use(categoryId=category, propertyId=building, unitId=unit)
    organisation = await own_organisation(viewer)
    columns: dict[str, Any] = {
        **check_wording(title, description),
        "category_id": category.id,
        "property_id": building.id,
        "unit_id": unit.id if unit else None,
        "reporter_id": reporter.id,
    }
    check_count(attachment_ids, field="attachmentIds", limit=MOST_FILES)
    given: dict[str, object] = {**columns, "files": attachment_ids}

    async with announcing() as announce:
        claim = await idempotency.claim(viewer, "reportIncident", idempotency_key, given)
        if not claim.is_repeated:
            author = viewer.acting_as(reporter)
            files = await take_uploads(viewer, attachment_ids)
            incident = await file_incident(organisation, author, claim.subject_id, columns, files)
            await confirm(incident, reporter, confirmation_channels(organisation, reporter))
            await tell_staff(announce, organisation, incident)
            await record(author, "reportIncident", incident)
    return await access_incident(viewer, claim.subject_id)


def check_wording(title: str, description: str) -> dict[str, str]:
    return {
        "title": check_text(title, field="title", limit=TITLE_LENGTH),
        "description": check_text(description, field="description", limit=BODY_LENGTH),
    }


def check_reporter(reporter: Contact | None) -> None:
    """A tenant or an owner reports; a contractor gets jobs."""
    if reporter is None:
        return
    if reporter.type is ContactType.EXTERNAL_PARTY:
        raise Invalid(ErrorCode.WRONG_CONTACT_TYPE, field="reporterId")
    if reporter.is_archived:
        raise Invalid(ErrorCode.CONTACT_ARCHIVED, field="reporterId")


async def file_incident(
    organisation: Organisation,
    author: Viewer,
    incident_id: UUID,
    columns: dict[str, Any],
    files: Sequence[ReportUpload],
) -> Incident:
    """Write the incident down, with its thread, its first event and the files with that. A step of acts."""
    incident = await Incident.create(
        id=incident_id,
        organisation_id=organisation.id,
        thread=await Thread.create(organisation_id=organisation.id),
        reference=await next_reference(organisation.id),
        reported_at=clock.now(),
        last_activity_at=clock.now(),
        **columns,
    )
    behalf = incident.correspondent_id if author.is_staff else None
    event = await append_event(incident.thread, Event.INCIDENT_REPORTED, author=author, on_behalf_of_id=behalf)
    await attach_uploads(event, files)
    return incident


async def confirm(incident: Incident, reporter: Contact | None, channels: Sequence[Channel]) -> None:
    """Tell the reporter that it arrived, with a link to its thread. A step of acts."""
    await tell(Notice.REPORT_CONFIRMED, reporter, incident, channels=channels)


async def tell_staff(announce: Announce, organisation: Organisation, incident: Incident) -> None:
    """Something came in from outside: whoever the settings name hears of it. A step of acts."""
    for employee in await report_readers(organisation):
        await tell(Notice.INCIDENT_REPORTED, employee, incident)
    announce(changed(incident))
    announce(await posted(incident, MessageKind.EVENT))


def _confirming(
    organisation: Organisation, reporter: Contact | None, asked_for: Sequence[Channel] | None
) -> list[Channel]:
    if reporter is None:
        return []
    return confirmation_channels(organisation, reporter) if asked_for is None else channels_of(reporter, asked_for)


async def _close_at_once(viewer: Viewer, incident: Incident) -> None:
    facts = {"kind": "incident", "from_status": incident.status, "to_status": IncidentStatus.CLOSED}
    moment = clock.now()
    incident.update_from_dict({"status": IncidentStatus.CLOSED, "resolved_at": moment, "closed_at": moment})
    await incident.save(update_fields=["status", "resolved_at", "closed_at"])
    await append_event(incident.thread, Event.STATUS_CHANGED, author=viewer, facts=facts)
