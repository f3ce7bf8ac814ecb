"""How something is added to a thread, and who hears of it: the steps that acts share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from tortoise.queryset import BulkCreateQuery

import clock
from auth.addressees import assignee_of, employee_in_charge, onlookers_of
from auth.holding import head_of, thread_of
from auth.viewer import Viewer
from models import (
    Channel,
    Contact,
    Delivery,
    Employee,
    Event,
    Incident,
    Message,
    MessageKind,
    Notice,
    SubIncident,
    SubIncidentKind,
    Thread,
)
from models.changing import Added, Change, Held
from models.joining import together
from notifications import outbox
from notifications.recipients import channels_of
from realtime.events import MessagePosted
from resolvers.threads import mark_of_author, move_other_marks
from settings import get_settings

Subject = Incident | SubIncident


class AlreadyThere(Exception):  # noqa: N818
    """A message with this client's key is in the thread."""


async def posted(subject: Subject, kind: MessageKind) -> MessagePosted:
    """The announcement of a message; a note is no news for a contact."""
    return MessagePosted(
        thread_id=subject.thread_id,
        incident_id=subject.head_id,
        organisation_id=subject.organisation_id,
        contact_ids=() if kind is MessageKind.NOTE else tuple(await onlookers_of(subject)),
    )


@dataclass(frozen=True)
class Addition:
    """A message that is to be in a thread: `changes` are what that takes, to be made together."""

    message: Message
    author: Viewer | None
    thread: Held[Thread]
    changes: list[Change | Held[Any]]

    async def completed(self) -> Message:
        """When the changes were made: the message as it stands. Raises AlreadyThere, with nothing done."""
        if self.thread.row is None:
            raise AlreadyThere
        self.message.seq, self.message.shared_seq = self.thread.row.last_seq, self.thread.row.last_shared_seq
        if self.author is not None and not self.is_all:
            await move_other_marks(self.author, self.message)
        return self.message

    @property
    def is_all(self) -> bool:
        """Whether its changes are all that it takes: of several contacts, the others' marks are moved after them."""
        return self.author is None or len(self.author.contacts) <= 1


def adding(
    thread: Thread,
    *,
    author: Viewer | None,
    kind: MessageKind,
    body: str = "",
    event: Event | None = None,
    facts: dict[str, Any] | None = None,
    on_behalf_of_id: UUID | None = None,
    client_key: str | None = None,
) -> Addition:
    """Add a message under the thread's lock, which hands out its numbers. A step of acts, in their transaction.

    The head incident is locked or touched before: see `auth.doors.lock` for the order.
    """
    message = Message(
        thread_id=thread.id,
        kind=kind,
        author_employee=author.employee if author else None,
        author_contact=author.contact if author else None,
        on_behalf_of_id=on_behalf_of_id,
        body=body,
        event=event,
        event_facts=facts or {},
        client_key=client_key,
    )
    held = thread_of(message)
    added = cast("Added[Message]", Message.bulk_create([message]))
    changes: list[Change | Held[Any]] = [held, added.taking(held, seq="last_seq", shared_seq="last_shared_seq")]
    if author is not None and (author.employee or author.contact):
        changes.append(mark_of_author(author, message, held))
    return Addition(message, author, held, changes)


async def append(
    thread: Thread,
    *,
    author: Viewer | None,
    kind: MessageKind,
    body: str = "",
    event: Event | None = None,
    facts: dict[str, Any] | None = None,
    on_behalf_of_id: UUID | None = None,
) -> Message:
    """The same, by itself."""
    about: dict[str, Any] = {"event": event, "facts": facts, "on_behalf_of_id": on_behalf_of_id}
    addition = adding(thread, author=author, kind=kind, body=body, **about)
    await together(*addition.changes)
    return await addition.completed()


async def append_event(
    thread: Thread,
    event: Event,
    *,
    author: Viewer | None,
    facts: dict[str, Any] | None = None,
    on_behalf_of_id: UUID | None = None,
    kind: MessageKind = MessageKind.EVENT,
) -> Message:
    """Write down that something happened; as a NOTE when it is for staff alone. A step of acts."""
    return await append(thread, author=author, kind=kind, event=event, facts=facts, on_behalf_of_id=on_behalf_of_id)


async def touch(subject: Subject) -> Incident:
    """Bring the head incident up in the inbox, and hold it as it now stands: locks are taken from the head down."""
    head = head_of(subject, last_activity_at=clock.now())
    await together(head)
    return cast("Incident", head.row)


async def tell(
    notice: Notice,
    reader: Contact | Employee | None,
    subject: Subject,
    *,
    channels: Sequence[Channel] | None = None,
    due_at: datetime | None = None,
    dedupe_key: str | None = None,
) -> None:
    """Put a letter about a thread in the outbox, by the channels asked for or else the reader's own. A step of acts."""
    if reader is not None:
        await outbox.enqueue(
            notice,
            to=reader,
            thread_id=subject.thread_id,
            organisation_id=subject.organisation_id,
            channels=channels_of(reader) if channels is None else channels,
            due_at=due_at,
            dedupe_key=dedupe_key,
        )


async def letters_to_who_is_not_looking(viewer: Viewer, subject: Subject) -> list[BulkCreateQuery[Delivery]]:
    """One letter for all that is unread, a while from now; the postman drops it when it was read. A step of acts."""
    soon = clock.now() + timedelta(seconds=get_settings().message_notice_delay_seconds)
    return [
        outbox.enqueue(
            Notice.MESSAGES_UNREAD,
            to=reader,
            thread_id=subject.thread_id,
            organisation_id=subject.organisation_id,
            channels=channels_of(reader),
            due_at=soon,
            dedupe_key=f"unread:{subject.thread_id.hex}:{reader.id.hex}",
        )
        for reader in await _other_readers(viewer, subject)
    ]


async def _other_readers(viewer: Viewer, subject: Subject) -> list[Contact | Employee]:
    """Whom a message is for: across the counter the other side, and in an internal task the colleagues in it."""
    if isinstance(subject, SubIncident) and subject.kind is SubIncidentKind.INTERNAL_TASK:
        both = [await assignee_of(subject), await employee_in_charge(subject)]
        own = viewer.employee.id if viewer.employee else None
        return list({row.id: row for row in both if row is not None and row.id != own}.values())
    if not viewer.is_staff:
        reader = await employee_in_charge(subject)
        return [reader] if reader is not None else []
    contact = subject.correspondent
    return [contact] if contact is not None and contact.archived_at is None else []
