"""How a contact wants to be told."""

import strawberry

import auth.viewer
import models
from auth.viewer import Audience
from models import Channel, Locale
from resolvers import preferences
from schema.audience import resolved, shown, shown_input, shown_type
from schema.context import Info
from schema.patches import given
from schema.payloads import Payload, act
from schema.refs import ViewerRef

CONTACT = Audience.CONTACT


@shown_type(CONTACT, "How and when the viewer wants to be told.")
class NotificationPreferences:
    locale: Locale = shown(CONTACT, "The language to write in.")
    quiet_from: str | None = shown(CONTACT, "When the quiet hours begin, such as 22:00; null when there are none.")
    quiet_until: str | None = shown(CONTACT, "When they end, such as 07:00. What can wait is sent then.")

    @resolved(CONTACT, "How, where there is an address for it.")
    def channels(self, parent: strawberry.Parent[models.Contact]) -> list[Channel]:
        wanted = [(Channel.EMAIL, parent.prefers_email), (Channel.SMS, parent.prefers_sms)]
        return [channel for channel, is_wanted in wanted if is_wanted]


@shown_input(CONTACT, "What to change; what is absent stays, null clears. It goes for all that the viewer is.")
class UpdateMyPreferencesInput:
    locale: strawberry.Maybe[Locale] = shown(CONTACT, "The language to write in.")
    channels: strawberry.Maybe[list[Channel]] = shown(CONTACT, "How to be told.")
    quiet_from: strawberry.Maybe[str | None] = shown(CONTACT, "When the quiet hours begin, such as 22:00.")
    quiet_until: strawberry.Maybe[str | None] = shown(CONTACT, "When they end, such as 07:00; there are both, or none.")


@shown_type(CONTACT, "What became of changing.")
class UpdateMyPreferencesPayload(Payload):
    viewer: auth.viewer.Viewer | None = shown(
        CONTACT, "The viewer, as it is now.", default=None, graphql_type=ViewerRef | None
    )


@shown_type(CONTACT, "Saying how to be told.")
class PreferenceActs:
    @act(UpdateMyPreferencesPayload, "Change how and when the viewer is told.")
    async def update_my_preferences(self, info: Info, input: UpdateMyPreferencesInput) -> UpdateMyPreferencesPayload:
        viewer = await preferences.update_my_preferences(info.context.viewer, changes=given(input))
        return UpdateMyPreferencesPayload(viewer=viewer)
