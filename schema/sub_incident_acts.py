"""What staff do with sub-incidents: making, changing and moving them."""

from datetime import datetime
from typing import Any

import strawberry

import models
from auth.viewer import SIGNED_IN, Audience, Viewer
from models import Channel, ConsultationStatus, InterruptionReason, TaskStatus, WorkOrderStatus
from resolvers import sub_incident_changes, sub_incident_creation, sub_incidents
from resolvers.requirements import MoveDetails
from schema.audience import shown, shown_input, shown_type
from schema.context import Info
from schema.ids import optional_row_id, row_id
from schema.money import MaybeMoney, MoneyInput, cents_of
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


@shown_input(STAFF, "What makes it a question to the owner.")
class OwnerConsultationDetailsInput:
    owner_id: ID | None = shown(STAFF, "Which of the present owners; may be left out when there is one.", default=None)
    amount: MoneyInput | None = shown(STAFF, "What it is expected to cost.", default=None)


@shown_input(STAFF, "What makes it an internal task.")
class InternalTaskDetailsInput:
    assignee_id: ID = shown(STAFF, "The employee who gets the task.")


@shown_input(STAFF, "What kind of sub-incident it is: one of these.", one_of=True)
class SubIncidentDetailsInput:
    work_order: strawberry.Maybe[WorkOrderDetailsInput] = shown(STAFF, "A job for an external party.")
    owner_consultation: strawberry.Maybe[OwnerConsultationDetailsInput] = shown(STAFF, "A question to the owner.")
    internal_task: strawberry.Maybe[InternalTaskDetailsInput] = shown(STAFF, "A job for an employee.")


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
    amount: MaybeMoney = shown(STAFF, "What it is expected to cost, for an owner consultation.")
    party_id: ID | None = shown(
        STAFF, "Another contractor or owner, as long as the first one has not answered.", default=None
    )
    assignee_id: ID | None = shown(STAFF, "Another employee, for an internal task.", default=None)
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
    approved_amount: MoneyInput | None = shown(STAFF, "For APPROVED_UP_TO.", default=None)
    decided_by: str | None = shown(
        STAFF, "Who gave the decision, by phone for instance; without it, the owner.", default=None
    )
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
        return CreateSubIncidentPayload(sub_incident=await _create(info.context.viewer, input))

    @act(UpdateSubIncidentPayload, "Change what a side thread says, or whom it is for; its party is told.")
    async def update_sub_incident(self, info: Info, input: UpdateSubIncidentInput) -> UpdateSubIncidentPayload:
        sub_incident = await sub_incident_changes.update_sub_incident(
            info.context.viewer,
            sub_incident_id=row_id(input.sub_incident_id, models.SubIncident, "subIncidentId"),
            changes=_changes(input),
            share_reporter_contact=value_of(input.share_reporter_contact),
            party_id=optional_row_id(input.party_id, models.Contact, "partyId"),
            assignee_id=optional_row_id(input.assignee_id, models.Employee, "assigneeId"),
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
            amount_cents=cents_of(input.approved_amount),
            decided_by=input.decided_by,
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


async def _create(viewer: Viewer, input: CreateSubIncidentInput) -> models.SubIncident:
    wanted: dict[str, Any] = {
        "incident_id": row_id(input.incident_id, models.Incident, "incidentId"),
        "title": input.title,
        "description": input.description,
        "due_at": input.due_at,
        "idempotency_key": input.idempotency_key,
    }
    if order := value_of(input.details.work_order):
        contractor_id = row_id(order.contractor_id, models.Contact, "details.workOrder.contractorId")
        return await sub_incident_creation.create_work_order(
            viewer,
            **wanted,
            contractor_id=contractor_id,
            access_instructions=order.access_instructions,
            share_reporter_contact=order.share_reporter_contact,
            notify_by=input.notify_by,
        )
    if question := value_of(input.details.owner_consultation):
        return await sub_incident_creation.create_owner_consultation(
            viewer,
            **wanted,
            owner_id=optional_row_id(question.owner_id, models.Contact, "details.ownerConsultation.ownerId"),
            amount_cents=cents_of(question.amount),
            notify_by=input.notify_by,
        )
    task = value_of(input.details.internal_task)
    assignee_id = row_id(task.assignee_id, models.Employee, "details.internalTask.assigneeId")
    return await sub_incident_creation.create_internal_task(viewer, **wanted, assignee_id=assignee_id)


def _changes(input: UpdateSubIncidentInput) -> dict[str, Any]:
    own = {"sub_incident_id", "share_reporter_contact", "amount", "party_id", "assignee_id", "expected_version"}
    changes = given(input, leave_out=own)
    if input.amount is not None:
        changes["amount_cents"] = cents_of(value_of(input.amount))
    return changes
