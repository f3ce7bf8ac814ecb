"""Following the inbox: the desk of staff, or the overview of what a contact takes part in."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import clock
from auth.access import visible_incidents, visible_sub_incidents
from auth.viewer import Viewer
from errors import NotFound
from models import Incident, SubIncident
from realtime.events import Subject, Topic
from realtime.feed import Feed
from resolvers.listening import credentials_of, rings_of
from resolvers.threads import count_unread_threads

OVERLAP = timedelta(seconds=10)


@dataclass(frozen=True)
class InboxChange:
    """Something changed for the viewer: an incident or a sub-incident, or only how much is unread."""

    unread_count: int
    incident: Incident | None = None
    sub_incident: SubIncident | None = None


async def follow_inbox(viewer: Viewer, feed: Feed) -> AsyncGenerator[InboxChange, None]:
    """How much is unread now; then what changes on the desk of staff, or in a contact's overview, as it happens."""
    overview = _Overview(clock.now())
    unread: int | None = None
    async with aclosing(_inbox_rings(viewer, feed)) as rings:
        async for viewer in rings:  # noqa: PLR1704 (the viewer as it stands now)
            changed = await overview.changes(viewer)
            before, unread = unread, await count_unread_threads(viewer)
            if before is not None:
                for row in changed:
                    yield _inbox_change(row, unread)
            if before is None or (not changed and unread != before):
                yield InboxChange(unread_count=unread)


async def _inbox_rings(viewer: Viewer, feed: Feed) -> AsyncGenerator[Viewer, None]:
    """The viewer at once, and again at each ring. An account that got or lost a contact hears by those that it has."""
    while True:
        watched = viewer.contact_ids
        async with feed.watch(*_inbox_topics(viewer), *credentials_of(viewer)) as bell:
            yield viewer
            async with aclosing(rings_of(viewer, bell)) as rings:
                async for viewer in rings:  # noqa: PLR1704 (the viewer as it stands now)
                    if viewer.contact_ids != watched:
                        break
                    yield viewer


def _inbox_topics(viewer: Viewer) -> list[Topic]:
    if viewer.is_contact:
        return [Topic(Subject.OVERVIEW, contact_id) for contact_id in viewer.contact_ids]
    if viewer.organisation_id is None:
        raise NotFound
    return [Topic(Subject.DESK, viewer.organisation_id)]


class _Overview:
    """What a viewer has been shown of its list, to tell what is new since.

    Rows are looked for a little further back than the last look, because a change may carry an earlier moment than
    that at which it was committed; what was shown already is not shown again.
    """

    def __init__(self, since: datetime) -> None:
        self._since = since
        self._shown: dict[UUID, object] = {}

    async def changes(self, viewer: Viewer) -> list[Incident | SubIncident]:
        since, self._since = self._since - OVERLAP, clock.now()
        found: list[Any] = await _changed_since(viewer, since)
        new = [row for row in found if self._shown.get(row.id) != _row_mark(viewer, row)]
        self._shown = {row.id: _row_mark(viewer, row) for row in found}
        return new


async def _changed_since(viewer: Viewer, since: datetime) -> list[Incident | SubIncident]:
    if viewer.is_staff:
        return [*await visible_incidents(viewer).filter(last_activity_at__gte=since).order_by("last_activity_at")]
    sides = await visible_sub_incidents(viewer).filter(thread__last_shared_at__gte=since)
    heads = await visible_incidents(viewer).filter(thread__last_shared_at__gte=since)
    return [*sides, *heads]


def _row_mark(viewer: Viewer, row: Incident | SubIncident) -> object:
    if isinstance(row, Incident) and viewer.is_staff:
        return row.last_activity_at
    return (row.thread.last_shared_seq, row.version)


def _inbox_change(row: Incident | SubIncident, unread: int) -> InboxChange:
    if isinstance(row, Incident):
        return InboxChange(unread_count=unread, incident=row)
    return InboxChange(unread_count=unread, sub_incident=row)
