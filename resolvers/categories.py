"""Categories of incidents."""

from uuid import UUID

from auth.register import visible_categories
from auth.viewer import Viewer
from models import Category


async def list_categories(viewer: Viewer) -> list[Category]:
    """All categories in use, in their order; an organisation has a few dozen at most."""
    return await visible_categories(viewer).filter(archived_at__isnull=True).order_by("position", "id")


async def get_category(viewer: Viewer, *, category_id: UUID) -> Category | None:
    return await visible_categories(viewer).get_or_none(id=category_id)
