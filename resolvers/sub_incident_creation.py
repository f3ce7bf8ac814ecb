"""Making a side thread: a work order for a contractor, a question to the owner, or a task for an employee."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import clock
from auth.access import access_incident, access_sub_incident
from auth.acts import require
from auth.doors import lock
from auth.register import access_contact, access_employee, own_organisation, visible_ownerships
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import (
    Channel,
    ConsultationStatus,
    Contact,
    ContactType,
    Employee,
    Event,
    Incident,
    Notice,
    SubIncident,
    SubIncidentKind,
    TaskStatus,
    Thread,
    WorkOrderStatus,
)
from models.period import holds_on
from notifications.recipients import channels_of
from realtime.announce import announcing
from resolvers import idempotency
from resolvers.appending import append_event, tell, touch
from resolvers.audit import record
from resolvers.checks import BODY_LENGTH, TITLE_LENGTH, check_amount, check_optional_text, check_text
from resolvers.moves import changed
from resolvers.terms import terms_of

GIVEN = {
    SubIncidentKind.WORK_ORDER: Notice.WORK_ORDER_GIVEN,
    SubIncidentKind.OWNER_CONSULTATION: Notice.OWNER_CONSULTATION_ASKED,
    SubIncidentKind.INTERNAL_TASK: Notice.INTERNAL_TASK_GIVEN,
}


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
    contractor = await access_contractor(viewer, contractor_id, field="details.workOrder.contractorId")
    channels = _check_channels(contractor, notify_by)
    columns = {
        **_check_wording(incident, title, description),
        "kind": SubIncidentKind.WORK_ORDER,
        "status": WorkOrderStatus.SENT,
        "due_at": due_at,
        "access_instructions": check_optional_text(
            access_instructions, field="details.workOrder.accessInstructions", limit=BODY_LENGTH
        ),
        "site_contact_id": incident.reporter_id if share_reporter_contact else None,
    }
    return await _make(viewer, incident, contractor, columns, channels=channels, key=idempotency_key)


async def create_owner_consultation(
    viewer: Viewer,
    *,
    incident_id: UUID,
    title: str,
    description: str,
    owner_id: UUID | None = None,
    amount_cents: int | None = None,
    due_at: datetime | None = None,
    notify_by: Sequence[Channel] = (),
    idempotency_key: str,
) -> SubIncident:
    """Ask whoever owns the property now; `owner_id` says which one, when there are several."""
    incident = await access_incident(viewer, incident_id)
    require(viewer, "createSubIncident")
    owner = await access_owner(viewer, incident, owner_id, field="details.ownerConsultation.ownerId")
    channels = _check_channels(owner, notify_by)
    columns = {
        **_check_wording(incident, title, description),
        "kind": SubIncidentKind.OWNER_CONSULTATION,
        "status": ConsultationStatus.ASKED,
        "due_at": due_at,
        "amount_cents": check_amount(amount_cents, field="details.ownerConsultation.amount"),
    }
    return await _make(viewer, incident, owner, columns, channels=channels, key=idempotency_key)


async def create_internal_task(
    viewer: Viewer,
    *,
    incident_id: UUID,
    title: str,
    description: str,
    assignee_id: UUID,
    due_at: datetime | None = None,
    idempotency_key: str,
) -> SubIncident:
    """Give an employee a task. No contact ever learns of it."""
    incident = await access_incident(viewer, incident_id)
    require(viewer, "createSubIncident")
    assignee = await access_assignee(viewer, assignee_id, field="details.internalTask.assigneeId")
    is_self = viewer.employee is not None and viewer.employee.id == assignee.id
    columns = {
        **_check_wording(incident, title, description),
        "kind": SubIncidentKind.INTERNAL_TASK,
        "status": TaskStatus.OPEN,
        "due_at": due_at,
    }
    channels = [] if is_self else channels_of(assignee)
    return await _make(viewer, incident, assignee, columns, channels=channels, key=idempotency_key)


async def access_contractor(viewer: Viewer, contractor_id: UUID, *, field: str) -> Contact:
    """An external party that is not archived. Raises WRONG_CONTACT_TYPE, CONTACT_ARCHIVED."""
    contractor = await access_contact(viewer, contractor_id, field=field)
    if contractor.type is not ContactType.EXTERNAL_PARTY:
        raise Invalid(ErrorCode.WRONG_CONTACT_TYPE, field=field)
    if contractor.is_archived:
        raise Invalid(ErrorCode.CONTACT_ARCHIVED, field=field)
    return contractor


async def access_owner(viewer: Viewer, incident: Incident, owner_id: UUID | None, *, field: str) -> Contact:
    """Who owns the property of an incident today. Raises NOT_MANAGED_FOR_OWNER, OWNER_REQUIRED."""
    if owner_id is not None:
        await access_contact(viewer, owner_id, field)
    rows = visible_ownerships(viewer).filter(holds_on(clock.today()), property_id=incident.property_id)
    owners = {ownership.owner_id: ownership.owner for ownership in await rows if not ownership.owner.is_archived}
    if not owners or (owner_id is not None and owner_id not in owners):
        raise Invalid(ErrorCode.NOT_MANAGED_FOR_OWNER, field="incidentId" if owner_id is None else field)
    if owner_id is None and len(owners) > 1:
        raise Invalid(ErrorCode.OWNER_REQUIRED, field=field)
    return owners[owner_id or next(iter(owners))]


async def access_assignee(viewer: Viewer, assignee_id: UUID, *, field: str) -> Employee:
    """A colleague who still works here. Raises EMPLOYEE_NOT_ACTIVE."""
    assignee = await access_employee(viewer, assignee_id, field=field)
    if not assignee.is_active:
        raise Invalid(ErrorCode.EMPLOYEE_NOT_ACTIVE, field=field)
    return assignee


async def _make(
    viewer: Viewer,
    incident: Incident,
    party: Contact | Employee,
    columns: dict[str, Any],
    *,
    channels: Sequence[Channel],
    key: str,
) -> SubIncident:
    """Make it, once for each key, and tell its party."""
    columns["party_id" if isinstance(party, Contact) else "assignee_id"] = party.id
    kind: SubIncidentKind = columns["kind"]
    given: dict[str, object] = {"incident": incident.id, "channels": channels, **columns}
    terms = terms_of(await own_organisation(viewer), kind, columns["status"])

    async with announcing() as announce:
        claim = await idempotency.claim(viewer, "createSubIncident", key, given)
        if not claim.is_repeated:
            await _check_still_open(incident)
            await check_still_in_use(party)
            thread = await Thread.create(organisation_id=incident.organisation_id)
            made = await SubIncident.create(
                id=claim.subject_id,
                organisation_id=incident.organisation_id,
                incident_id=incident.id,
                thread=thread,
                created_by=viewer.employee,
                **columns,
                **terms,
            )
            await append_event(thread, Event.SUB_INCIDENT_CREATED, author=viewer, facts={"kind": kind.lower()})
            await tell(GIVEN[kind], party, made, channels=channels)
            announce(changed(made))
            await record(viewer, "createSubIncident", made)
    return await access_sub_incident(viewer, claim.subject_id)


async def check_still_in_use(party: Contact | Employee) -> None:
    """Nobody may archive a contact while it becomes the party of something open. A step of acts."""
    if isinstance(party, Contact) and (await lock(party)).is_archived:
        raise Invalid(ErrorCode.CONTACT_ARCHIVED)


def _check_wording(incident: Incident, title: str, description: str) -> dict[str, Any]:
    if not incident.is_open:
        raise Invalid(ErrorCode.INCIDENT_CLOSED, field="incidentId")
    return {
        "title": check_text(title, field="title", limit=TITLE_LENGTH),
        "description": check_text(description, field="description", limit=BODY_LENGTH),
    }


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
