"""What each notice says, or that it need not be said any more; one function per notice, all of them data."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from catalogue import event_text, format_moment, format_window, reason_text, say
from models import Message, MessageKind, Notice, SubIncident, WorkOrderStatus
from notifications.reading import Reading, reason_of_last_move, site_of, unread_messages


@dataclass(frozen=True)
class Quote:
    """A message, as a letter repeats it."""

    author: str
    moment: str
    text: str


@dataclass(frozen=True)
class Draft:
    """What is said, in the language of its reader but without a form.

    `wording` is where its sentences are in the catalogue, under `notice.`; `words` fill their placeholders; `facts`
    are pairs of a name and a value.
    """

    wording: str
    words: dict[str, object]
    facts: list[tuple[str, str]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)


async def draft(reading: Reading) -> Draft | None:
    """What to tell this reader now; None when there is nothing left to tell."""
    if reading.delivery.notice is Notice.MESSAGES_UNREAD:
        return await _messages_unread(reading)
    if isinstance(reading.subject, SubIncident):
        return await ABOUT_JOBS[reading.delivery.notice](reading, reading.subject)
    return None


async def _work_order_given(reading: Reading, job: SubIncident) -> Draft | None:
    if not job.is_open:
        return None
    return Draft("work_order_given", _words(reading), await _job_facts(reading, job), [job.description])


async def _work_order_answered(reading: Reading, job: SubIncident) -> Draft | None:
    """Whatever came after the answer, such as an appointment, has its own notice and says more."""
    match job.status:
        case WorkOrderStatus.ACCEPTED:
            return Draft("work_order_answered.accepted", _words(reading), _desk_facts(reading))
        case WorkOrderStatus.DECLINED:
            facts = _desk_facts(reading, reason=job.decline_reason)
            return Draft("work_order_answered.declined", _words(reading), facts)
        case WorkOrderStatus.INTERRUPTED:
            reason = reason_text(reading.locale, job.interruption_reason, await reason_of_last_move(reading))
            facts = _desk_facts(reading, reason=reason)
            return Draft("work_order_answered.interrupted", _words(reading), facts)
    return None


async def _work_order_planned(reading: Reading, job: SubIncident) -> Draft | None:
    if not job.is_open or job.appointment_starts_at is None:
        return None
    facts = _desk_facts(reading, appointment=_appointment(reading, job), address=await site_of(reading.viewer, job))
    return Draft("work_order_planned", _words(reading), facts)


async def _work_order_done(reading: Reading, job: SubIncident) -> Draft | None:
    if job.status != WorkOrderStatus.REPORTED_DONE:
        return None
    return Draft("work_order_done", _words(reading), _desk_facts(reading, report=job.report))


async def _work_order_changed(reading: Reading, job: SubIncident) -> Draft | None:
    if job.status == WorkOrderStatus.WITHDRAWN:
        facts = _facts(reading, reference=job.reference, reason=await reason_of_last_move(reading))
        return Draft("work_order_changed.withdrawn", _words(reading), facts)
    if not job.is_open:
        return None
    facts = await _job_facts(reading, job)
    if job.status == WorkOrderStatus.REWORK:
        facts += _facts(reading, reason=await reason_of_last_move(reading))
        return Draft("work_order_changed.rework", _words(reading), facts)
    return Draft("work_order_changed.details", _words(reading), facts, [job.description])


ABOUT_JOBS: dict[Notice, Callable[[Reading, SubIncident], Awaitable[Draft | None]]] = {
    Notice.WORK_ORDER_GIVEN: _work_order_given,
    Notice.WORK_ORDER_ANSWERED: _work_order_answered,
    Notice.WORK_ORDER_PLANNED: _work_order_planned,
    Notice.WORK_ORDER_DONE: _work_order_done,
    Notice.WORK_ORDER_CHANGED: _work_order_changed,
}


async def _messages_unread(reading: Reading) -> Draft | None:
    count, last = await unread_messages(reading)
    if count == 0:
        return None
    wording = "messages_unread.one" if count == 1 else "messages_unread.more"
    return Draft(wording, _words(reading, count=count), quotes=[_quote(reading, message) for message in last])


def _words(reading: Reading, **more: object) -> dict[str, object]:
    return {"title": reading.subject.title, "reference": reading.subject.reference, "party": reading.party, **more}


async def _job_facts(reading: Reading, job: SubIncident) -> list[tuple[str, str]]:
    """What a contractor needs to know. The tenant's name and number stay behind the link: a letter cannot be unsent."""
    return _facts(
        reading,
        reference=job.reference,
        address=await site_of(reading.viewer, job),
        due=format_moment(reading.locale, job.due_at) if job.due_at else None,
        appointment=_appointment(reading, job),
        access=job.access_instructions,
    )


def _desk_facts(reading: Reading, **more: str | None) -> list[tuple[str, str]]:
    incident = reading.head.reference if reading.head else None
    return _facts(reading, incident=incident, reference=reading.subject.reference, party=reading.party, **more)


def _facts(reading: Reading, **values: str | None) -> list[tuple[str, str]]:
    return [(say(reading.locale, f"fact.{name}"), value) for name, value in values.items() if value]


def _appointment(reading: Reading, job: SubIncident) -> str | None:
    if job.appointment_starts_at is None or job.appointment_ends_at is None:
        return None
    return format_window(reading.locale, job.appointment_starts_at, job.appointment_ends_at)


def _quote(reading: Reading, message: Message) -> Quote:
    text = message.body
    if message.kind is MessageKind.EVENT and message.event is not None:
        text = event_text(reading.locale, message.event, message.event_facts)
    return Quote(_author(reading, message), format_moment(reading.locale, message.created_at), text)


def _author(reading: Reading, message: Message) -> str:
    name = reading.organisation.name
    if message.author_employee is not None:
        name = message.author_employee.name
    elif message.author_contact is not None:
        name = message.author_contact.display_name
    if message.on_behalf_of is None:
        return name
    return say(reading.locale, "letter.on_behalf", author=name, party=message.on_behalf_of.display_name)
