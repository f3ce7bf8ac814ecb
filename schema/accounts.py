"""Mijn Portaal, as staff give it and take it back."""

import strawberry

import models
from auth.viewer import Audience
from resolvers import accounts
from schema.audience import shown, shown_input, shown_type
from schema.contacts import Contact
from schema.context import Info
from schema.ids import row_id
from schema.payloads import Payload, act

STAFF = Audience.STAFF


@shown_input(STAFF, "A contact to let into Mijn Portaal.")
class InviteToPortalInput:
    contact_id: strawberry.ID = shown(STAFF, "The contact; it needs an e-mail address.")


@shown_type(STAFF, "What became of inviting.")
class InviteToPortalPayload(Payload):
    contact: models.Contact | None = shown(STAFF, "The contact.", default=None, graphql_type=Contact | None)


@shown_input(STAFF, "A contact to let into Mijn Portaal no longer.")
class EndPortalAccessInput:
    contact_id: strawberry.ID = shown(STAFF, "The contact.")


@shown_type(STAFF, "What became of ending.")
class EndPortalAccessPayload(Payload):
    contact: models.Contact | None = shown(STAFF, "The contact.", default=None, graphql_type=Contact | None)


@shown_type(STAFF, "Who gets into Mijn Portaal.")
class AccountActs:
    @act(InviteToPortalPayload, "Give a contact an account and send it a letter; once more sends one more letter.")
    async def invite_to_portal(self, info: Info, input: InviteToPortalInput) -> InviteToPortalPayload:
        contact_id = row_id(input.contact_id, models.Contact, "contactId")
        return InviteToPortalPayload(
            contact=await accounts.invite_to_portal(info.context.viewer, contact_id=contact_id)
        )

    @act(EndPortalAccessPayload, "Take a contact out of its account. Guest links go on working.")
    async def end_portal_access(self, info: Info, input: EndPortalAccessInput) -> EndPortalAccessPayload:
        contact_id = row_id(input.contact_id, models.Contact, "contactId")
        return EndPortalAccessPayload(
            contact=await accounts.end_portal_access(info.context.viewer, contact_id=contact_id)
        )
