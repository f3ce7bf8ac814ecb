"""Changing an incident: what it says, where it is, who reported it, and whether they see it."""

from typing import Any
from uuid import UUID

from auth.access import access_incident
from auth.acts import require
from auth.addressees import onlookers_of
from auth.register import access_category, access_contact, access_property, access_unit, own_organisation
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import Event, Incident, MessageKind
from notifications.recipients import confirmation_channels
from realtime.announce import Announce, announcing
from realtime.events import RightsChanged
from resolvers.appending import append_event, posted
from resolvers.audit import record
from resolvers.checks import BODY_LENGTH, TITLE_LENGTH, check_in_use, check_text, check_version
from resolvers.guest_links import revoke_links_of
from resolvers.incidents import save_incident
from resolvers.reporting import check_reporter, confirm


async def update_incident(
    viewer: Viewer, *, incident_id: UUID, changes: dict[str, Any], expected_version: int | None = None
) -> Incident:
    """Change what stands in `changes`: title, description, priority, category_id, property_id, unit_id, reporter_id,
    shared_with_reporter.

    Another reporter takes the place of the former, whose links and streams end; who comes to see it is told.
    """
    incident = await access_incident(viewer, incident_id)
    require(viewer, "updateIncident")
    columns = await _check(viewer, incident, changes)
    check_version(incident, expected_version)

    async with announcing() as announce:
        await save_incident(announce, incident, columns)
        changed = await access_incident(viewer, incident_id)
        await _write_down(viewer, changed, columns)
        await _pass_rights(announce, viewer, incident, changed)
        announce(await posted(changed, MessageKind.NOTE))
        await record(viewer, "updateIncident", incident)
    return await access_incident(viewer, incident_id)


async def _check(viewer: Viewer, incident: Incident, changes: dict[str, Any]) -> dict[str, Any]:
    """The columns for what was given. A property without a unit named has none; a unit belongs to its property."""
    columns = dict(changes)
    for name, limit in {"title": TITLE_LENGTH, "description": BODY_LENGTH}.items():
        if name in columns:
            columns[name] = check_text(columns[name] or "", field=name, limit=limit)
    if "category_id" in columns:
        category = await access_category(viewer, columns["category_id"])
        check_in_use(categoryId=category if category.id != incident.category_id else None)
    if "property_id" in columns:
        building = await access_property(viewer, columns["property_id"])
        check_in_use(propertyId=building if building.id != incident.property_id else None)
        columns.setdefault("unit_id", None)
    if columns.get("unit_id") is not None:
        unit = await access_unit(viewer, columns["unit_id"])
        check_in_use(unitId=unit if unit.id != incident.unit_id else None)
        if unit.property_id != columns.get("property_id", incident.property_id):
            raise Invalid(ErrorCode.UNIT_NOT_IN_PROPERTY, field="unitId")
    if columns.get("reporter_id") is not None:
        check_reporter(await access_contact(viewer, columns["reporter_id"], field="reporterId"))
    return {name: value for name, value in columns.items() if value != getattr(incident, name)}


async def _write_down(viewer: Viewer, incident: Incident, columns: dict[str, Any]) -> None:
    """Staff can read back what was changed when."""
    for event, named in {
        Event.REPORTER_CHANGED: "reporter_id" in columns,
        Event.SHARED_WITH_REPORTER: columns.get("shared_with_reporter") is True,
        Event.HIDDEN_FROM_REPORTER: columns.get("shared_with_reporter") is False,
        Event.DETAILS_CHANGED: bool(columns.keys() - {"reporter_id", "shared_with_reporter"}),
    }.items():
        if named:
            await append_event(incident.thread, event, author=viewer, kind=MessageKind.NOTE)


async def _pass_rights(announce: Announce, viewer: Viewer, before: Incident, after: Incident) -> None:
    """Who no longer sees it falls silent; who sees it from now on is told. A property takes its owners with it."""
    former, present = set(await onlookers_of(before)), set(await onlookers_of(after))
    if former == present:
        return
    if before.reporter_id is not None and before.reporter_id != after.reporter_id:
        await revoke_links_of(announce, viewer, thread_id=after.thread_id, contact_id=before.reporter_id)
    if after.reporter is not None and after.correspondent_id not in {None, before.correspondent_id}:
        organisation = await own_organisation(viewer)
        await confirm(after, after.reporter, confirmation_channels(organisation, after.reporter))
    announce(RightsChanged(contact_ids=tuple(former ^ present), thread_id=after.thread_id))
