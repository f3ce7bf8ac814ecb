"""What has an id, and fetching it by that id alone."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import strawberry

from auth.viewer import EVERYBODY, SIGNED_IN, Viewer
from models import (
    Attachment,
    AuditEntry,
    Category,
    Contact,
    Delivery,
    Employee,
    GuestLink,
    Incident,
    Message,
    MessageDraft,
    Organisation,
    Ownership,
    Property,
    Session,
    SubIncident,
    Tenancy,
    Thread,
    Unit,
)
from models.row import Row
from resolvers import (
    attachments,
    audit,
    categories,
    contacts,
    deliveries,
    employees,
    guest_links,
    incidents,
    message_drafts,
    organisations,
    ownerships,
    properties,
    sessions,
    sub_incidents,
    tenancies,
    threads,
    units,
)
from resolvers.checks import check_count
from schema.arguments import Id
from schema.audience import resolved, shown_interface, shown_type
from schema.context import Info
from schema.ids import node_id, parse_id

MOST_NODES = 100
Ids = Annotated[list[strawberry.ID], strawberry.argument(description="At most 100 ids.")]

READERS: dict[type[Row], Callable[[Viewer, Any], Awaitable[Row | None]]] = {
    Attachment: lambda viewer, row_id: attachments.get_attachment(viewer, attachment_id=row_id),
    AuditEntry: lambda viewer, row_id: audit.get_audit_entry(viewer, audit_entry_id=row_id),
    Category: lambda viewer, row_id: categories.get_category(viewer, category_id=row_id),
    Contact: lambda viewer, row_id: contacts.get_contact(viewer, contact_id=row_id),
    Delivery: lambda viewer, row_id: deliveries.get_delivery(viewer, delivery_id=row_id),
    Employee: lambda viewer, row_id: employees.get_employee(viewer, employee_id=row_id),
    GuestLink: lambda viewer, row_id: guest_links.get_guest_link(viewer, guest_link_id=row_id),
    Incident: lambda viewer, row_id: incidents.get_incident(viewer, incident_id=row_id),
    Message: lambda viewer, row_id: threads.get_message(viewer, message_id=row_id),
    MessageDraft: lambda viewer, row_id: message_drafts.get_draft(viewer, draft_id=row_id),
    Organisation: lambda viewer, row_id: organisations.get_organisation(viewer, organisation_id=row_id),
    Ownership: lambda viewer, row_id: ownerships.get_ownership(viewer, ownership_id=row_id),
    Property: lambda viewer, row_id: properties.get_property(viewer, property_id=row_id),
    Session: lambda viewer, row_id: sessions.get_session(viewer, session_id=row_id),
    SubIncident: lambda viewer, row_id: sub_incidents.get_sub_incident(viewer, sub_incident_id=row_id),
    Tenancy: lambda viewer, row_id: tenancies.get_tenancy(viewer, tenancy_id=row_id),
    Thread: lambda viewer, row_id: threads.get_thread(viewer, thread_id=row_id),
    Unit: lambda viewer, row_id: units.get_unit(viewer, unit_id=row_id),
}


@shown_interface(EVERYBODY, "Something with an id that stays the same and is unique over all types.")
class Node:
    @resolved(EVERYBODY, "Opaque; the same in every answer. Give it to `node` to fetch the thing again.")
    def id(self, parent: strawberry.Parent[Row]) -> strawberry.ID:
        return node_id(parent)


@shown_type(EVERYBODY, "Fetching by id.")
class NodeQueries:
    @resolved(SIGNED_IN, "The thing with this id; null when it is not there, or not yours.", graphql_type=Node | None)
    async def node(self, info: Info, id: Id) -> Row | None:
        return await _read(info.context.viewer, id)

    @resolved(
        SIGNED_IN,
        "The things with these ids, in the same order; null in the place of what is not there, or not yours.",
        graphql_type=list[Node | None],
    )
    async def nodes(self, info: Info, ids: Ids) -> list[Row | None]:
        check_count(ids, field="ids", limit=MOST_NODES)
        return [await _read(info.context.viewer, id) for id in ids]


async def _read(viewer: Viewer, id: str) -> Row | None:
    found = parse_id(id)
    return None if found is None else await READERS[found[0]](viewer, found[1])
