"""What a contractor does with its work order: accept, decline, plan, start, interrupt, report done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from auth.access import access_sub_incident
from auth.acts import require
from auth.viewer import Viewer
from errors import NotFound
from models import InterruptionReason, SubIncident, SubIncidentKind, WorkOrderStatus
from realtime.announce import announcing
from resolvers.attachments import uploads_to_post
from resolvers.audit import record
from resolvers.checks import check_version
from resolvers.moves import check_move, make_move
from resolvers.requirements import MoveDetails

NOTHING_MORE = MoveDetails()


async def accept_work_order(viewer: Viewer, *, work_order_id: UUID, expected_version: int | None = None) -> SubIncident:
    """Take the job. A contractor that plans at once need not accept first."""
    return await _move(viewer, "acceptWorkOrder", WorkOrderStatus.ACCEPTED, work_order_id, expected_version)


async def decline_work_order(
    viewer: Viewer, *, work_order_id: UUID, reason: str, expected_version: int | None = None
) -> SubIncident:
    """Refuse the job, with a reason."""
    details = MoveDetails(reason=reason)
    return await _move(viewer, "declineWorkOrder", WorkOrderStatus.DECLINED, work_order_id, expected_version, details)


async def plan_work_order(
    viewer: Viewer,
    *,
    work_order_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    expected_version: int | None = None,
) -> SubIncident:
    """Make the appointment, or another one."""
    details = MoveDetails(starts_at=starts_at, ends_at=ends_at)
    return await _move(viewer, "planWorkOrder", WorkOrderStatus.PLANNED, work_order_id, expected_version, details)


async def start_work_order(viewer: Viewer, *, work_order_id: UUID, expected_version: int | None = None) -> SubIncident:
    """Begin, or go on after an interruption."""
    return await _move(viewer, "startWorkOrder", WorkOrderStatus.IN_EXECUTION, work_order_id, expected_version)


async def interrupt_work_order(
    viewer: Viewer,
    *,
    work_order_id: UUID,
    interruption_reason: InterruptionReason,
    reason: str | None = None,
    expected_version: int | None = None,
) -> SubIncident:
    """Say why the work cannot go on."""
    details = MoveDetails(interruption_reason=interruption_reason, reason=reason)
    return await _move(
        viewer, "interruptWorkOrder", WorkOrderStatus.INTERRUPTED, work_order_id, expected_version, details
    )


async def report_work_done(
    viewer: Viewer,
    *,
    work_order_id: UUID,
    report: str,
    attachment_ids: Sequence[UUID] = (),
    expected_version: int | None = None,
) -> SubIncident:
    """Say that it is done, and what was done; photos of it stand with the event in the thread."""
    details = MoveDetails(report=report)
    return await _move(
        viewer,
        "reportWorkDone",
        WorkOrderStatus.REPORTED_DONE,
        work_order_id,
        expected_version,
        details,
        attachment_ids,
    )


async def _move(
    viewer: Viewer,
    act: str,
    end: WorkOrderStatus,
    work_order_id: UUID,
    expected_version: int | None,
    details: MoveDetails = NOTHING_MORE,
    attachment_ids: Sequence[UUID] = (),
) -> SubIncident:
    work_order = await access_work_order(viewer, work_order_id)
    require(viewer, act)
    check_version(work_order, expected_version)
    files = await uploads_to_post(viewer, work_order.thread_id, attachment_ids)
    move = replace(check_move(viewer, work_order, end, details), files=files)

    async with announcing() as announce:
        await make_move(announce, viewer, work_order, move)
        await record(viewer, act, work_order)
    return await access_work_order(viewer, work_order_id)


async def access_work_order(viewer: Viewer, work_order_id: UUID) -> SubIncident:
    """A sub-incident of another kind is not a work order, and so is not there."""
    sub_incident = await access_sub_incident(viewer, work_order_id, field="workOrderId")
    if sub_incident.kind is not SubIncidentKind.WORK_ORDER:
        raise NotFound("workOrderId")
    return sub_incident
