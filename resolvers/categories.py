"""Categories of incidents: listing, adding and changing them."""

from typing import Any
from uuid import UUID

from auth.acts import require
from auth.doors import lock
from auth.register import access_category, own_organisation, visible_categories
from auth.viewer import Viewer
from models import Category
from realtime.announce import announcing
from resolvers import idempotency
from resolvers.audit import record
from resolvers.checks import (
    BODY_LENGTH,
    NAME_LENGTH,
    TRADE_LENGTH,
    check_optional_text,
    check_range,
    check_text,
    check_version,
)
from resolvers.versions import archiving, save_changes

LAST_POSITION = 9999


async def list_categories(viewer: Viewer, *, is_archived: bool | None = False) -> list[Category]:
    """Categories in their order, for a contact those in use; an organisation has a few dozen at most."""
    rows = visible_categories(viewer)
    if not viewer.is_staff:
        is_archived = False
    if is_archived is not None:
        rows = rows.filter(archived_at__isnull=not is_archived)
    return await rows.order_by("position", "id")


async def get_category(viewer: Viewer, *, category_id: UUID) -> Category | None:
    return await visible_categories(viewer).get_or_none(id=category_id)


async def create_category(
    viewer: Viewer,
    *,
    name_nl: str,
    name_en: str,
    help_nl: str | None = None,
    help_en: str | None = None,
    trade: str | None = None,
    position: int | None = None,
    idempotency_key: str,
) -> Category:
    """Add a category, at the end of the list unless a position is given."""
    require(viewer, "createCategory")
    given = {"name_nl": name_nl, "name_en": name_en, "help_nl": help_nl, "help_en": help_en, "trade": trade}
    columns = _check(given if position is None else {**given, "position": position})

    async with announcing():
        # Before the claim: its row refers to the organisation, and two that hold it so and then lock it, deadlock.
        await lock(await own_organisation(viewer))
        claim = await idempotency.claim(viewer, "createCategory", idempotency_key, columns)
        if not claim.is_repeated:
            columns.setdefault("position", await _next_position(viewer))
            made = await Category.create(id=claim.subject_id, organisation_id=viewer.organisation_id, **columns)
            await record(viewer, "createCategory", made)
    return await access_category(viewer, claim.subject_id)


async def update_category(
    viewer: Viewer, *, category_id: UUID, changes: dict[str, Any], expected_version: int | None = None
) -> Category:
    """Change what stands in `changes`. What is archived stays with its incidents, and is chosen for no new ones."""
    category = await access_category(viewer, category_id)
    require(viewer, "updateCategory")
    check_version(category, expected_version)
    columns = {**_check(changes), **archiving(category, changes)}

    async with announcing():
        await save_changes(category, columns)
        await record(viewer, "updateCategory", category)
    return await access_category(viewer, category_id)


async def _next_position(viewer: Viewer) -> int:
    """Behind the last one in use. The caller holds the organisation, so that two added at once wait for each other."""
    positions = [category.position for category in await list_categories(viewer)]
    return min(max(positions, default=0) + 1, LAST_POSITION)


def _check(given: dict[str, Any]) -> dict[str, Any]:
    """The columns for what a client gave, checked and normalised."""
    columns: dict[str, Any] = {}
    for name, value in given.items():
        match name:
            case "name_nl":
                columns[name] = check_text(value, field="nameNl", limit=NAME_LENGTH)
            case "name_en":
                columns[name] = check_text(value, field="nameEn", limit=NAME_LENGTH)
            case "help_nl":
                columns[name] = check_optional_text(value, field="helpNl", limit=BODY_LENGTH)
            case "help_en":
                columns[name] = check_optional_text(value, field="helpEn", limit=BODY_LENGTH)
            case "trade":
                columns[name] = check_optional_text(value, field=name, limit=TRADE_LENGTH)
            case "position":
                columns[name] = check_range(value, field=name, least=0, most=LAST_POSITION)
    return columns
