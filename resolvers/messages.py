"""Posting: what somebody says in a thread, and what that sets in motion."""

from collections.abc import Sequence
from uuid import UUID

import clock
from auth.access import access_sub_incident, as_participant, visible_drafts, visible_messages
from auth.acts import require
from auth.doors import one
from auth.holding import head_as_read
from auth.register import own_organisation
from auth.viewer import Viewer
from errors import ErrorCode, Invalid, NotAllowed, NotFound
from models import (
    Attachment,
    ConsultationStatus,
    Event,
    Incident,
    IncidentStatus,
    Message,
    MessageDraft,
    MessageKind,
    Thread,
)
from models.joining import all_together, together
from realtime.announce import Announce, announcing
from resolvers.appending import (
    AlreadyThere,
    Subject,
    adding,
    append_event,
    letters_to_who_is_not_looking,
    posted,
)
from resolvers.attachments import MOST_FILES, attach, drafted_to_post, list_attachments, uploads_to_post
from resolvers.audit import record
from resolvers.checks import BODY_LENGTH, check_count, check_key, check_optional_text, check_text
from resolvers.moves import check_move, make_move
from resolvers.overtaken import Overtaken, done_anew
from resolvers.presence import end_typing
from resolvers.requirements import MoveDetails
from resolvers.threads import subject_of


@done_anew
async def post_message(
    viewer: Viewer,
    *,
    thread_id: UUID,
    body: str,
    kind: MessageKind = MessageKind.POST,
    client_message_id: str,
    draft_id: UUID | None = None,
    attachment_ids: Sequence[UUID] = (),
    without_attachment_ids: Sequence[UUID] = (),
) -> Message:
    """Say something in a thread; the same `client_message_id` from the same author is there once.

    With files the body may be empty: the viewer's own uploads, after those of the draft that are not left out.

    The first reply of an employee to the reporter takes the incident into progress and, where the organisation set
    it so, makes that employee the handler. An answer of the reporter ends the waiting for it, and an answer of staff
    that to an owner's question. A draft that is posted is a draft no more.
    """
    subject = await subject_of(viewer, thread_id)
    require(viewer, "postMessage")
    if kind is MessageKind.EVENT or (kind is MessageKind.NOTE and not viewer.is_staff):
        raise NotAllowed("kind")
    client_key = f"{viewer.actor} {check_key(client_message_id, field='clientMessageId')}"
    check_can_post(viewer, subject)
    drafts = visible_drafts(viewer).filter(thread_id=thread_id)
    draft = await one(drafts, draft_id, "draftId") if draft_id is not None else None
    files = await _files_to_post(viewer, thread_id, draft, attachment_ids, without_attachment_ids)
    body = (check_optional_text if files else check_text)(body, field="body", limit=BODY_LENGTH) or ""
    viewer = await as_participant(viewer, subject)

    said = adding(subject.thread, author=viewer, kind=kind, body=body, client_key=client_key)
    letters = await letters_to_who_is_not_looking(viewer, subject) if kind is MessageKind.POST else []
    changes = [*said.changes, end_typing(viewer, thread_id), *letters]
    news = await posted(subject, kind)
    is_all = said.is_all and not files and draft is None and not _may_go_on(viewer, subject, kind)

    try:
        async with announcing() as announce:
            head = head_as_read(subject, last_activity_at=clock.now())
            make = all_together if is_all else together
            await make(head, *changes, record(viewer, "postMessage", said.message))
            if head.row is None:
                raise Overtaken
            message = await said.completed()
            if not is_all:
                await attach(message, files)
                if draft is not None:
                    await MessageDraft.filter(id=draft.id).delete()
                await _go_on(announce, viewer, subject, head.row, kind)
            announce(news)
    except AlreadyThere:
        return await _repeated(viewer, thread_id, client_key, body, kind, files)
    return message


def check_can_post(viewer: Viewer, subject: Subject) -> None:
    """Refuse who may not post: because it is over, or never could."""
    if not can_post(viewer, subject):
        raise Invalid(closed_code(subject), field="threadId") if takes_part(viewer, subject) else NotAllowed("threadId")


def can_post(viewer: Viewer, subject: Subject) -> bool:
    """Staff always may; the contact that the thread is with, while the matter is open. Who reads along may not."""
    return viewer.is_staff or (subject.is_open and takes_part(viewer, subject))


def takes_part(viewer: Viewer, subject: Subject) -> bool:
    """Whether the thread is with this viewer. An owner with insight reads a head that is not."""
    return viewer.is_staff or subject.correspondent_id in viewer.contact_ids


def closed_code(subject: Subject) -> ErrorCode:
    return ErrorCode.INCIDENT_CLOSED if isinstance(subject, Incident) else ErrorCode.SUB_INCIDENT_CLOSED


async def _files_to_post(
    viewer: Viewer,
    thread_id: UUID,
    draft: MessageDraft | None,
    attachment_ids: Sequence[UUID],
    without_attachment_ids: Sequence[UUID],
) -> list[Attachment]:
    """The files of the draft, and then those that were uploaded."""
    uploads = await uploads_to_post(viewer, thread_id, attachment_ids)
    if draft is None and without_attachment_ids:
        raise NotFound("withoutAttachmentIds")
    drafted = [] if draft is None else await drafted_to_post(viewer, draft, without_attachment_ids)
    check_count([*drafted, *uploads], field="attachmentIds", limit=MOST_FILES)
    return [*drafted, *uploads]


async def _repeated(
    viewer: Viewer, thread_id: UUID, client_key: str, body: str, kind: MessageKind, files: Sequence[Attachment]
) -> Message:
    """The message that this client sent before."""
    standing = await visible_messages(viewer, [thread_id]).get(client_key=client_key)
    attached = (await list_attachments(viewer, message_ids=[standing.id]))[standing.id]
    if (standing.body, standing.kind, attached) != (body, kind, list(files)):
        raise Invalid(ErrorCode.IDEMPOTENCY_KEY_REUSED, field="clientMessageId")
    return standing


def _may_go_on(viewer: Viewer, subject: Subject, kind: MessageKind) -> bool:
    """Whether these words may be what something waited for; whoever holds the head sees whether they are."""
    if kind is not MessageKind.POST:
        return False
    if isinstance(subject, Incident):
        return _is_waited_for(viewer, subject)
    return viewer.is_staff and subject.is_consultation


async def _go_on(announce: Announce, viewer: Viewer, subject: Subject, head: Incident, kind: MessageKind) -> None:
    """What was waiting for these words goes on. Who holds the head's lock reads what stands."""
    if not _may_go_on(viewer, subject, kind):
        return
    if isinstance(subject, Incident):
        await _take_into_progress(viewer, head, subject.thread)
    else:
        consultation = await access_sub_incident(viewer, subject.id)
        if consultation.status == ConsultationStatus.COUNTER_QUESTION:
            move = check_move(viewer, consultation, ConsultationStatus.ASKED, MoveDetails())
            await make_move(announce, viewer, consultation, move)


def _is_waited_for(viewer: Viewer, incident: Incident) -> bool:
    """Whether this is a first reply, or the answer that was waited for."""
    if viewer.is_staff:
        return incident.status is IncidentStatus.REPORTED and incident.correspondent_id is not None
    return incident.status is IncidentStatus.WAITING_FOR_REPORTER


async def _take_into_progress(viewer: Viewer, incident: Incident, thread: Thread) -> None:
    """A first reply, or the answer that was waited for, moves the incident."""
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
