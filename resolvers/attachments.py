"""Files in threads: reading them, putting them with a message, and copying them into a draft."""

from collections.abc import Collection, Sequence
from uuid import UUID

from auth.access import visible_attachments
from auth.viewer import Viewer
from errors import ErrorCode, Invalid, NotFound
from models import Attachment, Message, MessageDraft
from resolvers.checks import check_count
from resolvers.file_names import neutral_names

MOST_FILES = 10


async def get_attachment(viewer: Viewer, *, attachment_id: UUID) -> Attachment | None:
    return await visible_attachments(viewer).get_or_none(id=attachment_id)


async def list_attachments(viewer: Viewer, *, message_ids: Collection[UUID]) -> dict[UUID, list[Attachment]]:
    """The files of each message, in the order in which they were posted."""
    found = await visible_attachments(viewer).filter(message_id__in=list(message_ids)).order_by("position", "id")
    by_message: dict[UUID, list[Attachment]] = {message_id: [] for message_id in message_ids}
    for attachment in found:
        by_message[attachment.message_id or attachment.id].append(attachment)
    return by_message


async def list_draft_attachments(viewer: Viewer, *, draft_ids: Collection[UUID]) -> dict[UUID, list[Attachment]]:
    """The same for the viewer's own drafts."""
    found = await visible_attachments(viewer).filter(draft_id__in=list(draft_ids)).order_by("position", "id")
    by_draft: dict[UUID, list[Attachment]] = {draft_id: [] for draft_id in draft_ids}
    for attachment in found:
        by_draft[attachment.draft_id or attachment.id].append(attachment)
    return by_draft


async def uploads_to_post(viewer: Viewer, thread_id: UUID, attachment_ids: Sequence[UUID]) -> list[Attachment]:
    """The viewer's own uploads for this thread, in the order asked for, posted before or not. Raises NotFound."""
    check_count(attachment_ids, field="attachmentIds", limit=MOST_FILES)
    if not attachment_ids:
        return []
    own = visible_attachments(viewer).filter(thread_id=thread_id, uploader=viewer.actor, draft_id__isnull=True)
    found = {row.id: row for row in await own.filter(id__in=list(attachment_ids))}
    if not found.keys() >= set(attachment_ids):
        raise NotFound("attachmentIds")
    return [found[row_id] for row_id in dict.fromkeys(attachment_ids)]


async def drafted_to_post(viewer: Viewer, draft: MessageDraft, left_out_ids: Sequence[UUID]) -> list[Attachment]:
    """The files of a draft but for those left out. Raises NotFound."""
    drafted = (await list_draft_attachments(viewer, draft_ids=[draft.id]))[draft.id]
    if not {row.id for row in drafted} >= set(left_out_ids):
        raise NotFound("withoutAttachmentIds")
    return [row for row in drafted if row.id not in left_out_ids]


async def attach(message: Message, attachments: Sequence[Attachment]) -> None:
    """Put files with a message, each once. A step of acts, in their transaction. Raises ALREADY_ATTACHED."""
    if not attachments:
        return
    ids = [row.id for row in attachments]
    count = await Attachment.filter(id__in=ids, message_id__isnull=True, discarded_at__isnull=True).update(
        message_id=message.id, draft_id=None
    )
    if count < len(ids):
        raise Invalid(ErrorCode.ALREADY_ATTACHED, field="attachmentIds")
    for position, row in enumerate(attachments):
        row.position = position
    await Attachment.bulk_update(attachments, fields=["position"])


async def copy_attachments(viewer: Viewer, attachments: Sequence[Attachment], draft: MessageDraft) -> None:
    """The same files once more, for a draft in another thread, under names that name nobody. A step of acts."""
    names = neutral_names([row.content_type for row in attachments])
    await Attachment.bulk_create(
        Attachment(
            thread_id=draft.thread_id,
            draft_id=draft.id,
            uploader=viewer.actor,
            position=row.position,
            **{**row.of_object(), "name": name},
        )
        for row, name in zip(attachments, names, strict=True)
    )
