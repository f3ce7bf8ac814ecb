"""Who did what when in an incident and all its side threads."""

from typing import Any
from uuid import UUID

from auth.access import visible_incidents, visible_messages, visible_sub_incidents
from auth.viewer import Viewer
from models import Message
from models.named_rows import Together
from resolvers.pages import Order, Page, PageRequest, read_page

NEWEST_FIRST = Order(("created_at", "id"), is_descending=True)


async def list_history(viewer: Viewer, *, incident_id: UUID, request: PageRequest) -> Page[Message]:
    """The events of all threads of an incident, newest first; those that only staff read among them."""
    head = visible_incidents(viewer).filter(id=incident_id)
    sides = visible_sub_incidents(viewer).filter(incident_id=incident_id)
    threads: Any = Together([head.values("thread_id"), sides.values("thread_id")])
    rows = visible_messages(viewer).filter(thread_id__in=threads, event__isnull=False)
    return await read_page(rows, NEWEST_FIRST, request)
