"""Copies from one thread into another: drafts that an employee reviews before posting, and that name nobody."""

import re
from collections.abc import Collection, Iterable
from uuid import UUID

from auth.access import access_message, access_thread, visible_drafts
from auth.acts import require
from auth.doors import one
from auth.readers import people_in
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import Contact, Employee, MessageDraft, MessageKind
from realtime.announce import announcing
from resolvers.attachments import copy_attachments, list_attachments
from resolvers.audit import record
from resolvers.threads import subject_of

LEFT_OUT = "[…]"
SHORTEST_NAME = 3


async def list_drafts(viewer: Viewer, *, thread_ids: Collection[UUID]) -> dict[UUID, list[MessageDraft]]:
    """The viewer's own drafts in each thread, oldest first."""
    found = await visible_drafts(viewer).filter(thread_id__in=list(thread_ids)).order_by("created_at", "id")
    by_thread: dict[UUID, list[MessageDraft]] = {thread_id: [] for thread_id in thread_ids}
    for draft in found:
        by_thread[draft.thread_id].append(draft)
    return by_thread


async def get_draft(viewer: Viewer, *, draft_id: UUID) -> MessageDraft | None:
    return await visible_drafts(viewer).get_or_none(id=draft_id)


async def copy_to_thread(viewer: Viewer, *, message_id: UUID, thread_id: UUID) -> MessageDraft:
    """Put a copy of what was posted in another thread of the same incident, as a draft for the viewer to review.

    Nobody of the thread that it comes from is named in it, nor by its files. Of an event only the files are copied.
    Copied twice, it is one draft.
    """
    message = await access_message(viewer, message_id)
    thread = await access_thread(viewer, thread_id)
    require(viewer, "copyToThread")
    source, target = await subject_of(viewer, message.thread_id), await subject_of(viewer, thread.id)
    if source.head_id != target.head_id or source.thread_id == target.thread_id:
        raise Invalid(ErrorCode.OTHER_INCIDENT, field="threadId")
    files = (await list_attachments(viewer, message_ids=[message.id]))[message.id]
    if message.kind is MessageKind.NOTE or not (message.body or files):
        raise Invalid(ErrorCode.NOT_TO_BE_COPIED, field="messageId")
    body = without_names(message.body, await people_in(viewer, source))
    own = {"thread_id": thread.id, "source_id": message.id}

    async with announcing():
        draft = MessageDraft(**own, employee=viewer.employee, body=body)
        await MessageDraft.bulk_create([draft], ignore_conflicts=True)
        standing = await visible_drafts(viewer).get(**own)
        if standing.id == draft.id:
            await copy_attachments(viewer, files, standing)
            await record(viewer, "copyToThread", standing)
    return standing


async def discard_draft(viewer: Viewer, *, draft_id: UUID) -> UUID:
    """Throw a draft away."""
    require(viewer, "discardDraft")
    draft = await one(visible_drafts(viewer), draft_id, "draftId")

    async with announcing():
        await MessageDraft.filter(id=draft.id).delete()
        await record(viewer, "discardDraft", draft)
    return draft.id


def without_names(text: str, people: Iterable[Employee | Contact]) -> str:
    """The text with the names, firms and addresses of some people left out."""
    names = {name for person in people for name in _names_of(person)}
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", LEFT_OUT, text, flags=re.IGNORECASE)
    return text


def _names_of(person: Employee | Contact) -> set[str]:
    """As a whole, and each part of a name that is long enough to be one and begins as names do."""
    company = person.company if isinstance(person, Contact) else None
    whole = [person.name, company, person.email, person.phone, _as_dialled(person.phone)]
    parts = [part for part in person.name.split() if len(part) >= SHORTEST_NAME and part[0].isupper()]
    return {text for text in [*whole, *parts] if text}


def _as_dialled(phone: str | None) -> str | None:
    """+31612345678 as people here write it: 0612345678."""
    return f"0{phone[3:]}" if phone is not None and phone.startswith("+31") else None
