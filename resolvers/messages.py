"""Messages: how one is added to a thread, and posting."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import clock
from auth.access import access_thread, as_participant, visible_messages
from auth.acts import require
from auth.addressees import correspondent_of, employee_in_charge, onlookers_of
from auth.doors import lock
from auth.register import own_organisation
from auth.viewer import Viewer
from errors import ErrorCode, Invalid, NotAllowed
from models import (
    Event,
    Incident,
    IncidentStatus,
    Message,
    MessageKind,
    Notice,
    SubIncident,
    Thread,
)
from notifications import outbox
from notifications.recipients import channels_of
from realtime.announce import announcing
from realtime.events import MessagePosted
from resolvers.checks import BODY_LENGTH, check_key, check_text
from resolvers.threads import move_read_mark, position_of, subject_of
from settings import get_settings

Subject = Incident | SubIncident


async def post_message(
    viewer: Viewer, *, thread_id: UUID, body: str, kind: MessageKind = MessageKind.POST, client_message_id: str
) -> Message:
    """Say something in a thread; the same `client_message_id` from the same author is there once.

    The first reply of an employee to the reporter takes the incident into progress and, where the organisation set
    it so, makes that employee the handler. An answer of the reporter ends the waiting for it.
    """
    thread = await access_thread(viewer, thread_id)
    require(viewer, "postMessage")
    if kind is MessageKind.EVENT or (kind is MessageKind.NOTE and not viewer.is_staff):
        raise NotAllowed("kind")
    body = check_text(body, field="body", limit=BODY_LENGTH)
    client_key = f"{viewer.actor} {check_key(client_message_id, field='clientMessageId')}"
    subject = await subject_of(viewer, thread_id)
    if not can_post(viewer, subject):
        raise NotAllowed("threadId") if subject.is_open else Invalid(closed_code(subject), field="threadId")
    viewer = await as_participant(viewer, subject)

    async with announcing() as announce:
        head = await _lock_head(subject)
        repeated = await _find_repeated(viewer, await lock(thread), client_key, body, kind)
        if repeated is not None:
            return repeated
        message = await append(thread, author=viewer, kind=kind, body=body, client_key=client_key)
        if head is not None and kind is MessageKind.POST:
            await _take_into_progress(viewer, head, thread)

        if kind is MessageKind.POST:
            await tell_who_is_not_looking(viewer, subject, thread)
        announce(await posted(subject, kind))
    return message


def can_post(viewer: Viewer, subject: Subject) -> bool:
    """Staff always may; the contact that the thread is with, while the matter is open. Who reads along may not."""
    return viewer.is_staff or (subject.is_open and subject.correspondent_id in viewer.contact_ids)


def closed_code(subject: Subject) -> ErrorCode:
    return ErrorCode.INCIDENT_CLOSED if isinstance(subject, Incident) else ErrorCode.SUB_INCIDENT_CLOSED


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
    await locked.save()
    if author is not None and not author.is_clock:
        await move_read_mark(author, locked.id, position_of(author, message))
    return message


async def append_event(
    thread: Thread,
    event: Event,
    *,
    author: Viewer | None,
    facts: dict[str, Any] | None = None,
    on_behalf_of_id: UUID | None = None,
) -> Message:
    """Write down that something happened. A step of acts."""
    return await append(
        thread, author=author, kind=MessageKind.EVENT, event=event, facts=facts, on_behalf_of_id=on_behalf_of_id
    )


async def touch(subject: Subject) -> None:
    """Bring the head incident up in the inbox, and hold it: locks are taken from the head down."""
    await Incident.filter(id=subject.head_id).update(last_activity_at=clock.now())


async def _lock_head(subject: Subject) -> Incident | None:
    """Touch the head; and hold it whole when what is posted may move it."""
    await touch(subject)
    return await lock(subject) if isinstance(subject, Incident) else None


async def _find_repeated(
    viewer: Viewer, thread: Thread, client_key: str, body: str, kind: MessageKind
) -> Message | None:
    """The message that this client sent before. The thread's lock makes that there are never two."""
    standing = await visible_messages(viewer).get_or_none(thread_id=thread.id, client_key=client_key)
    if standing is not None and (standing.body, standing.kind) != (body, kind):
        raise Invalid(ErrorCode.IDEMPOTENCY_KEY_REUSED, field="clientMessageId")
    return standing


async def _take_into_progress(viewer: Viewer, incident: Incident, thread: Thread) -> None:
    """A first reply, or the answer that was waited for, moves the incident."""
    waited_for = IncidentStatus.REPORTED if viewer.is_staff else IncidentStatus.WAITING_FOR_REPORTER
    if incident.status is not waited_for or (viewer.is_staff and incident.correspondent_id is None):
        return
    facts = {"kind": "incident", "from_status": incident.status, "to_status": IncidentStatus.IN_PROGRESS}
    incident.status = IncidentStatus.IN_PROGRESS
    await append_event(thread, Event.STATUS_CHANGED, author=viewer, facts=facts)
    if viewer.employee is not None and incident.handler_id is None:
        organisation = await own_organisation(viewer)
        if organisation.first_responder_becomes_handler:
            incident.handler_id = viewer.employee.id
            await append_event(thread, Event.HANDLER_CHANGED, author=viewer, facts={"handler": viewer.employee.name})
    incident.version += 1
    await incident.save(update_fields=["status", "handler_id", "version"])


async def tell_who_is_not_looking(viewer: Viewer, subject: Subject, thread: Thread) -> None:
    """One letter for all that is unread, a while from now; the postman drops it when it was read. A step of acts."""
    reader = await (correspondent_of(subject) if viewer.is_staff else employee_in_charge(subject))
    if reader is None:
        return
    await outbox.enqueue(
        Notice.MESSAGES_UNREAD,
        to=reader,
        thread_id=thread.id,
        organisation_id=thread.organisation_id,
        channels=channels_of(reader),
        due_at=clock.now() + timedelta(seconds=get_settings().message_notice_delay_seconds),
        dedupe_key=f"unread:{thread.id.hex}:{reader.id.hex}",
    )
