"""The names by which types mention each other before both exist."""

from typing import TYPE_CHECKING, Annotated

import strawberry

if TYPE_CHECKING:
    from schema.deliveries import Delivery
    from schema.guest_links import GuestLink
    from schema.incidents import Incident
    from schema.message_drafts import MessageDraft
    from schema.sub_incidents import SubIncident
    from schema.threads import Thread

DeliveryRef = Annotated["Delivery", strawberry.lazy("schema.deliveries")]
GuestLinkRef = Annotated["GuestLink", strawberry.lazy("schema.guest_links")]
IncidentRef = Annotated["Incident", strawberry.lazy("schema.incidents")]
MessageDraftRef = Annotated["MessageDraft", strawberry.lazy("schema.message_drafts")]
SubIncidentRef = Annotated["SubIncident", strawberry.lazy("schema.sub_incidents")]
ThreadRef = Annotated["Thread", strawberry.lazy("schema.threads")]
