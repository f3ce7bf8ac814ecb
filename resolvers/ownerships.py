"""Ownerships: who owns a property from when until when, and whether they see its incidents."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.queryset import QuerySet

from auth.acts import require
from auth.doors import lock
from auth.register import access_contact, access_ownership, access_property, visible_ownerships
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import ContactType, Ownership
from realtime.announce import announcing
from realtime.events import RightsChanged
from resolvers import idempotency
from resolvers.audit import record
from resolvers.checks import check_in_use, check_version
from resolvers.grouping import grouped
from resolvers.periods import check_period, period_of
from resolvers.versions import save_changes


async def get_ownership(viewer: Viewer, *, ownership_id: UUID) -> Ownership | None:
    return await visible_ownerships(viewer).get_or_none(id=ownership_id)


async def list_ownerships_of(viewer: Viewer, *, property_ids: Collection[UUID]) -> dict[UUID, list[Ownership]]:
    """Who owned each property when, the last one first."""
    found = await visible_ownerships(viewer).filter(property_id__in=list(property_ids)).order_by("-from_on", "-id")
    return grouped(found, property_ids, "property_id")


async def list_ownerships_by(viewer: Viewer, *, owner_ids: Collection[UUID]) -> dict[UUID, list[Ownership]]:
    """What each contact owned when, the last one first."""
    found = await visible_ownerships(viewer).filter(owner_id__in=list(owner_ids)).order_by("-from_on", "-id")
    return grouped(found, owner_ids, "owner_id")


async def create_ownership(
    viewer: Viewer,
    *,
    property_id: UUID,
    owner_id: UUID,
    from_on: date,
    until_on: date | None = None,
    sees_incidents: bool = False,
    idempotency_key: str,
) -> Ownership:
    """A contact becomes owner of a property, or one of its owners; what it may see follows the dates."""
    building = await access_property(viewer, property_id)
    owner = await access_contact(viewer, owner_id, field="ownerId")
    require(viewer, "createOwnership")
    if owner.type is not ContactType.OWNER:
        raise Invalid(ErrorCode.WRONG_CONTACT_TYPE, field="ownerId")
    columns: dict[str, Any] = {
        "property_id": building.id,
        "owner_id": owner.id,
        "from_on": from_on,
        "until_on": until_on,
        "sees_incidents": sees_incidents,
    }

    async with announcing() as announce:
        claim = await idempotency.claim(viewer, "createOwnership", idempotency_key, columns)
        if not claim.is_repeated:
            check_in_use(propertyId=await lock(building), ownerId=await lock(owner))
            await check_period(_of_same(viewer, building.id, owner.id), from_on, until_on)
            made = await Ownership.create(id=claim.subject_id, organisation_id=viewer.organisation_id, **columns)
            announce(RightsChanged(contact_ids=(owner.id,)))
            await record(viewer, "createOwnership", made)
    return await access_ownership(viewer, claim.subject_id)


async def update_ownership(
    viewer: Viewer, *, ownership_id: UUID, changes: dict[str, Any], expected_version: int | None = None
) -> Ownership:
    """Change what stands in `changes`: from_on, until_on, sees_incidents. For another owner there is another one."""
    ownership = await access_ownership(viewer, ownership_id)
    require(viewer, "updateOwnership")
    check_version(ownership, expected_version)
    others = _of_same(viewer, ownership.property_id, ownership.owner_id)

    async with announcing() as announce:
        await lock(ownership.property)
        await check_period(others, *period_of(ownership, changes), except_id=ownership.id)
        await save_changes(ownership, changes)
        announce(RightsChanged(contact_ids=(ownership.owner_id,)))
        await record(viewer, "updateOwnership", ownership)
    return await access_ownership(viewer, ownership_id)


def _of_same(viewer: Viewer, property_id: UUID, owner_id: UUID) -> QuerySet[Ownership]:
    return visible_ownerships(viewer).filter(property_id=property_id, owner_id=owner_id)
