"""What staff do with incidents: reporting, changing and coordinating them."""

from datetime import date
from typing import Any

import strawberry
from strawberry.utils.str_converters import to_camel_case

import models
from auth.viewer import Audience
from models import Channel, IncidentStatus, Priority
from resolvers import incident_changes, incident_handling, reporting
from schema.audience import shown, shown_input, shown_type
from schema.context import Info
from schema.ids import optional_row_id, row_id, row_ids
from schema.incidents import Incident
from schema.patches import given
from schema.payloads import Payload, act
from schema.reports import ReportIncidentPayload

STAFF = Audience.STAFF
ID = strawberry.ID


@shown_input(STAFF, "A defect to report.", name="ReportIncidentInput")
class ReportForOthersInput:
    title: str = shown(STAFF, "What is wrong, in a line.")
    description: str = shown(STAFF, "What is wrong.")
    category_id: ID = shown(STAFF, "What it is about.")
    property_id: ID = shown(STAFF, "Where it is.")
    unit_id: ID | None = shown(STAFF, "In which unit of the property.", default=None)
    reporter_id: ID | None = shown(STAFF, "On whose behalf: a tenant or owner.", default=None)
    is_hidden_from_reporter: bool = shown(STAFF, "Keep it from the reporter for now.", default=False)
    is_closed_at_once: bool = shown(STAFF, "It is solved already, and only written down.", default=False)
    confirm_by: list[Channel] | None = shown(
        STAFF, "How to confirm it to the reporter: empty for not at all, absent for as the settings say.", default=None
    )
    priority: Priority = shown(STAFF, "How much hurry there is.", default=Priority.NORMAL)
    attachment_ids: list[ID] | None = shown(
        STAFF, "Files that the viewer sent for it, without a `threadId`, at most 10.", default=None
    )
    idempotency_key: str = shown(STAFF, "Made up by the client; the same key reports once, however often sent.")


@shown_input(STAFF, "What to change about an incident; what is absent stays, null clears.")
class UpdateIncidentInput:
    incident_id: ID = shown(STAFF, "The incident.")
    title: strawberry.Maybe[str] = shown(STAFF, "What is wrong, in a line.")
    description: strawberry.Maybe[str] = shown(STAFF, "What is wrong.")
    priority: strawberry.Maybe[Priority] = shown(STAFF, "How much hurry there is.")
    category_id: strawberry.Maybe[ID] = shown(STAFF, "What it is about.")
    property_id: strawberry.Maybe[ID] = shown(STAFF, "Where it is; name the unit with it, or there is none.")
    unit_id: strawberry.Maybe[ID | None] = shown(STAFF, "In which unit of the property.")
    reporter_id: strawberry.Maybe[ID | None] = shown(
        STAFF, "Who reported it. The links and streams of the former reporter end."
    )
    shared_with_reporter: strawberry.Maybe[bool] = shown(STAFF, "Whether the reporter can see it.")
    expected_version: int | None = shown(STAFF, "Refuse with CONFLICT when it is not this version.", default=None)


@shown_input(STAFF, "Where an incident goes.")
class ChangeIncidentStatusInput:
    incident_id: ID = shown(STAFF, "The incident.")
    status: IncidentStatus = shown(STAFF, "The state to go to.")
    handler_id: ID | None = shown(STAFF, "Who coordinates it from now on; absent leaves it as it is.", default=None)
    message: str | None = shown(STAFF, "Something to tell the reporter with it.", default=None)
    reason: str | None = shown(STAFF, "Why; everybody in the thread reads it.", default=None)
    deferred_until_on: date | None = shown(STAFF, "Until when, for DEFERRED.", default=None)
    withdraw_open_sub_incidents: bool = shown(
        STAFF, "Withdraw what is open when closing or cancelling; without it, that is refused.", default=False
    )
    expected_version: int | None = shown(STAFF, "Refuse with CONFLICT when it is not this version.", default=None)


@shown_input(STAFF, "Who coordinates an incident.")
class AssignHandlerInput:
    incident_id: ID = shown(STAFF, "The incident.")
    handler_id: ID | None = shown(STAFF, "The employee; null for nobody.", default=None)
    expected_version: int | None = shown(STAFF, "Refuse with CONFLICT when it is not this version.", default=None)


@shown_type(STAFF, "What became of changing an incident.")
class UpdateIncidentPayload(Payload):
    incident: models.Incident | None = shown(STAFF, "The incident.", default=None, graphql_type=Incident | None)


@shown_type(STAFF, "What became of the move.")
class ChangeIncidentStatusPayload(Payload):
    incident: models.Incident | None = shown(STAFF, "The incident.", default=None, graphql_type=Incident | None)


@shown_type(STAFF, "What became of assigning.")
class AssignHandlerPayload(Payload):
    incident: models.Incident | None = shown(STAFF, "The incident.", default=None, graphql_type=Incident | None)


@shown_type(STAFF, "What staff do with incidents.")
class IncidentActs:
    @act(
        ReportIncidentPayload,
        "Report a defect, on somebody's behalf when a reporter is named.",
        name="reportIncident",
        to=STAFF,
    )
    async def report_for_others(self, info: Info, input: ReportForOthersInput) -> ReportIncidentPayload:
        incident = await reporting.report_incident(
            info.context.viewer,
            title=input.title,
            description=input.description,
            category_id=row_id(input.category_id, models.Category, "categoryId"),
            property_id=row_id(input.property_id, models.Property, "propertyId"),
            unit_id=optional_row_id(input.unit_id, models.Unit, "unitId"),
            reporter_id=optional_row_id(input.reporter_id, models.Contact, "reporterId"),
            is_hidden_from_reporter=input.is_hidden_from_reporter,
            is_closed_at_once=input.is_closed_at_once,
            confirm_by=input.confirm_by,
            priority=input.priority,
            attachment_ids=row_ids(input.attachment_ids, models.Attachment, "attachmentIds"),
            idempotency_key=input.idempotency_key,
        )
        return ReportIncidentPayload(incident=incident, reference=incident.reference)

    @act(UpdateIncidentPayload, "Change what an incident says, where it is, or who reported it and may see it.")
    async def update_incident(self, info: Info, input: UpdateIncidentInput) -> UpdateIncidentPayload:
        incident = await incident_changes.update_incident(
            info.context.viewer,
            incident_id=row_id(input.incident_id, models.Incident, "incidentId"),
            changes=_changes(input),
            expected_version=input.expected_version,
        )
        return UpdateIncidentPayload(incident=incident)

    @act(ChangeIncidentStatusPayload, "Move an incident, and in the same step set its handler.")
    async def change_incident_status(self, info: Info, input: ChangeIncidentStatusInput) -> ChangeIncidentStatusPayload:
        incident = await incident_handling.change_incident_status(
            info.context.viewer,
            incident_id=row_id(input.incident_id, models.Incident, "incidentId"),
            status=input.status,
            handler_id=optional_row_id(input.handler_id, models.Employee, "handlerId"),
            message=input.message,
            reason=input.reason,
            deferred_until_on=input.deferred_until_on,
            withdraw_open_sub_incidents=input.withdraw_open_sub_incidents,
            expected_version=input.expected_version,
        )
        return ChangeIncidentStatusPayload(incident=incident)

    @act(AssignHandlerPayload, "Set who coordinates an incident.")
    async def assign_handler(self, info: Info, input: AssignHandlerInput) -> AssignHandlerPayload:
        incident = await incident_handling.assign_handler(
            info.context.viewer,
            incident_id=row_id(input.incident_id, models.Incident, "incidentId"),
            handler_id=optional_row_id(input.handler_id, models.Employee, "handlerId"),
            expected_version=input.expected_version,
        )
        return AssignHandlerPayload(incident=incident)


IDS = {
    "category_id": models.Category,
    "property_id": models.Property,
    "unit_id": models.Unit,
    "reporter_id": models.Contact,
}


def _changes(input: UpdateIncidentInput) -> dict[str, Any]:
    changes = given(input, leave_out={"incident_id", "expected_version"})
    for name, model in IDS.items():
        if name in changes:
            changes[name] = optional_row_id(changes[name], model, to_camel_case(name))
    return changes
