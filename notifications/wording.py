"""What a letter is made of before it has a form: which sentences, and the facts and words that belong with them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from catalogue import event_text, format_amount, format_moment, format_window, say
from models import Attachment, Incident, Message, SubIncident
from notifications.reading import Reading, files_of_report, files_with, site_of, unread_messages


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
    are pairs of a name and a value. `calendar` goes with a letter as a file.
    """

    wording: str
    words: dict[str, object]
    facts: list[tuple[str, str]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    calendar: bytes | None = None


def words(reading: Reading, **more: object) -> dict[str, object]:
    """What fills the placeholders of every notice."""
    return {"title": reading.subject.title, "reference": reading.subject.reference, "party": reading.party, **more}


def facts(reading: Reading, **values: str | None) -> list[tuple[str, str]]:
    """Facts under their names in the reader's language; those without a value are left out."""
    return [(say(reading.locale, f"fact.{name}"), value) for name, value in values.items() if value]


def desk_facts(reading: Reading, **more: str | None) -> list[tuple[str, str]]:
    """What staff need in order to know what a letter is about."""
    incident = reading.head.reference if reading.head else None
    return facts(reading, incident=incident, reference=reading.subject.reference, party=reading.party, **more)


async def job_facts(reading: Reading, job: SubIncident) -> list[tuple[str, str]]:
    """What a contractor needs to know. The tenant's name and number stay behind the link: a letter cannot be unsent."""
    return facts(
        reading,
        reference=job.reference,
        address=await site_of(reading.viewer, job),
        due=format_moment(reading.locale, job.due_at) if job.due_at else None,
        appointment=appointment(reading, job),
        access=job.access_instructions,
    )


def appointment(reading: Reading, job: SubIncident) -> str | None:
    """The window of the visit, when there is one."""
    if job.appointment_starts_at is None or job.appointment_ends_at is None:
        return None
    return format_window(reading.locale, job.appointment_starts_at, job.appointment_ends_at)


def amount(reading: Reading, cents: int | None) -> str | None:
    return None if cents is None else format_amount(reading.locale, cents)


async def description(reading: Reading, incident: Incident) -> str:
    """What was reported, and how many files came with it."""
    return _with_count(reading, incident.description, await files_of_report(reading))


async def unread_quotes(reading: Reading) -> list[Quote]:
    """What others posted and the reader has not read: the last of it."""
    _, last = await unread_messages(reading)
    return await quotes(reading, [message for message in last if message.event is None])


async def quotes(reading: Reading, messages: Sequence[Message]) -> list[Quote]:
    """Messages as a letter repeats them; of their files it tells how many there are."""
    files = await files_with(reading, messages)
    return [_quote(reading, message, files[message.id]) for message in messages]


def _quote(reading: Reading, message: Message, files: Sequence[Attachment]) -> Quote:
    text = message.body
    if message.event is not None:
        text = event_text(reading.locale, message.event, message.event_facts)
    moment = format_moment(reading.locale, message.created_at)
    return Quote(_author(reading, message), moment, _with_count(reading, text, files))


def _with_count(reading: Reading, text: str, files: Sequence[Attachment]) -> str:
    """The text and how many photos and documents go with it: `Zie de kraan (2 foto's, 1 document)`."""
    photos = sum(file.is_image for file in files)
    counts = {"photo": photos, "document": len(files) - photos}
    told = [
        say(reading.locale, f"files.{name}{'' if count == 1 else 's'}", count=count)
        for name, count in counts.items()
        if count
    ]
    return " ".join(filter(None, [text, f"({', '.join(told)})" if told else ""]))


def _author(reading: Reading, message: Message) -> str:
    name = reading.organisation.name
    if message.author_employee is not None:
        name = message.author_employee.name
    elif message.author_contact is not None:
        name = message.author_contact.display_name
    if message.on_behalf_of is None:
        return name
    return say(reading.locale, "letter.on_behalf", author=name, party=message.on_behalf_of.display_name)
