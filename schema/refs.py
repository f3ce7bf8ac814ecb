"""The names by which types mention each other before both exist."""

from typing import TYPE_CHECKING, Annotated

import strawberry

if TYPE_CHECKING:
    from schema.deliveries import Delivery
    from schema.guest_links import GuestLink
    from schema.incidents import Incident
    from schema.message_drafts import MessageDraft
    from schema.ownerships import Ownership
    from schema.properties import Property, Unit
    from schema.sub_incidents import SubIncident
    from schema.tenancies import Tenancy
    from schema.threads import Thread
    from schema.viewers import Viewer

DeliveryRef = Annotated["Delivery", strawberry.lazy("schema.deliveries")]
GuestLinkRef = Annotated["GuestLink", strawberry.lazy("schema.guest_links")]
IncidentRef = Annotated["Incident", strawberry.lazy("schema.incidents")]
MessageDraftRef = Annotated["MessageDraft", strawberry.lazy("schema.message_drafts")]
OwnershipRef = Annotated["Ownership", strawberry.lazy("schema.ownerships")]
PropertyRef = Annotated["Property", strawberry.lazy("schema.properties")]
SubIncidentRef = Annotated["SubIncident", strawberry.lazy("schema.sub_incidents")]
TenancyRef = Annotated["Tenancy", strawberry.lazy("schema.tenancies")]
ThreadRef = Annotated["Thread", strawberry.lazy("schema.threads")]
UnitRef = Annotated["Unit", strawberry.lazy("schema.properties")]
ViewerRef = Annotated["Viewer", strawberry.lazy("schema.viewers")]
