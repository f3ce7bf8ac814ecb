"""What is said about work orders: to the contractor, and to staff."""

from catalogue import reason_text
from models import Notice, SubIncident, WorkOrderStatus
from notifications.appointments import calendar_for
from notifications.reading import Reading, reason_of_last_move, site_of
from notifications.wording import Draft, appointment, desk_facts, facts, job_facts, words


async def _work_order_given(reading: Reading, job: SubIncident) -> Draft | None:
    if not job.is_open:
        return None
    return Draft("work_order_given", words(reading), await job_facts(reading, job), [job.description])


async def _work_order_answered(reading: Reading, job: SubIncident) -> Draft | None:
    """Whatever came after the answer, such as an appointment, has its own notice and says more."""
    match job.status:
        case WorkOrderStatus.ACCEPTED:
            return Draft("work_order_answered.accepted", words(reading), desk_facts(reading))
        case WorkOrderStatus.DECLINED:
            told = desk_facts(reading, reason=job.decline_reason)
            return Draft("work_order_answered.declined", words(reading), told)
        case WorkOrderStatus.INTERRUPTED:
            reason = reason_text(reading.locale, job.interruption_reason, await reason_of_last_move(reading))
            told = desk_facts(reading, reason=reason)
            return Draft("work_order_answered.interrupted", words(reading), told)
    return None


async def _work_order_planned(reading: Reading, job: SubIncident) -> Draft | None:
    if not job.is_open or job.appointment_starts_at is None:
        return None
    told = desk_facts(reading, appointment=appointment(reading, job), address=await site_of(reading.viewer, job))
    return Draft("work_order_planned", words(reading), told, calendar=await calendar_for(reading, job))


async def _work_order_done(reading: Reading, job: SubIncident) -> Draft | None:
    if job.status != WorkOrderStatus.REPORTED_DONE:
        return None
    return Draft("work_order_done", words(reading), desk_facts(reading, report=job.report))


async def _work_order_changed(reading: Reading, job: SubIncident) -> Draft | None:
    if job.status == WorkOrderStatus.WITHDRAWN:
        told = facts(reading, reference=job.reference, reason=await reason_of_last_move(reading))
        return Draft("work_order_changed.withdrawn", words(reading), told)
    if not job.is_open:
        return None
    told = await job_facts(reading, job)
    if job.status == WorkOrderStatus.REWORK:
        told += facts(reading, reason=await reason_of_last_move(reading))
        return Draft("work_order_changed.rework", words(reading), told)
    return Draft("work_order_changed.details", words(reading), told, [job.description])


async def _work_order_reminder(reading: Reading, job: SubIncident) -> Draft | None:
    if job.status != WorkOrderStatus.SENT:
        return None
    return Draft("work_order_reminder", words(reading), await job_facts(reading, job), [job.description])


async def _work_order_unanswered(reading: Reading, job: SubIncident) -> Draft | None:
    if job.status != WorkOrderStatus.SENT:
        return None
    return Draft("work_order_unanswered", words(reading), desk_facts(reading))


WORK_ORDER_DRAFTS = {
    Notice.WORK_ORDER_GIVEN: _work_order_given,
    Notice.WORK_ORDER_REMINDER: _work_order_reminder,
    Notice.WORK_ORDER_UNANSWERED: _work_order_unanswered,
    Notice.WORK_ORDER_ANSWERED: _work_order_answered,
    Notice.WORK_ORDER_PLANNED: _work_order_planned,
    Notice.WORK_ORDER_DONE: _work_order_done,
    Notice.WORK_ORDER_CHANGED: _work_order_changed,
}
