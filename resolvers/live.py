"""Following what happens: each push is read again, by its reader, at the moment that it goes out."""

from collections.abc import AsyncGenerator, Collection
from contextlib import aclosing
from uuid import UUID

from auth import marks
from auth.access import (
    access_incident,
    access_sub_incident,
    access_thread,
    visible_incidents,
    visible_messages,
    visible_sub_incidents,
)
from auth.sign_in import authenticate_again
from auth.viewer import Viewer
from errors import StreamEnded
from models import Incident, Message, SubIncident
from realtime.events import Subject, Topic
from realtime.feed import Feed
from resolvers.listening import credentials_of, rings_of, until_expiry
from resolvers.pages import decode_cursor
from resolvers.pushing import Outlet, cursor_for, may_follow, messages_seen, observe_lag
from resolvers.threads import order_for

REPLAY_SIZE = 100

MARK_READERS: dict[Subject, marks.MarkReader] = {
    Subject.THREAD: marks.thread_marks,
    Subject.READERS: marks.reader_marks,
    Subject.INCIDENT: marks.incident_marks,
    Subject.SUB_INCIDENT: marks.sub_incident_marks,
    Subject.DESK: marks.desk_marks,
    Subject.OVERVIEW: marks.overview_marks,
    Subject.RIGHTS: marks.rights_marks,
    Subject.SESSION: marks.session_marks,
    Subject.GUEST_LINK: marks.guest_link_marks,
}


async def read_marks(subject: Subject, ids: Collection[UUID]) -> dict[UUID, object]:
    """What the feed polls, for all that this process watches."""
    return await MARK_READERS[subject](ids)


async def follow_messages(
    viewer: Viewer, feed: Feed, *, thread_id: UUID, after: str | None = None, outlet: Outlet | None = None
) -> AsyncGenerator[tuple[Message, str], None]:
    """Every message of a thread that the viewer may read, in order, once, each with its cursor.

    First those after the cursor, from the database; then each as it is posted, without a gap or a double between. What
    was told at the outlet is not told here. Ends with StreamEnded or Unauthenticated when the viewer may no longer
    follow.
    """
    await access_thread(viewer, thread_id)
    position = _position(after)
    async with feed.follow(thread_id, also=credentials_of(viewer)) as listener:
        last_seq = (await access_thread(viewer, thread_id)).last_seq
        listener.position = last_seq
        if position is not None:
            async with aclosing(_replay(viewer, thread_id, position)) as replayed:
                async for message in replayed:
                    listener.position = max(last_seq, message.seq)
                    yield message, cursor_for(viewer, message)
        listener.outlet = outlet
        while True:
            rows = await listener.next(until_expiry(viewer))
            viewer = await _still_follows(viewer, thread_id)
            for message in await messages_seen(viewer, [row.id for row in rows]):
                observe_lag(message)
                yield message, cursor_for(viewer, message)


async def follow_incident(viewer: Viewer, feed: Feed, *, incident_id: UUID) -> AsyncGenerator[Incident, None]:
    """The incident as it stands, and then each time that the viewer would see something else than before."""
    await access_incident(viewer, incident_id)
    async with feed.watch(Topic(Subject.INCIDENT, incident_id), *credentials_of(viewer)) as bell:
        first = await access_incident(viewer, incident_id)
        shown = _incident_mark(viewer, first)
        yield first
        async with aclosing(rings_of(viewer, bell)) as rings:
            async for viewer in rings:  # noqa: PLR1704 (the viewer as it stands now)
                incident = await visible_incidents(viewer).get_or_none(id=incident_id)
                if incident is None:
                    raise StreamEnded
                if _incident_mark(viewer, incident) != shown:
                    shown = _incident_mark(viewer, incident)
                    yield incident


async def follow_sub_incident(
    viewer: Viewer, feed: Feed, *, sub_incident_id: UUID
) -> AsyncGenerator[SubIncident, None]:
    """The sub-incident as it stands, and then each time that it changes."""
    await access_sub_incident(viewer, sub_incident_id)
    async with feed.watch(Topic(Subject.SUB_INCIDENT, sub_incident_id), *credentials_of(viewer)) as bell:
        first = await access_sub_incident(viewer, sub_incident_id)
        shown = first.version
        yield first
        async with aclosing(rings_of(viewer, bell)) as rings:
            async for viewer in rings:  # noqa: PLR1704 (the viewer as it stands now)
                sub_incident = await visible_sub_incidents(viewer).get_or_none(id=sub_incident_id)
                if sub_incident is None:
                    raise StreamEnded
                if sub_incident.version != shown:
                    shown = sub_incident.version
                    yield sub_incident


def _incident_mark(viewer: Viewer, incident: Incident) -> object:
    """Staff see all that happens in it; for a contact a push that shows nothing new would tell of hidden things."""
    return incident.last_activity_at if viewer.is_staff else (incident.version, incident.thread.last_shared_seq)


async def _still_follows(viewer: Viewer, thread_id: UUID) -> Viewer:
    viewer = await authenticate_again(viewer)
    if not await may_follow(viewer, thread_id):
        raise StreamEnded
    return viewer


async def _replay(viewer: Viewer, thread_id: UUID, position: int) -> AsyncGenerator[Message, None]:
    """Page after page, each for as long as the viewer may follow: a slow reader may take minutes over them."""
    column = order_for(viewer).columns[0]
    while True:
        rows = visible_messages(viewer, [thread_id]).filter(**{f"{column}__gt": position})
        page = await rows.order_by("seq").limit(REPLAY_SIZE)
        for message in page:
            yield message
            position = getattr(message, column)
        if len(page) < REPLAY_SIZE:
            return
        viewer = await _still_follows(viewer, thread_id)


def _position(after: str | None) -> int | None:
    if after is None:
        return None
    (position,) = decode_cursor(after, 1)
    return position if type(position) is int and 0 <= position < 2**31 else 0
