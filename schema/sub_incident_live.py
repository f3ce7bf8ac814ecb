"""Following a sub-incident."""

from collections.abc import AsyncGenerator

import models
from auth.viewer import SIGNED_IN
from resolvers import live
from schema.arguments import Id
from schema.audience import followed, shown, shown_type
from schema.context import Info
from schema.ids import row_id
from schema.sub_incidents import SubIncident


@shown_type(SIGNED_IN, "A sub-incident that is followed changed.")
class SubIncidentChangedPayload:
    sub_incident: models.SubIncident = shown(SIGNED_IN, "The sub-incident as it stands.", graphql_type=SubIncident)


@shown_type(SIGNED_IN, "Following sub-incidents.")
class SubIncidentLive:
    @followed(SIGNED_IN, "A sub-incident as it stands, then again each time that it changes.")
    async def sub_incident_changed(
        self, info: Info, sub_incident_id: Id
    ) -> AsyncGenerator[SubIncidentChangedPayload, None]:
        followed = live.follow_sub_incident(
            info.context.viewer,
            info.context.house.feed,
            sub_incident_id=row_id(sub_incident_id, models.SubIncident, "subIncidentId"),
        )
        async for sub_incident in followed:
            yield SubIncidentChangedPayload(sub_incident=sub_incident)
