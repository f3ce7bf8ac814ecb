"""Guest links: issuing and revoking them."""

from datetime import datetime

import strawberry

import models
from auth.viewer import Audience
from models import Channel, GuestLinkStatus
from resolvers import guest_links
from schema.audience import shown, shown_input, shown_type
from schema.context import Info
from schema.ids import row_id
from schema.nodes import Node
from schema.participants import Participant
from schema.payloads import Payload, act

STAFF = Audience.STAFF


@shown_type(STAFF, "A link without a login, to one thread for one contact.", source=models.GuestLink)
class GuestLink(Node):
    contact: models.Contact = shown(STAFF, "For whom it is.", graphql_type=Participant)
    status: GuestLinkStatus = shown(STAFF, "Whether it still opens the thread.")
    created_at: datetime = shown(STAFF, "When it was issued.")
    expires_at: datetime = shown(STAFF, "When it stops.")
    last_used_at: datetime | None = shown(STAFF, "When it was last opened.")


@shown_input(STAFF, "A link to issue.")
class IssueGuestLinkInput:
    thread_id: strawberry.ID = shown(STAFF, "The thread that it opens, for the contact in it.")
    notify_by: list[Channel] = shown(STAFF, "Also send the contact a link of its own this way.", default_factory=list)


@shown_type(STAFF, "What became of issuing.")
class IssueGuestLinkPayload(Payload):
    guest_link: models.GuestLink | None = shown(STAFF, "The link.", default=None, graphql_type=GuestLink | None)
    url: str | None = shown(STAFF, "The address to hand over. It is shown this once.", default=None)


@shown_input(STAFF, "A link to take back.")
class RevokeGuestLinkInput:
    guest_link_id: strawberry.ID = shown(STAFF, "The link.")


@shown_type(STAFF, "What became of revoking.")
class RevokeGuestLinkPayload(Payload):
    guest_link: models.GuestLink | None = shown(STAFF, "The link.", default=None, graphql_type=GuestLink | None)


@shown_type(STAFF, "Issuing and revoking.")
class GuestLinkActs:
    @act(IssueGuestLinkPayload, "Make a link to a thread for the contact in it.")
    async def issue_guest_link(self, info: Info, input: IssueGuestLinkInput) -> IssueGuestLinkPayload:
        issued = await guest_links.issue_guest_link(
            info.context.viewer,
            thread_id=row_id(input.thread_id, models.Thread, "threadId"),
            notify_by=input.notify_by,
        )
        return IssueGuestLinkPayload(guest_link=issued.guest_link, url=issued.url)

    @act(RevokeGuestLinkPayload, "Take a link back; whoever is in by it falls silent.")
    async def revoke_guest_link(self, info: Info, input: RevokeGuestLinkInput) -> RevokeGuestLinkPayload:
        guest_link_id = row_id(input.guest_link_id, models.GuestLink, "guestLinkId")
        link = await guest_links.revoke_guest_link(info.context.viewer, guest_link_id=guest_link_id)
        return RevokeGuestLinkPayload(guest_link=link)
