"""How something is added to a thread, and who hears of it: the steps that acts share."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import clock
from auth.addressees import assignee_of, correspondent_of, employee_in_charge, onlookers_of
from auth.doors import lock
from auth.viewer import Viewer
from models import (
    Channel,
    Contact,
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
from notifications import outbox
from notifications.recipients import channels_of
from realtime.events import MessagePosted
from resolvers.threads import move_read_mark, note_that_they_wrote, position_of
from settings import get_settings

Subject = Incident | SubIncident


# What a message changes of its thread; no more, because triggers keep the rest of the row.
MOVED = (
    "last_seq",
    "last_message_id",
    "last_message_at",
    "last_shared_seq",
    "last_shared_message_id",
    "last_shared_at",
)


async def posted(subject: Subject, kind: MessageKind) -> MessagePosted:
    """The announcement of a message; a note is no news for a contact."""
    return MessagePosted(
        thread_id=subject.thread_id,
        incident_id=subject.head_id,
        organisation_id=subject.organisation_id,
        contact_ids=() if kind is MessageKind.NOTE else tuple(await onlookers_of(subject)),
    )


async def append(
    thread: Thread,
    *,
    author: Viewer | None,
    kind: MessageKind,
    body: str = "",
    event: Event | None = None,
    facts: dict[str, Any] | None = None,
    on_behalf_of_id: UUID | None = None,
    client_key: str | None = None,
) -> Message:
    """Add a message under the thread's lock, which hands out its numbers. A step of acts, in their transaction.

    The head incident must have been locked or touched before: see `auth.access.lock` for the order.
    """
    locked = await lock(thread)
    is_shared = kind is not MessageKind.NOTE
    message = await Message.create(
        thread_id=locked.id,
        seq=locked.last_seq + 1,
        shared_seq=locked.last_shared_seq + is_shared,
        kind=kind,
        author_employee=author.employee if author else None,
        author_contact=author.contact if author else None,
        on_behalf_of_id=on_behalf_of_id,
        body=body,
        event=event,
        event_facts=facts or {},
        client_key=client_key,
    )
    locked.last_seq, locked.last_message_id, locked.last_message_at = message.seq, message.id, message.created_at
    if is_shared:
        locked.last_shared_seq, locked.last_shared_message_id = message.shared_seq, message.id
        locked.last_shared_at = message.created_at
    await locked.save(update_fields=MOVED)
    if author is not None and (author.employee or author.contact):
        await move_read_mark(author, locked.id, position_of(author, message))
        await note_that_they_wrote(author, message)
    return message


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


async def touch(subject: Subject) -> None:
    """Bring the head incident up in the inbox, and hold it: locks are taken from the head down."""
    await Incident.filter(id=subject.head_id).update(last_activity_at=clock.now())


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


async def tell_who_is_not_looking(viewer: Viewer, subject: Subject) -> None:
    """One letter for all that is unread, a while from now; the postman drops it when it was read. A step of acts."""
    soon = clock.now() + timedelta(seconds=get_settings().message_notice_delay_seconds)
    for reader in await _other_readers(viewer, subject):
        key = f"unread:{subject.thread_id.hex}:{reader.id.hex}"
        await tell(Notice.MESSAGES_UNREAD, reader, subject, due_at=soon, dedupe_key=key)


async def _other_readers(viewer: Viewer, subject: Subject) -> list[Contact | Employee]:
    """Whom a message is for: across the counter the other side, and in an internal task the colleagues in it."""
    if isinstance(subject, SubIncident) and subject.kind is SubIncidentKind.INTERNAL_TASK:
        both = [await assignee_of(subject), await employee_in_charge(subject)]
        own = viewer.employee.id if viewer.employee else None
        return list({row.id: row for row in both if row is not None and row.id != own}.values())
    reader = await (correspondent_of(subject) if viewer.is_staff else employee_in_charge(subject))
    return [reader] if reader is not None else []
