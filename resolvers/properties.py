"""Properties and their units."""

from collections.abc import Collection
from uuid import UUID

from tortoise.expressions import Q

import clock
from auth.register import visible_ownerships, visible_properties, visible_units
from auth.viewer import Viewer
from models import Property, Unit
from resolvers.pages import Order, Page, PageRequest, read_page

BY_ADDRESS = Order(("street", "house_number", "id"))


async def list_properties(viewer: Viewer, *, search: str | None = None, request: PageRequest) -> Page[Property]:
    """Properties by address; a search looks in name, street, postcode and city."""
    rows = visible_properties(viewer).filter(archived_at__isnull=True)
    if search is not None and (text := search.strip()):
        columns = ("name", "street", "postcode", "city")
        rows = rows.filter(Q(*(Q(**{f"{column}__icontains": text}) for column in columns), join_type=Q.OR))
    return await read_page(rows, BY_ADDRESS, request)


async def get_property(viewer: Viewer, *, property_id: UUID) -> Property | None:
    return await visible_properties(viewer).get_or_none(id=property_id)


async def get_unit(viewer: Viewer, *, unit_id: UUID) -> Unit | None:
    return await visible_units(viewer).get_or_none(id=unit_id)


async def list_units_of(viewer: Viewer, *, property_ids: Collection[UUID]) -> dict[UUID, list[Unit]]:
    """The units of each property, by label."""
    found = await visible_units(viewer).filter(property_id__in=list(property_ids), archived_at__isnull=True)
    by_property: dict[UUID, list[Unit]] = {property_id: [] for property_id in property_ids}
    for unit in sorted(found, key=lambda unit: unit.label):
        by_property[unit.property_id].append(unit)
    return by_property


async def list_managed_for_owner(viewer: Viewer, *, property_ids: Collection[UUID]) -> dict[UUID, bool]:
    """Whether each property has an owner today."""
    today = clock.today()
    current = visible_ownerships(viewer).filter(
        Q(until_on__isnull=True) | Q(until_on__gte=today), property_id__in=list(property_ids), from_on__lte=today
    )
    owned = {ownership.property_id for ownership in await current}
    return {property_id: property_id in owned for property_id in property_ids}
