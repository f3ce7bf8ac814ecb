"""What staff do with sub-incidents: making, changing and moving them."""

from datetime import datetime

import strawberry

import models
from auth.viewer import SIGNED_IN, Audience
from models import Channel, ConsultationStatus, InterruptionReason, TaskStatus, WorkOrderStatus
from resolvers import sub_incident_creation, sub_incidents
from resolvers.moves import MoveDetails
from schema.audience import shown, shown_input, shown_type
from schema.context import Info
from schema.ids import row_id
from schema.patches import given, value_of
from schema.payloads import Payload, act
from schema.sub_incidents import SubIncident

STAFF = Audience.STAFF
ID = strawberry.ID


@shown_input(STAFF, "What makes it a work order.")
class WorkOrderDetailsInput:
    contractor_id: ID = shown(STAFF, "The external party that gets the job.")
    access_instructions: str | None = shown(STAFF, "How to get in; only the contractor reads it.", default=None)
    share_reporter_contact: bool = shown(
        STAFF, "Show the contractor the reporter's name and phone until the job ends.", default=False
    )


@shown_input(STAFF, "What kind of sub-incident it is: one of these.", one_of=True)
class SubIncidentDetailsInput:
    work_order: strawberry.Maybe[WorkOrderDetailsInput] = shown(STAFF, "A job for an external party.")


@shown_input(STAFF, "A sub-incident to make.")
class CreateSubIncidentInput:
    incident_id: ID = shown(STAFF, "The head incident.")
    title: str = shown(STAFF, "What is asked, in a line.")
    description: str = shown(STAFF, "What is asked. Nothing is taken over from the head.")
    due_at: datetime | None = shown(STAFF, "When it should be done.", default=None)
    notify_by: list[Channel] = shown(
        STAFF, "How to tell the party; empty for the ways it prefers.", default_factory=list
    )
    details: SubIncidentDetailsInput = shown(STAFF, "What kind it is, and what goes with that.")
    idempotency_key: str = shown(STAFF, "Made up by the client; the same key makes one, however often sent.")


@shown_input(STAFF, "What to change about a sub-incident; what is absent stays, null clears.")
class UpdateSubIncidentInput:
    sub_incident_id: ID = shown(STAFF, "The sub-incident.")
    title: strawberry.Maybe[str] = shown(STAFF, "What is asked, in a line.")
    description: strawberry.Maybe[str] = shown(STAFF, "What is asked.")
    due_at: strawberry.Maybe[datetime | None] = shown(STAFF, "When it should be done.")
    access_instructions: strawberry.Maybe[str | None] = shown(STAFF, "How to get in.")
    share_reporter_contact: strawberry.Maybe[bool] = shown(
        STAFF, "Whether the contractor sees the reporter's name and phone."
    )
    expected_version: int | None = shown(STAFF, "Refuse with CONFLICT when it is not this version.", default=None)


@shown_input(SIGNED_IN, "Date and time window of a visit.")
class AppointmentInput:
    starts_at: datetime = shown(SIGNED_IN, "From when.")
    ends_at: datetime = shown(SIGNED_IN, "Until when, within a day.")


@shown_input(STAFF, "The state to go to, of the sub-incident's own kind: one of these.", one_of=True)
class SubIncidentStatusInput:
    work_order: strawberry.Maybe[WorkOrderStatus] = shown(STAFF, "For a work order.")
    owner_consultation: strawberry.Maybe[ConsultationStatus] = shown(STAFF, "For an owner consultation.")
    internal_task: strawberry.Maybe[TaskStatus] = shown(STAFF, "For an internal task.")

    @property
    def value(self) -> str:
        given = [self.work_order, self.owner_consultation, self.internal_task]
        return next(status.value for status in given if status is not None)


@shown_input(STAFF, "Where a sub-incident goes.")
class MoveSubIncidentInput:
    sub_incident_id: ID = shown(STAFF, "The sub-incident.")
    status: SubIncidentStatusInput = shown(STAFF, "The state to go to: one of its `allowedMoves`.")
    reason: str | None = shown(STAFF, "Why; the party reads it.", default=None)
    appointment: AppointmentInput | None = shown(STAFF, "For PLANNED.", default=None)
    interruption_reason: InterruptionReason | None = shown(STAFF, "For INTERRUPTED.", default=None)
    report: str | None = shown(STAFF, "For REPORTED_DONE.", default=None)
    on_behalf_of_party: bool = shown(STAFF, "Make the party's own move for it; the thread says so.", default=False)
    expected_version: int | None = shown(STAFF, "Refuse with CONFLICT when it is not this version.", default=None)


@shown_type(STAFF, "What became of making it.")
class CreateSubIncidentPayload(Payload):
    sub_incident: models.SubIncident | None = shown(
        STAFF, "The sub-incident.", default=None, graphql_type=SubIncident | None
    )


@shown_type(STAFF, "What became of changing it.")
class UpdateSubIncidentPayload(Payload):
    sub_incident: models.SubIncident | None = shown(
        STAFF, "The sub-incident.", default=None, graphql_type=SubIncident | None
    )


@shown_type(STAFF, "What became of the move.")
class MoveSubIncidentPayload(Payload):
    sub_incident: models.SubIncident | None = shown(
        STAFF, "The sub-incident.", default=None, graphql_type=SubIncident | None
    )


@shown_type(STAFF, "What staff do with sub-incidents.")
class SubIncidentActs:
    @act(CreateSubIncidentPayload, "Make a side thread, and tell its party by post with a link.")
    async def create_sub_incident(self, info: Info, input: CreateSubIncidentInput) -> CreateSubIncidentPayload:
        details = value_of(input.details.work_order)
        sub_incident = await sub_incident_creation.create_work_order(
            info.context.viewer,
            incident_id=row_id(input.incident_id, models.Incident, "incidentId"),
            title=input.title,
            description=input.description,
            contractor_id=row_id(details.contractor_id, models.Contact, "details.workOrder.contractorId"),
            due_at=input.due_at,
            access_instructions=details.access_instructions,
            share_reporter_contact=details.share_reporter_contact,
            notify_by=input.notify_by,
            idempotency_key=input.idempotency_key,
        )
        return CreateSubIncidentPayload(sub_incident=sub_incident)

    @act(UpdateSubIncidentPayload, "Change a side thread's own title, text and details; its party is told.")
    async def update_sub_incident(self, info: Info, input: UpdateSubIncidentInput) -> UpdateSubIncidentPayload:
        sub_incident = await sub_incidents.update_sub_incident(
            info.context.viewer,
            sub_incident_id=row_id(input.sub_incident_id, models.SubIncident, "subIncidentId"),
            changes=given(input, leave_out={"sub_incident_id", "share_reporter_contact", "expected_version"}),
            share_reporter_contact=value_of(input.share_reporter_contact),
            expected_version=input.expected_version,
        )
        return UpdateSubIncidentPayload(sub_incident=sub_incident)

    @act(MoveSubIncidentPayload, "Close, ask for rework, withdraw, or make the party's move on its behalf.")
    async def move_sub_incident(self, info: Info, input: MoveSubIncidentInput) -> MoveSubIncidentPayload:
        details = MoveDetails(
            reason=input.reason,
            starts_at=input.appointment.starts_at if input.appointment else None,
            ends_at=input.appointment.ends_at if input.appointment else None,
            interruption_reason=input.interruption_reason,
            report=input.report,
        )
        sub_incident = await sub_incidents.move_sub_incident(
            info.context.viewer,
            sub_incident_id=row_id(input.sub_incident_id, models.SubIncident, "subIncidentId"),
            status=input.status.value,
            details=details,
            on_behalf_of_party=input.on_behalf_of_party,
            expected_version=input.expected_version,
        )
        return MoveSubIncidentPayload(sub_incident=sub_incident)
