"""Drafts: copies from one thread into another, to be reviewed before they are posted."""

from datetime import datetime

import strawberry

import models
from auth.viewer import Audience
from resolvers import message_drafts
from schema.attachments import Attachment
from schema.audience import Answers, batched, shown, shown_input, shown_type
from schema.context import Info
from schema.ids import row_id
from schema.nodes import Node
from schema.payloads import Payload, act
from schema.threads import Thread

STAFF = Audience.STAFF


@shown_type(STAFF, "What the viewer is about to say in a thread. Nobody else sees it.", source=models.MessageDraft)
class MessageDraft(Node):
    body: str = shown(STAFF, "The text as copied, with names left out; review it, and post it with `postMessage`.")
    created_at: datetime = shown(STAFF, "When it was copied.")

    @batched(STAFF, "The files copied with it, under names that name nobody.", graphql_type=list[Attachment])
    async def attachments(self, parents: list[models.MessageDraft], info: Info) -> Answers[list[models.Attachment]]:
        return await info.context.loaders.draft_attachments.all([row.id for row in parents])

    @batched(STAFF, "Where it is to be posted.", graphql_type=Thread | None)
    async def thread(self, parents: list[models.MessageDraft], info: Info) -> Answers[models.Thread]:
        return await info.context.loaders.threads.all([row.thread_id for row in parents])


@shown_input(STAFF, "What to copy where.")
class CopyToThreadInput:
    message_id: strawberry.ID = shown(STAFF, "What was posted.")
    thread_id: strawberry.ID = shown(STAFF, "Another thread of the same incident.")


@shown_type(STAFF, "What became of copying.")
class CopyToThreadPayload(Payload):
    draft: models.MessageDraft | None = shown(
        STAFF, "The draft to review.", default=None, graphql_type=MessageDraft | None
    )


@shown_input(STAFF, "A draft to throw away.")
class DiscardDraftInput:
    draft_id: strawberry.ID = shown(STAFF, "The draft.")


@shown_type(STAFF, "What became of throwing it away.")
class DiscardDraftPayload(Payload):
    is_discarded: bool = shown(STAFF, "Whether it is gone.", default=False)


@shown_type(STAFF, "Copying from one thread into another.")
class MessageDraftActs:
    @act(CopyToThreadPayload, "Copy a message into another thread of the incident, as a draft that names nobody.")
    async def copy_to_thread(self, info: Info, input: CopyToThreadInput) -> CopyToThreadPayload:
        draft = await message_drafts.copy_to_thread(
            info.context.viewer,
            message_id=row_id(input.message_id, models.Message, "messageId"),
            thread_id=row_id(input.thread_id, models.Thread, "threadId"),
        )
        return CopyToThreadPayload(draft=draft)

    @act(DiscardDraftPayload, "Throw a draft away.")
    async def discard_draft(self, info: Info, input: DiscardDraftInput) -> DiscardDraftPayload:
        await message_drafts.discard_draft(
            info.context.viewer, draft_id=row_id(input.draft_id, models.MessageDraft, "draftId")
        )
        return DiscardDraftPayload(is_discarded=True)
