"""What colleagues are told about internal tasks."""

from catalogue import format_moment
from models import Notice, SubIncident, TaskStatus
from notifications.reading import Reading, reason_of_last_move, site_of
from notifications.wording import Draft, facts, words

TOLD = {TaskStatus.TAKEN, TaskStatus.INTERRUPTED, TaskStatus.DONE, TaskStatus.CLOSED, TaskStatus.WITHDRAWN}


async def _given(reading: Reading, task: SubIncident) -> Draft | None:
    if not task.is_open:
        return None
    return Draft("internal_task_given", words(reading), await _task_facts(reading, task), [task.description])


async def _moved(reading: Reading, task: SubIncident) -> Draft | None:
    if task.status not in TOLD:
        return None
    told = await _task_facts(reading, task, reason=await reason_of_last_move(reading))
    return Draft(f"internal_task_moved.{task.status.lower()}", words(reading), told)


async def _task_facts(reading: Reading, task: SubIncident, **more: str | None) -> list[tuple[str, str]]:
    return facts(
        reading,
        incident=reading.head.reference if reading.head else None,
        reference=task.reference,
        address=await site_of(reading.viewer, task),
        due=format_moment(reading.locale, task.due_at) if task.due_at else None,
        assignee=reading.party,
        **more,
    )


TASK_DRAFTS = {Notice.INTERNAL_TASK_GIVEN: _given, Notice.INTERNAL_TASK_MOVED: _moved}
