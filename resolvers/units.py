"""Units: the homes and rooms within a property."""

import re
from collections.abc import Collection
from typing import Any
from uuid import UUID

from auth.acts import require
from auth.doors import lock
from auth.register import access_property, access_unit, current_tenancies, visible_units
from auth.viewer import Viewer
from models import Unit
from realtime.announce import announcing
from resolvers import idempotency
from resolvers.audit import record
from resolvers.checks import check_in_use, check_text, check_version
from resolvers.grouping import grouped
from resolvers.versions import archiving, save_changes

LABEL_LENGTH = 100
DIGITS_AND_LETTERS = re.compile(r"([0-9]{0,18})([^0-9]*)")


async def get_unit(viewer: Viewer, *, unit_id: UUID) -> Unit | None:
    return await visible_units(viewer).get_or_none(id=unit_id)


async def list_units_of(viewer: Viewer, *, property_ids: Collection[UUID]) -> dict[UUID, list[Unit]]:
    """The units of each property, by label; those out of use too."""
    found = await visible_units(viewer).filter(property_id__in=list(property_ids)).order_by("id")
    return grouped(sorted(found, key=_in_numbers), property_ids, "property_id")


async def list_rented_units(viewer: Viewer) -> list[Unit]:
    """What a contact rents now, by label; nothing for a guest."""
    return sorted(await visible_units(viewer).filter(archived_at__isnull=True).order_by("id"), key=_in_numbers)


async def list_homes_of(viewer: Viewer, *, contact_ids: Collection[UUID]) -> dict[UUID, list[Unit]]:
    """The units that each contact rents now, by label."""
    tenancies = await current_tenancies(viewer).filter(tenant_id__in=list(contact_ids)).order_by("id")
    homes = {unit.id: unit for unit in await visible_units(viewer).filter(id__in=[row.unit_id for row in tenancies])}
    by_tenant = grouped(tenancies, contact_ids, "tenant_id")
    return {row_id: sorted((homes[row.unit_id] for row in rows), key=_in_numbers) for row_id, rows in by_tenant.items()}


def _in_numbers(unit: Unit) -> list[tuple[int, str]]:
    """As people count: 7, 9, 11, 11A, 13."""
    return [(int(digits or 0), letters) for digits, letters in DIGITS_AND_LETTERS.findall(unit.label.casefold())]


async def create_unit(viewer: Viewer, *, property_id: UUID, label: str, idempotency_key: str) -> Unit:
    """Add a unit to a property, where it stays."""
    building = await access_property(viewer, property_id)
    require(viewer, "createUnit")
    columns: dict[str, Any] = {
        "property_id": building.id,
        "label": check_text(label, field="label", limit=LABEL_LENGTH),
    }

    async with announcing():
        claim = await idempotency.claim(viewer, "createUnit", idempotency_key, columns)
        if not claim.is_repeated:
            check_in_use(propertyId=await lock(building))
            made = await Unit.create(id=claim.subject_id, organisation_id=viewer.organisation_id, **columns)
            await record(viewer, "createUnit", made)
    return await access_unit(viewer, claim.subject_id)


async def update_unit(
    viewer: Viewer, *, unit_id: UUID, changes: dict[str, Any], expected_version: int | None = None
) -> Unit:
    """Change what stands in `changes`: label, is_archived."""
    unit = await access_unit(viewer, unit_id)
    require(viewer, "updateUnit")
    check_version(unit, expected_version)
    columns = archiving(unit, changes)
    if "label" in changes:
        columns["label"] = check_text(changes["label"], field="label", limit=LABEL_LENGTH)

    async with announcing():
        await save_changes(unit, columns)
        await record(viewer, "updateUnit", unit)
    return await access_unit(viewer, unit_id)
