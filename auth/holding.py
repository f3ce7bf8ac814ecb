"""What an act changes and holds at once, of what came through a door: the head that this belongs to, and its thread.

What is read here is for the act; nothing of it is shown to whoever acts.
"""

from typing import Any

from tortoise.expressions import F, Subquery

from models import Incident, Message, SubIncident, Thread
from models.changing import Held


def head_of(subject: Incident | SubIncident, **columns: Any) -> Held[Incident]:
    """The head incident with these columns changed, as it then stands. Held first, before any thread."""
    return Held(Incident.filter(id=subject.head_id), **columns)


def head_as_read(subject: Incident | SubIncident, **columns: Any) -> Held[Incident]:
    """The same; but where the head itself came through the door, only if its status is what it was then."""
    as_read = {"status": subject.status} if isinstance(subject, Incident) else {}
    return Held(Incident.filter(id=subject.head_id, **as_read), **columns)


def thread_of(message: Message) -> Held[Thread]:
    """The thread with a new message as its last, and its number; triggers keep the rest of that row.

    There is none where a message with its client's key is in the thread.
    """
    last: dict[str, Any] = {"last_message_id": message.id, "last_message_at": message.created_at}
    last["last_seq"] = F("last_seq") + 1
    if not message.is_note:
        last |= {"last_shared_message_id": message.id, "last_shared_at": message.created_at}
        last["last_shared_seq"] = F("last_shared_seq") + 1
    threads = Thread.filter(id=message.thread_id)
    if message.client_key is not None:
        same = Message.filter(thread_id=message.thread_id, client_key=message.client_key)
        threads = threads.exclude(id__in=Subquery(same.values("thread_id")))
    return Held(threads, **last)
