"""Properties: what is managed."""

import re
from collections.abc import Collection
from typing import Any
from uuid import UUID

import clock
from auth.acts import require
from auth.register import access_property, visible_owned, visible_ownerships, visible_properties
from auth.viewer import Viewer
from models import Property
from models.period import holds_on
from realtime.announce import announcing
from resolvers import idempotency
from resolvers.audit import record
from resolvers.checks import NAME_LENGTH, check_optional_text, check_text, check_version
from resolvers.finding import find_page
from resolvers.pages import Order, Page, PageRequest, read_page
from resolvers.searching import at_address, matching_words, near_address, sought, telling
from resolvers.versions import archiving, save_changes

BY_ADDRESS = Order(("street", "house_number", "id"))
NEAREST = 2_000  # in the order of streets, so that what is looked for stands together
DUTCH_POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Za-z]{2})")


async def list_properties(
    viewer: Viewer, *, search: str | None = None, is_archived: bool | None = False, request: PageRequest
) -> Page[Property]:
    """Properties by address; a search looks in name, street and number, postcode and city."""
    rows = visible_properties(viewer)
    if is_archived is not None:
        rows = rows.filter(archived_at__isnull=not is_archived)
    if text := sought(search):
        is_so, longest = matching_words(text, at_address), telling(text)[0]
        rows = await find_page(
            rows,
            is_so=is_so,
            nearest=NEAREST,
            hits=near_address(longest),
            is_hit_so=is_so,
            order=BY_ADDRESS,
            request=request,
        )
    return await read_page(rows, BY_ADDRESS, request)


async def get_property(viewer: Viewer, *, property_id: UUID) -> Property | None:
    return await visible_properties(viewer).get_or_none(id=property_id)


async def list_owned_properties(viewer: Viewer) -> list[Property]:
    """What a contact owns now, by address; nothing for a guest."""
    return await visible_owned(viewer).filter(archived_at__isnull=True).order_by("street", "house_number", "id")


async def list_properties_by_id(viewer: Viewer, *, property_ids: Collection[UUID]) -> dict[UUID, Property]:
    return {row.id: row for row in await visible_properties(viewer).filter(id__in=list(property_ids))}


async def list_managed_for_owner(viewer: Viewer, *, property_ids: Collection[UUID]) -> dict[UUID, bool]:
    """Whether each property has an owner today."""
    current = visible_ownerships(viewer).filter(holds_on(clock.today()), property_id__in=list(property_ids))
    owned = {ownership.property_id for ownership in await current}
    return {property_id: property_id in owned for property_id in property_ids}


async def create_property(
    viewer: Viewer,
    *,
    name: str | None = None,
    street: str,
    house_number: str,
    postcode: str,
    city: str,
    idempotency_key: str,
) -> Property:
    """Add a building."""
    require(viewer, "createProperty")
    columns = _check({"name": name, "street": street, "house_number": house_number, "postcode": postcode, "city": city})

    async with announcing():
        claim = await idempotency.claim(viewer, "createProperty", idempotency_key, columns)
        if not claim.is_repeated:
            made = await Property.create(id=claim.subject_id, organisation_id=viewer.organisation_id, **columns)
            await record(viewer, "createProperty", made)
    return await access_property(viewer, claim.subject_id)


async def update_property(
    viewer: Viewer, *, property_id: UUID, changes: dict[str, Any], expected_version: int | None = None
) -> Property:
    """Change what stands in `changes`. What is archived keeps its incidents, and gets no new ones."""
    building = await access_property(viewer, property_id)
    require(viewer, "updateProperty")
    check_version(building, expected_version)
    columns = {**_check(changes), **archiving(building, changes)}

    async with announcing():
        await save_changes(building, columns)
        await record(viewer, "updateProperty", building)
    return await access_property(viewer, property_id)


def _check(given: dict[str, Any]) -> dict[str, Any]:
    """The columns for what a client gave, checked and normalised."""
    columns: dict[str, Any] = {}
    for name, value in given.items():
        match name:
            case "name":
                columns[name] = check_optional_text(value, field=name, limit=NAME_LENGTH)
            case "street":
                columns[name] = check_text(value, field=name, limit=NAME_LENGTH)
            case "house_number":
                columns[name] = check_text(value, field="houseNumber", limit=40)
            case "postcode":
                columns[name] = _written(check_text(value, field=name, limit=20))
            case "city":
                columns[name] = check_text(value, field=name, limit=100)
    return columns


def _written(postcode: str) -> str:
    """A Dutch postcode as the post writes it: 1012jm is 1012 JM. One from abroad stays as it was typed."""
    dutch = DUTCH_POSTCODE.fullmatch(postcode)
    return f"{dutch[1]} {dutch[2].upper()}" if dutch else postcode
