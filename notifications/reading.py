"""What the reader of a delivery may read at the moment that it is carried: everything comes through its own door."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from auth.access import (
    access_incident,
    access_thread,
    visible_attachments,
    visible_incidents,
    visible_messages,
    visible_sites,
    visible_sub_incidents,
)
from auth.addressees import addressed
from auth.readers import visible_read_marks
from auth.viewer import Viewer, contact_viewer, employee_viewer
from errors import NotFound
from models import (
    Attachment,
    Contact,
    Delivery,
    Employee,
    Event,
    Incident,
    Locale,
    Message,
    Organisation,
    SubIncident,
    Thread,
)
from notifications.recipients import address_of

QUOTED_MESSAGES = 5


@dataclass(frozen=True)
class Envelope:
    """A delivery with its recipient, and the e-mail address or phone number as it is now."""

    delivery: Delivery
    recipient: Contact | Employee
    address: str
    organisation: Organisation

    @property
    def locale(self) -> Locale:
        return self.recipient.locale


@dataclass(frozen=True)
class Reading(Envelope):
    """A delivery with its reader and the thread that it is about; `head` is the incident of a desk page."""

    viewer: Viewer
    thread: Thread
    subject: Incident | SubIncident
    head: Incident | None

    @property
    def title(self) -> str:
        return self.subject.title

    @property
    def is_personal(self) -> bool:
        """Whether its link opens something by itself."""
        return self.viewer.is_contact

    @property
    def conversation(self) -> str | None:
        """By which letters about one thread stay together."""
        return f"thread.{self.thread.id.hex}"

    @property
    def party(self) -> str:
        """The contractor, owner or colleague that a side thread is for."""
        if isinstance(self.subject, Incident):
            return ""
        if self.subject.assignee is not None:
            return self.subject.assignee.name
        return self.subject.party.display_name if self.subject.party is not None else ""


async def read(delivery: Delivery) -> Reading | None:
    """The delivery as its reader sees it now; None when the reader cannot be reached or may not read it any more."""
    delivery = await addressed(delivery)
    recipient = delivery.contact or delivery.employee
    address = address_of(recipient, delivery.channel) if recipient else None
    if recipient is None or address is None or delivery.thread_id is None:
        return None
    viewer = contact_viewer(recipient) if isinstance(recipient, Contact) else employee_viewer(recipient)
    try:
        thread = await access_thread(viewer, delivery.thread_id)
        subject = await _subject_of(viewer, thread)
        head = await access_incident(viewer, subject.head_id) if viewer.is_staff else None
    except NotFound:
        return None
    return Reading(delivery, recipient, address, delivery.organisation, viewer, thread, subject, head)


async def _subject_of(viewer: Viewer, thread: Thread) -> Incident | SubIncident:
    side = await visible_sub_incidents(viewer).get_or_none(thread_id=thread.id)
    subject = side or await visible_incidents(viewer).get_or_none(thread_id=thread.id)
    if subject is None:
        raise NotFound
    return subject


async def site_of(viewer: Viewer, job: SubIncident) -> str:
    """Where the job is."""
    return (await visible_sites(viewer).get(id=job.id)).incident.address_with_unit


async def unread_messages(reading: Reading) -> tuple[int, list[Message]]:
    """How many messages of others the reader has not read, and the last few of them, oldest first."""
    viewer = reading.viewer
    mark = await visible_read_marks(viewer).get_or_none(thread_id=reading.thread.id)
    read_so_far = mark.seq if mark else 0
    rows = visible_messages(viewer).filter(thread_id=reading.thread.id)
    if viewer.employee is not None:
        rows = rows.filter(seq__gt=read_so_far, author_employee_id__not=viewer.employee.id)
    elif viewer.contact is not None:
        rows = rows.filter(shared_seq__gt=read_so_far, author_contact_id__not=viewer.contact.id)
    last = await rows.order_by("-seq").limit(QUOTED_MESSAGES)
    return await rows.count(), last[::-1]


async def files_with(reading: Reading, messages: Collection[Message]) -> dict[UUID, list[Attachment]]:
    """The files that the reader can see with each message."""
    rows = visible_attachments(reading.viewer).filter(message_id__in=[message.id for message in messages])
    found = await rows.order_by("position", "id")
    return {message.id: [row for row in found if row.message_id == message.id] for message in messages}


async def files_of_report(reading: Reading) -> list[Attachment]:
    """The files that the reader can see with the report of a head incident."""
    rows = visible_attachments(reading.viewer).filter(message__thread_id=reading.thread.id)
    return await rows.filter(message__event=Event.INCIDENT_REPORTED).order_by("position", "id")


async def reason_of_last_move(reading: Reading) -> str | None:
    """Why the status last changed, in the words of whoever changed it."""
    moves = visible_messages(reading.viewer).filter(thread_id=reading.thread.id, event=Event.STATUS_CHANGED)
    last = await moves.order_by("-seq").first()
    return last.event_facts.get("reason") if last else None
