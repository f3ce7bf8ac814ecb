"""What staff do with incidents: reporting, changing and coordinating them."""

from datetime import date

import strawberry

import models
from auth.viewer import Audience
from models import IncidentStatus, Priority
from resolvers import incident_handling, incidents
from schema.audience import shown, shown_input, shown_type
from schema.context import Info
from schema.ids import optional_row_id, row_id
from schema.incidents import Incident
from schema.payloads import Payload, act

STAFF = Audience.STAFF
ID = strawberry.ID


@shown_input(STAFF, "A defect to report.")
class ReportIncidentInput:
    title: str = shown(STAFF, "What is wrong, in a line.")
    description: str = shown(STAFF, "What is wrong.")
    category_id: ID = shown(STAFF, "What it is about.")
    property_id: ID = shown(STAFF, "Where it is.")
    unit_id: ID | None = shown(STAFF, "In which unit of the property.", default=None)
    reporter_id: ID | None = shown(STAFF, "On whose behalf: a tenant or owner.", default=None)
    is_hidden_from_reporter: bool = shown(STAFF, "Keep it from the reporter for now.", default=False)
    priority: Priority = shown(STAFF, "How much hurry there is.", default=Priority.NORMAL)
    idempotency_key: str = shown(STAFF, "Made up by the client; the same key reports once, however often sent.")


@shown_input(STAFF, "What to change about an incident; what is absent stays.")
class UpdateIncidentInput:
    incident_id: ID = shown(STAFF, "The incident.")
    title: str | None = shown(STAFF, "What is wrong, in a line.", default=None)
    description: str | None = shown(STAFF, "What is wrong.", default=None)
    priority: Priority | None = shown(STAFF, "How much hurry there is.", default=None)
    category_id: ID | None = shown(STAFF, "What it is about.", default=None)
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


@shown_type(STAFF, "What became of reporting.")
class ReportIncidentPayload(Payload):
    incident: models.Incident | None = shown(STAFF, "The incident.", default=None, graphql_type=Incident | None)


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
    @act(ReportIncidentPayload, "Report a defect, on somebody's behalf when a reporter is named.")
    async def report_incident(self, info: Info, input: ReportIncidentInput) -> ReportIncidentPayload:
        incident = await incidents.report_incident(
            info.context.viewer,
            title=input.title,
            description=input.description,
            category_id=row_id(input.category_id, models.Category, "categoryId"),
            property_id=row_id(input.property_id, models.Property, "propertyId"),
            unit_id=optional_row_id(input.unit_id, models.Unit, "unitId"),
            reporter_id=optional_row_id(input.reporter_id, models.Contact, "reporterId"),
            is_hidden_from_reporter=input.is_hidden_from_reporter,
            priority=input.priority,
            idempotency_key=input.idempotency_key,
        )
        return ReportIncidentPayload(incident=incident)

    @act(UpdateIncidentPayload, "Change the text, priority or category of an incident.")
    async def update_incident(self, info: Info, input: UpdateIncidentInput) -> UpdateIncidentPayload:
        incident = await incidents.update_incident(
            info.context.viewer,
            incident_id=row_id(input.incident_id, models.Incident, "incidentId"),
            title=input.title,
            description=input.description,
            priority=input.priority,
            category_id=optional_row_id(input.category_id, models.Category, "categoryId"),
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
