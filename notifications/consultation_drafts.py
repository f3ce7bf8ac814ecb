"""What is said about questions to the owner: to the owner, and to staff."""

from catalogue import format_moment
from models import ConsultationStatus, Decision, Notice, SubIncident
from notifications.reading import Reading, reason_of_last_move, site_of
from notifications.wording import Draft, amount, facts, unread_quotes, words

TOLD = {*(decision.value for decision in Decision), ConsultationStatus.COUNTER_QUESTION, ConsultationStatus.NO_RESPONSE}


async def _asked(reading: Reading, question: SubIncident) -> Draft | None:
    if not question.is_open:
        return None
    return Draft(
        "owner_consultation_asked", words(reading), await _owner_facts(reading, question), [question.description]
    )


async def _reminder(reading: Reading, question: SubIncident) -> Draft | None:
    if question.status != ConsultationStatus.ASKED:
        return None
    return Draft(
        "owner_consultation_reminder", words(reading), await _owner_facts(reading, question), [question.description]
    )


async def _answered(reading: Reading, question: SubIncident) -> Draft | None:
    """A question back stands in the thread, or is the reason that staff wrote down for the owner."""
    if question.status not in TOLD:
        return None
    told = facts(
        reading,
        incident=reading.head.reference if reading.head else None,
        reference=question.reference,
        owner=reading.party,
        amount=amount(reading, question.amount_cents),
        approved_amount=amount(reading, question.approved_amount_cents),
        decided_by=question.decided_by if question.recorded_by_id else None,
        reason=question.decision_reason or await reason_of_last_move(reading),
    )
    quotes = await unread_quotes(reading) if question.status == ConsultationStatus.COUNTER_QUESTION else []
    return Draft(f"owner_consultation_answered.{question.status.lower()}", words(reading), told, quotes=quotes)


async def _changed(reading: Reading, question: SubIncident) -> Draft | None:
    if question.status == ConsultationStatus.WITHDRAWN:
        told = facts(reading, reference=question.reference, reason=await reason_of_last_move(reading))
        return Draft("owner_consultation_changed.withdrawn", words(reading), told)
    if not question.is_open:
        return None
    told = await _owner_facts(reading, question)
    return Draft("owner_consultation_changed.details", words(reading), told, [question.description])


async def _owner_facts(reading: Reading, question: SubIncident) -> list[tuple[str, str]]:
    due = question.answer_due_at
    return facts(
        reading,
        reference=question.reference,
        address=await site_of(reading.viewer, question),
        amount=amount(reading, question.amount_cents),
        answer_due=format_moment(reading.locale, due) if due else None,
    )


CONSULTATION_DRAFTS = {
    Notice.OWNER_CONSULTATION_ASKED: _asked,
    Notice.OWNER_CONSULTATION_REMINDER: _reminder,
    Notice.OWNER_CONSULTATION_ANSWERED: _answered,
    Notice.OWNER_CONSULTATION_CHANGED: _changed,
}
