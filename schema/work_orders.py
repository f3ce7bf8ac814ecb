"""What a contractor does with its work order."""

from uuid import UUID

import strawberry

import models
from auth.viewer import Audience
from models import InterruptionReason
from resolvers import work_orders
from schema.audience import shown, shown_input, shown_type
from schema.context import Info
from schema.ids import row_id, row_ids
from schema.payloads import Payload, act
from schema.sub_incident_acts import AppointmentInput
from schema.sub_incidents import WorkOrder

CONTACT = Audience.CONTACT
VERSION = "Refuse with CONFLICT when it is not this version."


@shown_input(CONTACT, "A work order to accept.")
class AcceptWorkOrderInput:
    work_order_id: strawberry.ID = shown(CONTACT, "The work order.")
    expected_version: int | None = shown(CONTACT, VERSION, default=None)


@shown_input(CONTACT, "A work order to decline.")
class DeclineWorkOrderInput:
    work_order_id: strawberry.ID = shown(CONTACT, "The work order.")
    reason: str = shown(CONTACT, "Why.")
    expected_version: int | None = shown(CONTACT, VERSION, default=None)


@shown_input(CONTACT, "An appointment to make, or to make another.")
class PlanWorkOrderInput:
    work_order_id: strawberry.ID = shown(CONTACT, "The work order.")
    appointment: AppointmentInput = shown(CONTACT, "Date and time window.")
    expected_version: int | None = shown(CONTACT, VERSION, default=None)


@shown_input(CONTACT, "Work to begin or go on with.")
class StartWorkOrderInput:
    work_order_id: strawberry.ID = shown(CONTACT, "The work order.")
    expected_version: int | None = shown(CONTACT, VERSION, default=None)


@shown_input(CONTACT, "Work that cannot go on.")
class InterruptWorkOrderInput:
    work_order_id: strawberry.ID = shown(CONTACT, "The work order.")
    interruption_reason: InterruptionReason = shown(CONTACT, "Why.")
    reason: str | None = shown(CONTACT, "More about it.", default=None)
    expected_version: int | None = shown(CONTACT, VERSION, default=None)


@shown_input(CONTACT, "Work that is done.")
class ReportWorkDoneInput:
    work_order_id: strawberry.ID = shown(CONTACT, "The work order.")
    report: str = shown(CONTACT, "What was done.")
    attachment_ids: list[strawberry.ID] | None = shown(
        CONTACT, "Photos of it: what the viewer uploaded for the thread, at most 10.", default=None
    )
    expected_version: int | None = shown(CONTACT, VERSION, default=None)


@shown_type(CONTACT, "What became of accepting.")
class AcceptWorkOrderPayload(Payload):
    work_order: models.SubIncident | None = shown(
        CONTACT, "The work order.", default=None, graphql_type=WorkOrder | None
    )


@shown_type(CONTACT, "What became of declining.")
class DeclineWorkOrderPayload(Payload):
    work_order: models.SubIncident | None = shown(
        CONTACT, "The work order.", default=None, graphql_type=WorkOrder | None
    )


@shown_type(CONTACT, "What became of planning.")
class PlanWorkOrderPayload(Payload):
    work_order: models.SubIncident | None = shown(
        CONTACT, "The work order.", default=None, graphql_type=WorkOrder | None
    )


@shown_type(CONTACT, "What became of starting.")
class StartWorkOrderPayload(Payload):
    work_order: models.SubIncident | None = shown(
        CONTACT, "The work order.", default=None, graphql_type=WorkOrder | None
    )


@shown_type(CONTACT, "What became of interrupting.")
class InterruptWorkOrderPayload(Payload):
    work_order: models.SubIncident | None = shown(
        CONTACT, "The work order.", default=None, graphql_type=WorkOrder | None
    )


@shown_type(CONTACT, "What became of reporting done.")
class ReportWorkDonePayload(Payload):
    work_order: models.SubIncident | None = shown(
        CONTACT, "The work order.", default=None, graphql_type=WorkOrder | None
    )


@shown_type(CONTACT, "What a contractor does.")
class WorkOrderActs:
    @act(AcceptWorkOrderPayload, "Take the job.")
    async def accept_work_order(self, info: Info, input: AcceptWorkOrderInput) -> AcceptWorkOrderPayload:
        work_order = await work_orders.accept_work_order(
            info.context.viewer, work_order_id=_id(input.work_order_id), expected_version=input.expected_version
        )
        return AcceptWorkOrderPayload(work_order=work_order)

    @act(DeclineWorkOrderPayload, "Refuse the job, with a reason.")
    async def decline_work_order(self, info: Info, input: DeclineWorkOrderInput) -> DeclineWorkOrderPayload:
        work_order = await work_orders.decline_work_order(
            info.context.viewer,
            work_order_id=_id(input.work_order_id),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return DeclineWorkOrderPayload(work_order=work_order)

    @act(PlanWorkOrderPayload, "Make the appointment; this accepts the job too.")
    async def plan_work_order(self, info: Info, input: PlanWorkOrderInput) -> PlanWorkOrderPayload:
        work_order = await work_orders.plan_work_order(
            info.context.viewer,
            work_order_id=_id(input.work_order_id),
            starts_at=input.appointment.starts_at,
            ends_at=input.appointment.ends_at,
            expected_version=input.expected_version,
        )
        return PlanWorkOrderPayload(work_order=work_order)

    @act(StartWorkOrderPayload, "Begin, or go on after an interruption.")
    async def start_work_order(self, info: Info, input: StartWorkOrderInput) -> StartWorkOrderPayload:
        work_order = await work_orders.start_work_order(
            info.context.viewer, work_order_id=_id(input.work_order_id), expected_version=input.expected_version
        )
        return StartWorkOrderPayload(work_order=work_order)

    @act(InterruptWorkOrderPayload, "Say why the work cannot go on.")
    async def interrupt_work_order(self, info: Info, input: InterruptWorkOrderInput) -> InterruptWorkOrderPayload:
        work_order = await work_orders.interrupt_work_order(
            info.context.viewer,
            work_order_id=_id(input.work_order_id),
            interruption_reason=input.interruption_reason,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return InterruptWorkOrderPayload(work_order=work_order)

    @act(ReportWorkDonePayload, "Say that it is done, and what was done.")
    async def report_work_done(self, info: Info, input: ReportWorkDoneInput) -> ReportWorkDonePayload:
        work_order = await work_orders.report_work_done(
            info.context.viewer,
            work_order_id=_id(input.work_order_id),
            report=input.report,
            attachment_ids=row_ids(input.attachment_ids, models.Attachment, "attachmentIds"),
            expected_version=input.expected_version,
        )
        return ReportWorkDonePayload(work_order=work_order)


def _id(value: str) -> UUID:
    return row_id(value, models.SubIncident, "workOrderId")
