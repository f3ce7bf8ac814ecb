"""Making a side thread: giving a contractor a work order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from auth.access import access_incident, access_sub_incident
from auth.acts import require
from auth.doors import lock
from auth.register import access_contact
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import (
    Channel,
    Contact,
    ContactType,
    Event,
    Incident,
    Notice,
    SubIncident,
    SubIncidentKind,
    Thread,
    WorkOrderStatus,
)
from notifications import outbox
from realtime.announce import announcing
from resolvers import idempotency
from resolvers.checks import BODY_LENGTH, TITLE_LENGTH, check_optional_text, check_text
from resolvers.messages import append_event, touch
from resolvers.moves import changed


async def create_work_order(
    viewer: Viewer,
    *,
    incident_id: UUID,
    title: str,
    description: str,
    contractor_id: UUID,
    due_at: datetime | None = None,
    access_instructions: str | None = None,
    share_reporter_contact: bool = False,
    notify_by: Sequence[Channel] = (),
    idempotency_key: str,
) -> SubIncident:
    """Give an external party a digital work order, and tell it by the channels asked for.

    Nothing is inherited from the head: title and text are the work order's own, and the reporter's name and phone
    go with it only when `share_reporter_contact` says so.
    """
    incident = await access_incident(viewer, incident_id)
    require(viewer, "createSubIncident")
    contractor = await _access_contractor(viewer, contractor_id)
    if not incident.is_open:
        raise Invalid(ErrorCode.INCIDENT_CLOSED, field="incidentId")
    channels = _check_channels(contractor, notify_by)
    columns: dict[str, Any] = {
        "title": check_text(title, field="title", limit=TITLE_LENGTH),
        "description": check_text(description, field="description", limit=BODY_LENGTH),
        "access_instructions": check_optional_text(
            access_instructions, field="details.workOrder.accessInstructions", limit=BODY_LENGTH
        ),
        "due_at": due_at,
        "site_contact_id": incident.reporter_id if share_reporter_contact else None,
    }
    given: dict[str, object] = {"incident": incident_id, "contractor": contractor_id, "channels": channels, **columns}

    async with announcing() as announce:
        claim = await idempotency.claim(viewer, "createSubIncident", idempotency_key, given)
        if not claim.is_repeated:
            await _check_still_open(incident)
            work_order = await SubIncident.create(
                id=claim.subject_id,
                organisation_id=incident.organisation_id,
                incident_id=incident.id,
                thread=await Thread.create(organisation_id=incident.organisation_id),
                kind=SubIncidentKind.WORK_ORDER,
                status=WorkOrderStatus.SENT,
                party_id=contractor.id,
                created_by=viewer.employee,
                **columns,
            )
            await append_event(
                work_order.thread, Event.SUB_INCIDENT_CREATED, author=viewer, facts={"kind": "work_order"}
            )
            await outbox.enqueue(
                Notice.WORK_ORDER_GIVEN,
                to=contractor,
                thread_id=work_order.thread_id,
                organisation_id=incident.organisation_id,
                channels=channels,
            )
            announce(changed(work_order))
    return await access_sub_incident(viewer, claim.subject_id)


async def _access_contractor(viewer: Viewer, contractor_id: UUID) -> Contact:
    contractor = await access_contact(viewer, contractor_id, field="details.workOrder.contractorId")
    if contractor.type is not ContactType.EXTERNAL_PARTY:
        raise Invalid(ErrorCode.WRONG_CONTACT_TYPE, field="details.workOrder.contractorId")
    if contractor.is_archived:
        raise Invalid(ErrorCode.CONTACT_ARCHIVED, field="details.workOrder.contractorId")
    return contractor


def _check_channels(contact: Contact, notify_by: Sequence[Channel]) -> list[Channel]:
    """The channels asked for, or the contact's own; each must have an address."""
    channels = sorted(set(notify_by)) or contact.preferred_channels
    if any(contact.address_for(channel) is None for channel in channels):
        raise Invalid(ErrorCode.NO_ADDRESS, field="notifyBy")
    return channels


async def _check_still_open(incident: Incident) -> None:
    """Nobody may close the incident while a sub-incident is being made."""
    await touch(incident)
    if not (await lock(incident)).is_open:
        raise Invalid(ErrorCode.INCIDENT_CLOSED, field="incidentId")
