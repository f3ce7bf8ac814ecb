"""What is said in one thread of a town, and how far it was read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from tortoise.models import Model

from bench import words
from models import Message, MessageKind, ReadMark, Thread

Columns = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """A thread that is to be: how much is said, since when, and by whom."""

    thread_id: UUID
    organisation_id: UUID
    since: datetime
    messages: int
    employees: tuple[UUID, ...]
    contact_id: UUID

    def id_at(self, place: int) -> UUID:
        """The id of what is in the thread, at a place in it."""
        return UUID(int=(place << 96) + self.thread_id.int)


def thread_with(lot: Random, said: Said) -> Iterator[tuple[type[Model], Columns]]:
    """The thread, which knows what was said last; its messages; and the marks of its readers."""
    messages = list(_messages(lot, said))
    yield Thread, _thread(said, messages)
    for message in messages:
        yield Message, message
    last = messages[-1] if messages else {"seq": 0, "shared_seq": 0}
    read_at = said.since + timedelta(hours=said.messages)
    mark = {"thread_id": said.thread_id, "read_at": read_at}
    yield ReadMark, {"id": said.id_at(1), **mark, "employee_id": said.employees[0], "seq": lot.randint(0, last["seq"])}
    if lot.random() < 0.5:
        seq = lot.randint(0, last["shared_seq"])
        yield ReadMark, {"id": said.id_at(2), **mark, "contact_id": said.contact_id, "seq": seq}


def _messages(lot: Random, said: Said) -> Iterator[Columns]:
    shared_seq = 0
    for seq in range(1, said.messages + 1):
        is_note = seq % 7 == 3
        shared_seq += not is_note
        is_from_outside = not is_note and lot.random() < 0.4
        yield {
            "id": said.id_at(seq),
            "created_at": said.since + timedelta(hours=seq),
            "thread_id": said.thread_id,
            "seq": seq,
            "shared_seq": shared_seq,
            "kind": MessageKind.NOTE if is_note else MessageKind.POST,
            "author_employee_id": None if is_from_outside else lot.choice(said.employees),
            "author_contact_id": said.contact_id if is_from_outside else None,
            "body": words.saying(lot),
        }


def _thread(said: Said, messages: list[Columns]) -> Columns:
    thread: Columns = {"id": said.thread_id, "organisation_id": said.organisation_id}
    shared = [message for message in messages if message["kind"] is not MessageKind.NOTE]
    if messages:
        last = messages[-1]
        thread |= {"last_seq": last["seq"], "last_shared_seq": last["shared_seq"]}
        thread |= {"last_message_id": last["id"], "last_message_at": last["created_at"]}
    if shared:
        thread |= {"last_shared_message_id": shared[-1]["id"], "last_shared_at": shared[-1]["created_at"]}
    return thread
