"""Who did what when in an incident and all its side threads."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tortoise.queryset import QuerySet

from auth.access import visible_incidents, visible_messages, visible_sub_incidents
from auth.viewer import Viewer
from models import Message
from models.named_rows import Together
from resolvers.pages import Order, Page, PageRequest, read_pages

NEWEST_FIRST = Order(("created_at", "id"), is_descending=True)


async def list_history(viewer: Viewer, *, incident_ids: Sequence[UUID], request: PageRequest) -> list[Page[Message]]:
    """The events of all threads of each incident, newest first; those that only staff read among them."""
    return await read_pages([_events_of(viewer, incident_id) for incident_id in incident_ids], NEWEST_FIRST, request)


def _events_of(viewer: Viewer, incident_id: UUID) -> QuerySet[Message]:
    head = visible_incidents(viewer).filter(id=incident_id)
    sides = visible_sub_incidents(viewer).filter(incident_id=incident_id)
    threads: Any = Together([head.values("thread_id"), sides.values("thread_id")])
    return visible_messages(viewer).filter(thread_id__in=threads, event__isnull=False)
