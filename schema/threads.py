"""Threads: messages page by page, who takes part, and reading marks."""

from collections.abc import AsyncGenerator

import strawberry

import models
from auth.viewer import SIGNED_IN, Audience
from models.row import Row
from resolvers import readers, threads
from resolvers.messages import can_post
from resolvers.pages import PageRequest
from schema.arguments import After, Before, First, Id, Last
from schema.audience import followed, resolved, shown, shown_input, shown_type
from schema.connections import Connection, connection
from schema.context import Info
from schema.ids import known_id, row_id
from schema.messages import Message
from schema.nodes import Node
from schema.participants import Participant, Person
from schema.payloads import Payload, act
from schema.refs import MessageDraftRef

STAFF = Audience.STAFF


@shown_type(SIGNED_IN, "A row of messages: the unit of access.", source=models.Thread)
class Thread(Node):
    @resolved(SIGNED_IN, "The messages, oldest first.", graphql_type=Connection[Message])
    async def messages(
        self,
        parent: strawberry.Parent[models.Thread],
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> object:
        request = PageRequest(first=first, after=after, last=last, before=before)
        return connection(await threads.list_messages(info.context.viewer, thread_id=parent.id, request=request))

    @resolved(SIGNED_IN, "The newest message, if there is one.", graphql_type=Message | None)
    async def last_message(self, parent: strawberry.Parent[models.Thread], info: Info) -> models.Message | None:
        return await info.context.loaders.last_messages.load(parent)

    @resolved(SIGNED_IN, "How many messages the viewer has not read.")
    async def unread_count(self, parent: strawberry.Parent[models.Thread], info: Info) -> int:
        read = await info.context.loaders.read_positions.load(parent.id) or 0
        return max(threads.last_position(info.context.viewer, parent) - read, 0)

    @resolved(SIGNED_IN, "Who reads it or wrote in it.", graphql_type=list[Participant])
    async def participants(self, parent: strawberry.Parent[models.Thread], info: Info) -> list[Person]:
        return await threads.list_participants(info.context.viewer, thread_id=parent.id)

    @resolved(SIGNED_IN, "What it is about: an incident, or a sub-incident.", graphql_type=Node | None)
    async def subject(self, parent: strawberry.Parent[models.Thread], info: Info) -> Row | None:
        return await info.context.loaders.subjects.load(parent.id)

    @resolved(STAFF, "What the viewer is about to say in it.", graphql_type=list[MessageDraftRef])
    async def drafts(self, parent: strawberry.Parent[models.Thread], info: Info) -> list[models.MessageDraft]:
        return await info.context.loaders.drafts.load(parent.id)

    @resolved(SIGNED_IN, "Whether the viewer may post in it now.")
    async def can_post(self, parent: strawberry.Parent[models.Thread], info: Info) -> bool:
        subject = await info.context.loaders.subjects.load(parent.id)
        return subject is not None and can_post(info.context.viewer, subject)


@shown_type(SIGNED_IN, "Reading threads.")
class ThreadQueries:
    @resolved(SIGNED_IN, "A thread; null when it is not there, or not yours.", graphql_type=Thread | None)
    async def thread(self, info: Info, id: Id) -> models.Thread | None:
        thread_id = known_id(id, models.Thread)
        return None if thread_id is None else await threads.get_thread(info.context.viewer, thread_id=thread_id)


@shown_input(SIGNED_IN, "How far somebody has read.")
class MarkThreadReadInput:
    thread_id: strawberry.ID = shown(SIGNED_IN, "The thread.")
    up_to_seq: int = shown(SIGNED_IN, "The `seq` of the last message that was read; a mark only moves forward.")


@shown_type(SIGNED_IN, "What became of marking.")
class MarkThreadReadPayload(Payload):
    thread: models.Thread | None = shown(SIGNED_IN, "The thread.", default=None, graphql_type=Thread | None)


@shown_type(SIGNED_IN, "Reading marks.")
class ThreadActs:
    @act(MarkThreadReadPayload, "Remember how far the viewer has read.")
    async def mark_thread_read(self, info: Info, input: MarkThreadReadInput) -> MarkThreadReadPayload:
        thread = await threads.mark_thread_read(
            info.context.viewer,
            thread_id=row_id(input.thread_id, models.Thread, "threadId"),
            up_to_seq=input.up_to_seq,
        )
        return MarkThreadReadPayload(thread=thread)


@shown_type(SIGNED_IN, "Somebody in a thread that is followed has read on.")
class ThreadChangedPayload:
    thread: models.Thread = shown(SIGNED_IN, "The thread; ask its messages for `readBy`.", graphql_type=Thread)


@shown_type(SIGNED_IN, "Following who has read what.")
class ThreadLive:
    @followed(SIGNED_IN, "A thread as it stands, then again each time that somebody in it has read on.")
    async def thread_changed(self, info: Info, thread_id: Id) -> AsyncGenerator[ThreadChangedPayload, None]:
        followed = readers.follow_thread(
            info.context.viewer, info.context.house.feed, thread_id=row_id(thread_id, models.Thread, "threadId")
        )
        async for thread in followed:
            yield ThreadChangedPayload(thread=thread)
