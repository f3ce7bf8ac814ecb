"""Who is in a thread, as one of its readers sees it; nobody, to whom may not read it."""

from uuid import UUID

from auth.viewer import Viewer
from resolvers.presence import NOBODY, Company, company_in
from resolvers.threads import list_subjects


async def company_of(viewer: Viewer, thread_id: UUID) -> Company:
    subjects = await list_subjects(viewer, thread_ids=[thread_id])
    return (await company_in(viewer, subjects.values())).get(thread_id, NOBODY)


async def present_in(thread_id: UUID, viewer: Viewer) -> list[str]:
    """The names of who is there."""
    return sorted(person.name for person in (await company_of(viewer, thread_id)).present)


async def typing_in(thread_id: UUID, viewer: Viewer) -> list[str]:
    """The names of who is writing."""
    return sorted(person.name for person in (await company_of(viewer, thread_id)).typing)
