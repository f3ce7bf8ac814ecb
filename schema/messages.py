"""Messages: what is said in a thread, posting, and following it live."""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Annotated

import strawberry

import models
from auth.viewer import SIGNED_IN, Audience
from catalogue import event_text
from models import Event, MessageKind
from resolvers import deliveries, live, messages, readers
from resolvers.threads import position_of
from schema.arguments import Id
from schema.attachments import Attachment
from schema.audience import Answers, batched, followed, personal, resolved, shown, shown_input, shown_type
from schema.context import Info
from schema.ids import optional_row_id, row_id, row_ids
from schema.nodes import Node
from schema.outlets import outlet_of
from schema.participants import Participant, Person
from schema.payloads import Payload, act
from schema.refs import DeliveryRef, ThreadRef

STAFF = Audience.STAFF


@shown_type(SIGNED_IN, "What the system wrote down.")
class ThreadEvent:
    type: Event = shown(SIGNED_IN, "What happened.")
    text: str = shown(SIGNED_IN, "It as a sentence, in the viewer's language.")
    from_status: str | None = shown(SIGNED_IN, "The state before, when a state changed.")
    to_status: str | None = shown(SIGNED_IN, "The state after, when a state changed.")
    reason: str | None = shown(SIGNED_IN, "The reason that was given.")
    starts_at: datetime | None = shown(SIGNED_IN, "When the appointment starts, when one was made.")
    ends_at: datetime | None = shown(SIGNED_IN, "When the appointment ends, when one was made.")
    on_behalf_of: models.Contact | None = shown(
        SIGNED_IN, "For whom an employee did it.", graphql_type=Participant | None
    )


@shown_type(SIGNED_IN, "One message in a thread.", source=models.Message)
class Message(Node):
    kind: MessageKind = shown(SIGNED_IN, "Who reads it.")
    body: str = shown(SIGNED_IN, "The text; empty for an event.")
    created_at: datetime = shown(SIGNED_IN, "When it was posted.")

    @resolved(SIGNED_IN, "Its number in the thread, without gaps for this viewer; clients order and resume by it.")
    def seq(self, parent: strawberry.Parent[models.Message], info: Info) -> int:
        return position_of(info.context.viewer, parent)

    @batched(STAFF, "The thread that it is in.", graphql_type=ThreadRef | None)
    async def thread(self, parents: list[models.Message], info: Info) -> Answers[models.Thread]:
        return await info.context.loaders.threads.all([row.thread_id for row in parents])

    @resolved(SIGNED_IN, "Who wrote or did it; null for what happened by itself.", graphql_type=Participant | None)
    def author(self, parent: strawberry.Parent[models.Message]) -> Person | None:
        return parent.author_employee or parent.author_contact

    @batched(SIGNED_IN, "The files that were posted with it, in order.", graphql_type=list[Attachment])
    async def attachments(self, parents: list[models.Message], info: Info) -> Answers[list[models.Attachment]]:
        return await info.context.loaders.attachments.all([row.id for row in parents])

    @batched(SIGNED_IN, "Who has read it, besides its author.", graphql_type=list[Participant])
    async def read_by(self, parents: list[models.Message], info: Info) -> Answers[list[Person]]:
        marks = await info.context.loaders.readers.all([row.thread_id for row in parents])
        return [readers.read_by(row, read or []) for row, read in zip(parents, marks, strict=True)]

    @batched(STAFF, "The letters that told of it.", graphql_type=list[DeliveryRef])
    async def deliveries(self, parents: list[models.Message], info: Info) -> Answers[list[models.Delivery]]:
        letters = await info.context.loaders.deliveries.all([row.thread_id for row in parents])
        return [deliveries.letters_about(row, sent or []) for row, sent in zip(parents, letters, strict=True)]

    @resolved(SIGNED_IN, "What happened, when `kind` is EVENT.")
    def event(self, parent: strawberry.Parent[models.Message], info: Info) -> ThreadEvent | None:
        return None if parent.event is None else _event(parent, info.context.viewer.locale)

    @personal
    @resolved(SIGNED_IN, "The id that the viewer's own client gave it; null for what others posted.")
    def client_message_id(self, parent: strawberry.Parent[models.Message], info: Info) -> str | None:
        own = parent.client_key is not None and parent.client_key.startswith(f"{info.context.viewer.actor} ")
        return parent.client_message_id if own else None


def _event(message: models.Message, locale: models.Locale) -> ThreadEvent:
    facts = message.event_facts
    moments = {name: datetime.fromisoformat(facts[name]) for name in ("starts_at", "ends_at") if name in facts}
    assert message.event is not None  # noqa: S101
    return ThreadEvent(
        type=message.event,
        text=event_text(locale, message.event, facts),
        from_status=facts.get("from_status"),
        to_status=facts.get("to_status"),
        reason=facts.get("reason"),
        starts_at=moments.get("starts_at"),
        ends_at=moments.get("ends_at"),
        on_behalf_of=message.on_behalf_of,
    )


@shown_input(SIGNED_IN, "A message to post.")
class PostMessageInput:
    thread_id: strawberry.ID = shown(SIGNED_IN, "The thread to post in.")
    body: str = shown(SIGNED_IN, "The text, at most 20,000 characters; may be empty when there is a file.")
    kind: MessageKind = shown(SIGNED_IN, "POST, or for employees NOTE.", default=MessageKind.POST)
    client_message_id: str = shown(
        SIGNED_IN, "An id that the client makes up, and repeats when it tries again: the message is there once."
    )
    draft_id: strawberry.ID | None = shown(STAFF, "The draft that this was; posted, it is gone.", default=None)
    attachment_ids: list[strawberry.ID] | None = shown(
        SIGNED_IN, "What the viewer uploaded for this thread, at most 10 files with those of the draft.", default=None
    )
    without_attachment_ids: list[strawberry.ID] | None = shown(
        STAFF, "Which files of the draft to leave out; the others are posted with it.", default=None
    )


@shown_type(SIGNED_IN, "What became of posting.")
class PostMessagePayload(Payload):
    message: models.Message | None = shown(
        SIGNED_IN, "The message as it stands.", default=None, graphql_type=Message | None
    )


@shown_type(SIGNED_IN, "Posting.")
class MessageActs:
    @act(PostMessagePayload, "Say something in a thread.")
    async def post_message(self, info: Info, input: PostMessageInput) -> PostMessagePayload:
        message = await messages.post_message(
            info.context.viewer,
            thread_id=row_id(input.thread_id, models.Thread, "threadId"),
            body=input.body,
            kind=input.kind,
            client_message_id=input.client_message_id,
            draft_id=optional_row_id(input.draft_id, models.MessageDraft, "draftId"),
            attachment_ids=row_ids(input.attachment_ids, models.Attachment, "attachmentIds"),
            without_attachment_ids=row_ids(input.without_attachment_ids, models.Attachment, "withoutAttachmentIds"),
        )
        return PostMessagePayload(message=message)


@shown_type(SIGNED_IN, "A message arrived in a thread that is followed.")
class MessageAddedPayload:
    message: models.Message = shown(SIGNED_IN, "The message.", graphql_type=Message)
    cursor: str = shown(SIGNED_IN, "Give it as `after` to go on from here.")


@shown_type(SIGNED_IN, "Following messages.")
class MessageLive:
    @followed(SIGNED_IN, "Every message of a thread, in order, once: those after `after`, then each as it comes.")
    async def message_added(
        self,
        info: Info,
        thread_id: Id,
        after: Annotated[
            str | None, strawberry.argument(description="The last cursor that was seen; without it, only what is new.")
        ] = None,
    ) -> AsyncGenerator[MessageAddedPayload, None]:
        followed = live.follow_messages(
            info.context.viewer,
            info.context.house.feed,
            thread_id=row_id(thread_id, models.Thread, "threadId"),
            after=after,
            outlet=outlet_of(info.context, _added),
        )
        async for message, cursor in followed:
            yield _added(message, cursor)


def _added(message: models.Message, cursor: str) -> MessageAddedPayload:
    return MessageAddedPayload(message=message, cursor=cursor)
