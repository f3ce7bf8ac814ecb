"""The organisation that the viewer belongs to."""

from uuid import UUID

from auth.register import find_organisation, own_organisation
from auth.viewer import Viewer
from models import Organisation


async def get_organisation(viewer: Viewer, *, organisation_id: UUID | None = None) -> Organisation | None:
    """The viewer's own organisation; asked for another, it is not there."""
    if not viewer.is_signed_in or organisation_id not in {None, viewer.organisation_id}:
        return None
    return await own_organisation(viewer)


async def find_by_slug(viewer: Viewer, *, slug: str) -> Organisation | None:
    """An organisation by its name in addresses; who is signed in finds only its own."""
    return await find_organisation(viewer, slug)
