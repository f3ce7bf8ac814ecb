"""Who is writing in a thread: saying so, before there is a message."""

from uuid import UUID

from auth.access import as_participant
from auth.acts import require
from auth.viewer import Viewer
from errors import NotAllowed
from models import MessageKind, Thread
from realtime.announce import announcing
from realtime.events import PresenceChanged
from resolvers.messages import check_can_post
from resolvers.presence import begin_typing, end_typing
from resolvers.threads import subject_of


async def set_typing(
    viewer: Viewer, *, thread_id: UUID, is_typing: bool, kind: MessageKind = MessageKind.POST
) -> Thread:
    """The viewer began to write or goes on, a message or a note, or stopped. It lapses unless it is said again."""
    subject = await subject_of(viewer, thread_id)
    require(viewer, "setTyping")
    if kind is MessageKind.EVENT or (kind is MessageKind.NOTE and not viewer.is_staff):
        raise NotAllowed("kind")
    check_can_post(viewer, subject)
    viewer = await as_participant(viewer, subject)

    async with announcing() as announce:
        is_news = await (begin_typing(viewer, thread_id, kind) if is_typing else end_typing(viewer, thread_id))
        if is_news:
            announce(PresenceChanged(thread_id))
    return subject.thread
