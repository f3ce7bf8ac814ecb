"""Who has read what in a thread, and following it: being there, and hearing who else is."""

from collections.abc import AsyncGenerator, Collection
from contextlib import aclosing
from dataclasses import dataclass
from uuid import UUID

from auth.access import access_thread, visible_threads
from auth.readers import visible_readers
from auth.viewer import Viewer
from errors import NotFound, StreamEnded
from models import Contact, Employee, Incident, Message, MessageKind, ReadMark, SubIncident, Thread
from realtime.events import Subject, Topic
from realtime.feed import Feed
from resolvers.listening import credentials_of, rings_of
from resolvers.presence import Company, company_in, here
from resolvers.threads import list_last_messages, list_subjects, subject_of


async def list_readers(viewer: Viewer, *, thread_ids: Collection[UUID]) -> dict[UUID, list[ReadMark]]:
    """How far everybody in each thread has read, as far as the viewer may know who they are."""
    subjects = await list_subjects(viewer, thread_ids=thread_ids)
    return await _readers_in(viewer, list(subjects.values()))


def read_by(message: Message, readers: Collection[ReadMark]) -> list[Employee | Contact]:
    """Who has read a message, besides its author. Employees count all messages, contacts what is shared."""
    found: list[Employee | Contact] = []
    for mark in readers:
        person = mark.employee or mark.contact
        position = message.seq if mark.employee is not None else message.shared_seq
        may_read = mark.employee is not None or message.kind is not MessageKind.NOTE
        is_author = person is not None and person.id in {message.author_employee_id, message.author_contact_id}
        if person is not None and may_read and mark.seq >= position and not is_author:
            found.append(person)
    return found


@dataclass(frozen=True)
class Followed:
    """A thread as it stood at one moment: what it is about, how far everybody had read, and who else was in it.

    Who shows the company shows this one. One that was read later may have come and gone before the next look, and
    would be shown for ever.
    """

    thread: Thread
    subject: Incident | SubIncident
    read: dict[UUID, int]
    company: Company

    def looks_like(self, other: "Followed") -> bool:
        return (self.read, self.company) == (other.read, other.company)


async def follow_thread(viewer: Viewer, feed: Feed, *, thread_id: UUID) -> AsyncGenerator[Followed, None]:
    """The thread as it stands, and then each time that somebody else in it reads on, comes, goes, writes or stops.

    Nothing is replayed. Who follows a thread is in it.
    """
    await access_thread(viewer, thread_id)
    topics = (Topic(Subject.READERS, thread_id), *credentials_of(viewer))
    async with feed.watch(*topics) as bell, here(viewer, thread_id):
        shown = await _as_it_stands(viewer, await access_thread(viewer, thread_id))
        yield shown
        async with aclosing(rings_of(viewer, bell)) as rings:
            async for viewer in rings:  # noqa: PLR1704 (the viewer as it stands now)
                thread = await visible_threads(viewer).get_or_none(id=thread_id)
                if thread is None:
                    raise StreamEnded
                try:
                    before, shown = shown, await _as_it_stands(viewer, thread)
                except NotFound:  # taken away in between
                    raise StreamEnded from None
                if not shown.looks_like(before):
                    yield shown


async def _as_it_stands(viewer: Viewer, thread: Thread) -> Followed:
    subject = await subject_of(viewer, thread.id)
    readers, company = await _readers_in(viewer, [subject]), await company_in(viewer, [subject])
    read = await _read_as_seen(viewer, thread, readers[thread.id])
    return Followed(thread=thread, subject=subject, read=read, company=company[thread.id])


async def _read_as_seen(viewer: Viewer, thread: Thread, readers: Collection[ReadMark]) -> dict[UUID, int]:
    """How far everybody has read of what the viewer sees. A push for a colleague's note would tell a contact of it."""
    read = {mark.id: mark.seq for mark in readers}
    if viewer.is_staff:
        return read
    last = (await list_last_messages(viewer, threads=[thread])).get(thread.id)
    newest = last.seq if last else 0
    return {**read, **{mark.id: min(mark.seq, newest) for mark in readers if mark.employee_id is not None}}


async def _readers_in(viewer: Viewer, subjects: Collection[Incident | SubIncident]) -> dict[UUID, list[ReadMark]]:
    by_thread: dict[UUID, list[ReadMark]] = {subject.thread_id: [] for subject in subjects}
    for mark in await visible_readers(viewer, subjects).order_by("read_at", "id"):
        by_thread[mark.thread_id].append(mark)
    return by_thread
