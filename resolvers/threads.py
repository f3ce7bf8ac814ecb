"""Threads: what they are about, their messages page by page, and how far somebody has read."""

from collections.abc import Collection, Sequence
from typing import cast
from uuid import UUID

from tortoise.queryset import BulkCreateQuery, QuerySet, UpdateQuery

import clock
from auth.access import (
    as_participant,
    visible_incidents,
    visible_messages,
    visible_sub_incidents,
    visible_threads,
)
from auth.acts import require
from auth.doors import lock
from auth.readers import people_in_each, visible_read_marks
from auth.tallies import count_unread_of_open
from auth.viewer import Viewer
from errors import NotFound
from models import Contact, Employee, Incident, Message, ReadMark, SubIncident, Thread
from models.changing import Added, Held
from models.unread import ThreadUnread
from realtime.announce import announcing
from realtime.events import ThreadRead
from resolvers.audit import record
from resolvers.pages import Order, Page, PageRequest, decode_cursor, read_pages

BY_SEQ = Order(("seq",))
BY_SHARED_SEQ = Order(("shared_seq",))
LAST_OF_ALL = 2**31 - 1_000  # what a column of numbers holds, and room for a page


def position_of(viewer: Viewer, message: Message) -> int:
    """The number of a message as this viewer counts: a contact's numbers have no gaps where notes are."""
    return message.seq if viewer.is_staff else message.shared_seq


def last_position(viewer: Viewer, thread: Thread) -> int:
    """The number of the last message that this viewer can read."""
    return thread.last_seq if viewer.is_staff else thread.last_shared_seq


def order_for(viewer: Viewer) -> Order:
    """The order of messages, by the numbers that this viewer counts in."""
    return BY_SEQ if viewer.is_staff else BY_SHARED_SEQ


async def get_thread(viewer: Viewer, *, thread_id: UUID) -> Thread | None:
    return await visible_threads(viewer).get_or_none(id=thread_id)


async def list_threads_by_id(viewer: Viewer, *, thread_ids: Collection[UUID]) -> dict[UUID, Thread]:
    return {thread.id: thread for thread in await visible_threads(viewer).filter(id__in=list(thread_ids))}


async def list_messages(viewer: Viewer, *, among: Sequence[Thread], request: PageRequest) -> list[Page[Message]]:
    """A page of each thread, oldest first."""
    lists = [visible_messages(viewer, [each.id]).filter(**_within_page(viewer, each, request)) for each in among]
    return await read_pages(lists, order_for(viewer), request)


def _within_page(viewer: Viewer, thread: Thread, request: PageRequest) -> dict[str, int]:
    """Where the page must end, since numbers have no gaps: so that no plan of a database reads the thread beyond it."""
    [column], furthest = order_for(viewer).columns, request.size + 1
    if request.is_backwards:
        end = last_position(viewer, thread) + 1 if request.before is None else _position_at(request.before, "before")
        return {f"{column}__gte": max(end - furthest, 0)}
    start = 0 if request.after is None else _position_at(request.after, "after")
    return {f"{column}__lte": start + furthest}


def _position_at(cursor: str, field: str) -> int:
    """The number in a cursor; of what is none, which `read_page` refuses, or beyond every thread, the last there is."""
    [position] = decode_cursor(cursor, 1, field=field)
    return position if type(position) is int and 0 <= position < LAST_OF_ALL else LAST_OF_ALL


async def get_message(viewer: Viewer, *, message_id: UUID) -> Message | None:
    return await visible_messages(viewer).get_or_none(id=message_id)


async def list_last_messages(viewer: Viewer, *, threads: Collection[Thread]) -> dict[UUID, Message]:
    """The last message that the viewer can read, by thread."""
    ids = [thread.last_message_id if viewer.is_staff else thread.last_shared_message_id for thread in threads]
    rows = visible_messages(viewer, [thread.id for thread in threads])
    found = await rows.filter(id__in=[message_id for message_id in ids if message_id])
    return {message.thread_id: message for message in found}


async def list_read_positions(viewer: Viewer, *, thread_ids: Collection[UUID]) -> dict[UUID, int]:
    """How far the viewer has read, by thread."""
    marks = await visible_read_marks(viewer).filter(thread_id__in=list(thread_ids)).order_by("seq")
    return {mark.thread_id: mark.seq for mark in marks}


async def list_subjects(viewer: Viewer, *, thread_ids: Collection[UUID]) -> dict[UUID, Incident | SubIncident]:
    """What each thread is about."""
    sides = await visible_sub_incidents(viewer).filter(thread_id__in=list(thread_ids))
    heads = await visible_incidents(viewer).filter(thread_id__in=list(thread_ids))
    subjects: list[Incident | SubIncident] = [*sides, *heads]
    return {subject.thread_id: subject for subject in subjects}


async def list_participants(
    viewer: Viewer, *, subjects: Collection[Incident | SubIncident]
) -> dict[UUID, list[Employee | Contact]]:
    """Who reads the threads of these or wrote in them, by thread."""
    return await people_in_each(viewer, subjects)


def unread_threads(viewer: Viewer) -> QuerySet[Thread]:
    """The threads that hold something that the viewer has not read."""
    own = [viewer.employee.id] if viewer.employee else viewer.contact_ids
    return visible_threads(viewer).filter(ThreadUnread(own, is_by_staff=viewer.is_staff))


async def count_unread_threads(viewer: Viewer) -> int:
    """How many threads hold something that the viewer has not read: of open incidents, for staff."""
    return await (count_unread_of_open(viewer) if viewer.is_staff else unread_threads(viewer).count())


async def subject_of(viewer: Viewer, thread_id: UUID) -> Incident | SubIncident:
    """What a thread is about, with the thread itself at hand, through the viewer's own door.

    Staff are mostly at a head, and a contact at a side, which is the first to be looked at.
    """
    subject: Incident | SubIncident | None
    if viewer.is_staff:
        subject = await _at_head(viewer, thread_id) or await _at_side(viewer, thread_id)
    else:
        subject = await _at_side(viewer, thread_id) or await _at_head(viewer, thread_id)
    if subject is None:
        raise NotFound("threadId")
    return subject


async def _at_head(viewer: Viewer, thread_id: UUID) -> Incident | None:
    return await visible_incidents(viewer).get_or_none(thread_id=thread_id)


async def _at_side(viewer: Viewer, thread_id: UUID) -> SubIncident | None:
    return await visible_sub_incidents(viewer).get_or_none(thread_id=thread_id)


async def mark_thread_read(viewer: Viewer, *, thread_id: UUID, up_to_seq: int) -> Thread:
    """The viewer has read as far as `up_to_seq`; a mark only moves forward. A party's first one makes it `seen`."""
    subject = await subject_of(viewer, thread_id)
    require(viewer, "markThreadRead")
    thread = subject.thread
    reached = min(max(up_to_seq, 0), last_position(viewer, thread))
    viewer = await as_participant(viewer, subject)

    async with announcing() as announce:
        await _note_that_it_was_seen(viewer, thread.id)
        if viewer.is_staff:
            await lock(thread)  # before its mark, as who posts does: the tally of what was read is kept under it
        if await move_read_mark(viewer, thread.id, reached):
            await record(viewer, "markThreadRead", thread)
            announce(
                ThreadRead(
                    thread_id=thread.id,
                    organisation_id=thread.organisation_id,
                    contact_ids=tuple(viewer.contact_ids),
                )
            )
    return thread


async def move_read_mark(viewer: Viewer, thread_id: UUID, position: int) -> bool:
    """Move the viewer's mark forward; False when it stood there already. A step of acts, in their transaction."""
    moved = await _forward(viewer, thread_id, position)
    if moved < _marks_of(viewer):
        mark = ReadMark(
            thread_id=thread_id,
            employee_id=viewer.employee.id if viewer.employee else None,
            contact_id=viewer.contact.id if viewer.contact else None,
            seq=0,
            read_at=clock.now(),
        )
        await ReadMark.bulk_create([mark], ignore_conflicts=True)
        moved += await _forward(viewer, thread_id, position)
    return moved > 0


def mark_of_author(author: Viewer, message: Message, thread: Held[Thread]) -> BulkCreateQuery[ReadMark]:
    """That it has read its own message, and takes part by it; with the number that the thread gives."""
    wrote = _wrote(message)
    reader = "employee_id" if author.employee else "contact_id"
    mark = ReadMark(
        thread_id=message.thread_id,
        employee_id=author.employee.id if author.employee else None,
        contact_id=author.contact.id if author.contact else None,
        read_at=message.created_at,
        **wrote,
    )
    marks = ReadMark.bulk_create([mark], on_conflict=["thread_id", reader], update_fields=["seq", "read_at", *wrote])
    return cast("Added[ReadMark]", marks).taking(thread, seq="last_seq" if author.employee else "last_shared_seq")


async def move_other_marks(author: Viewer, message: Message) -> None:
    """Whoever is several contacts has read it as each of them that has a mark there. A step of acts."""
    await _forward(author, message.thread_id, position_of(author, message), **_wrote(message))


def _wrote(message: Message) -> dict[str, bool]:
    return {"has_written": True} if message.is_note else {"has_written": True, "has_written_shared": True}


def _forward(viewer: Viewer, thread_id: UUID, position: int, **wrote: bool) -> UpdateQuery:
    behind = visible_read_marks(viewer).filter(thread_id=thread_id, seq__lt=position)
    return behind.update(seq=position, read_at=clock.now(), **wrote)


def _marks_of(viewer: Viewer) -> int:
    """How many marks in one thread a viewer has when it has them all: one for each that it is.

    SQLite counts with a mark that was moved what triggers wrote because of it; these write of employees' marks alone.
    """
    return len(viewer.contacts) if viewer.employee is None else 1


async def _note_that_it_was_seen(viewer: Viewer, thread_id: UUID) -> None:
    """Before the read mark: a move takes these two in the same order, and a client may do both at once."""
    if viewer.is_contact:
        unseen = visible_sub_incidents(viewer).filter(thread_id=thread_id, seen_at__isnull=True)
        await SubIncident.filter(id__in=[row.id for row in await unseen]).update(seen_at=clock.now())
