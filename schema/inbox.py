"""The inbox live: what changed on the desk, or in a contact's overview."""

from collections.abc import AsyncGenerator

import models
from auth.viewer import SIGNED_IN
from resolvers import inbox
from schema.audience import followed, personal, shown, shown_type
from schema.context import Info
from schema.incidents import Incident
from schema.sub_incidents import SubIncident


@shown_type(SIGNED_IN, "Something changed for the viewer; both null when only `unreadCount` did.")
class InboxChangedPayload:
    unread_count: int = personal(shown(SIGNED_IN, "How many threads now hold something that the viewer has not read."))
    incident: models.Incident | None = shown(
        SIGNED_IN, "The incident that changed, in itself or in a side thread.", graphql_type=Incident | None
    )
    sub_incident: models.SubIncident | None = shown(
        SIGNED_IN, "The sub-incident that changed, for a contact.", graphql_type=SubIncident | None
    )


@shown_type(SIGNED_IN, "Following the inbox.")
class InboxLive:
    @followed(SIGNED_IN, "How much is unread now, then what changes on the desk of staff or in a contact's overview.")
    async def inbox_changed(self, info: Info) -> AsyncGenerator[InboxChangedPayload, None]:
        async for change in inbox.follow_inbox(info.context.viewer, info.context.house.feed):
            yield InboxChangedPayload(
                unread_count=change.unread_count, incident=change.incident, sub_incident=change.sub_incident
            )
