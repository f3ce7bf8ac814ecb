"""Threads: messages page by page, who takes part, who is there, and reading marks."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import strawberry

import models
from auth.viewer import SIGNED_IN, Audience
from models import MessageKind
from models.row import Row
from resolvers import readers, threads, writing
from resolvers.messages import can_post
from resolvers.pages import Page, PageRequest
from resolvers.presence import NOBODY, Company
from schema.arguments import After, Before, First, Id, Last
from schema.audience import Answers, batched, followed, personal, resolved, shown, shown_input, shown_type
from schema.connections import Connection
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
    @batched(SIGNED_IN, "The messages, oldest first.", graphql_type=Connection[Message])
    async def messages(
        self,
        parents: list[models.Thread],
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Answers[Page[models.Message]]:
        request = PageRequest(first=first, after=after, last=last, before=before)
        return await threads.list_messages(info.context.viewer, among=parents, request=request)

    @batched(SIGNED_IN, "The newest message, if there is one.", graphql_type=Message | None)
    async def last_message(self, parents: list[models.Thread], info: Info) -> Answers[models.Message]:
        return await info.context.loaders.last_messages.all(parents)

    @personal
    @batched(SIGNED_IN, "How many messages the viewer has not read.", graphql_type=int)
    async def unread_count(self, parents: list[models.Thread], info: Info) -> Answers[int]:
        viewer, marks = info.context.viewer, await info.context.loaders.read_positions.all([row.id for row in parents])
        return [
            max(threads.last_position(viewer, row) - (read or 0), 0) for row, read in zip(parents, marks, strict=True)
        ]

    @batched(SIGNED_IN, "Who reads it or wrote in it.", graphql_type=list[Participant])
    async def participants(self, parents: list[models.Thread], info: Info) -> Answers[list[Person]]:
        subjects = await info.context.loaders.subjects.all([row.id for row in parents])
        known = [subject for subject in subjects if subject is not None]
        found = await threads.list_participants(info.context.viewer, subjects=known)
        return [found.get(row.id, []) for row in parents]

    @personal
    @batched(
        SIGNED_IN,
        "Who else has it open now, by following `threadChanged`, as far as the viewer knows them to take part.",
        graphql_type=list[Participant],
    )
    async def present(self, parents: list[models.Thread], info: Info) -> Answers[list[Person]]:
        return [list(company.present) for company in await _company(parents, info)]

    @personal
    @batched(
        SIGNED_IN,
        "Who else is writing in it now; a note is seen to be written by employees alone.",
        graphql_type=list[Participant],
    )
    async def typing(self, parents: list[models.Thread], info: Info) -> Answers[list[Person]]:
        return [list(company.typing) for company in await _company(parents, info)]

    @batched(SIGNED_IN, "What it is about: an incident, or a sub-incident.", graphql_type=Node | None)
    async def subject(self, parents: list[models.Thread], info: Info) -> Answers[Row]:
        return await info.context.loaders.subjects.all([row.id for row in parents])

    @personal
    @batched(STAFF, "What the viewer is about to say in it.", graphql_type=list[MessageDraftRef])
    async def drafts(self, parents: list[models.Thread], info: Info) -> Answers[list[models.MessageDraft]]:
        return await info.context.loaders.drafts.all([row.id for row in parents])

    @batched(SIGNED_IN, "Whether the viewer may post in it now.", graphql_type=bool)
    async def can_post(self, parents: list[models.Thread], info: Info) -> Answers[bool]:
        subjects = await info.context.loaders.subjects.all([row.id for row in parents])
        return [subject is not None and can_post(info.context.viewer, subject) for subject in subjects]


async def _company(rows: list[models.Thread], info: Info) -> list[Company]:
    """A thread that was just taken from the viewer is about nothing any more."""
    subjects = await info.context.loaders.subjects.all([row.id for row in rows])
    return [company or NOBODY for company in await info.context.loaders.company.all(subjects)]


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


@shown_input(SIGNED_IN, "That somebody is writing, or stopped.")
class SetTypingInput:
    thread_id: strawberry.ID = shown(SIGNED_IN, "The thread.")
    is_typing: bool = shown(
        SIGNED_IN,
        "True at its beginning, and again every 4 seconds: it lapses after 6. False at its end.",
    )
    kind: MessageKind = shown(SIGNED_IN, "What is written: POST, or for employees NOTE.", default=MessageKind.POST)


@shown_type(SIGNED_IN, "What became of saying so.")
class SetTypingPayload(Payload):
    thread: models.Thread | None = shown(SIGNED_IN, "The thread.", default=None, graphql_type=Thread | None)


@shown_type(SIGNED_IN, "Reading marks, and saying that one writes.")
class ThreadActs:
    @act(MarkThreadReadPayload, "Remember how far the viewer has read.")
    async def mark_thread_read(self, info: Info, input: MarkThreadReadInput) -> MarkThreadReadPayload:
        thread = await threads.mark_thread_read(
            info.context.viewer,
            thread_id=row_id(input.thread_id, models.Thread, "threadId"),
            up_to_seq=input.up_to_seq,
        )
        return MarkThreadReadPayload(thread=thread)

    @act(SetTypingPayload, "Say that the viewer is writing in a thread, or stopped. Posting says the latter too.")
    async def set_typing(self, info: Info, input: SetTypingInput) -> SetTypingPayload:
        thread = await writing.set_typing(
            info.context.viewer,
            thread_id=row_id(input.thread_id, models.Thread, "threadId"),
            is_typing=input.is_typing,
            kind=input.kind,
        )
        return SetTypingPayload(thread=thread)


@shown_type(SIGNED_IN, "In a thread that is followed somebody has read on, came, went, began to write or stopped.")
class ThreadChangedPayload:
    thread: models.Thread = shown(
        SIGNED_IN, "The thread; ask it for `present` and `typing`, and its messages for `readBy`.", graphql_type=Thread
    )


@shown_type(SIGNED_IN, "Following who has read what, who is there, and who writes.")
class ThreadLive:
    @followed(
        SIGNED_IN,
        "A thread as it stands, then again each time that somebody else in it reads on, comes, goes, writes or stops. "
        "Who follows it is present in it.",
    )
    async def thread_changed(self, info: Info, thread_id: Id) -> AsyncGenerator[ThreadChangedPayload, None]:
        followed = readers.follow_thread(
            info.context.viewer, info.context.house.feed, thread_id=row_id(thread_id, models.Thread, "threadId")
        )
        async with aclosing(followed):
            async for now in followed:
                info.context.loaders.company.know(now.subject, now.company)
                yield ThreadChangedPayload(thread=now.thread)
