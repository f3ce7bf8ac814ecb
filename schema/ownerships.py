"""Ownerships: who owns a property from when until when."""

from datetime import date

import strawberry

import models
from auth.viewer import Audience
from resolvers import ownerships
from schema.audience import shown, shown_input, shown_type
from schema.contacts import Contact
from schema.context import Info
from schema.ids import row_id
from schema.nodes import Node
from schema.patches import given
from schema.payloads import Payload, act
from schema.properties import Property

STAFF = Audience.STAFF
ID = strawberry.ID


@shown_type(STAFF, "That a contact owns a property, alone or with others, for a time.", source=models.Ownership)
class Ownership(Node):
    property: models.Property = shown(STAFF, "What is owned.", graphql_type=Property)
    owner: models.Contact = shown(STAFF, "Who owns it.", graphql_type=Contact)
    from_on: date = shown(STAFF, "The first day.")
    until_on: date | None = shown(STAFF, "The last day; null while it goes on.")
    sees_incidents: bool = shown(
        STAFF, "Whether the owner sees all incidents of the property, for as long as it lasts."
    )
    version: int = shown(STAFF, "Goes up with every change; give it as `expectedVersion`.")


@shown_input(STAFF, "An ownership to add.")
class CreateOwnershipInput:
    property_id: ID = shown(STAFF, "What is owned; never changes.")
    owner_id: ID = shown(STAFF, "Who owns it, a contact of type OWNER; never changes.")
    from_on: date = shown(STAFF, "The first day.")
    until_on: date | None = shown(STAFF, "The last day.", default=None)
    sees_incidents: bool = shown(STAFF, "Whether the owner sees all incidents of the property.", default=False)
    idempotency_key: str = shown(STAFF, "Made up by the client; the same key adds one, however often sent.")


@shown_input(STAFF, "What to change about an ownership; what is absent stays, null clears.")
class UpdateOwnershipInput:
    ownership_id: ID = shown(STAFF, "The ownership.")
    from_on: strawberry.Maybe[date] = shown(STAFF, "The first day.")
    until_on: strawberry.Maybe[date | None] = shown(STAFF, "The last day; null while it goes on.")
    sees_incidents: strawberry.Maybe[bool] = shown(STAFF, "Whether the owner sees all incidents of the property.")
    expected_version: int | None = shown(STAFF, "Refuse with CONFLICT when it is not this version.", default=None)


@shown_type(STAFF, "What became of adding an ownership.")
class CreateOwnershipPayload(Payload):
    ownership: models.Ownership | None = shown(STAFF, "The ownership.", default=None, graphql_type=Ownership | None)


@shown_type(STAFF, "What became of changing an ownership.")
class UpdateOwnershipPayload(Payload):
    ownership: models.Ownership | None = shown(STAFF, "The ownership.", default=None, graphql_type=Ownership | None)


@shown_type(STAFF, "Adding and changing ownerships.")
class OwnershipActs:
    @act(CreateOwnershipPayload, "A contact becomes owner of a property; what it may see follows the dates.")
    async def create_ownership(self, info: Info, input: CreateOwnershipInput) -> CreateOwnershipPayload:
        ownership = await ownerships.create_ownership(
            info.context.viewer,
            property_id=row_id(input.property_id, models.Property, "propertyId"),
            owner_id=row_id(input.owner_id, models.Contact, "ownerId"),
            from_on=input.from_on,
            until_on=input.until_on,
            sees_incidents=input.sees_incidents,
            idempotency_key=input.idempotency_key,
        )
        return CreateOwnershipPayload(ownership=ownership)

    @act(UpdateOwnershipPayload, "Change the time of an ownership, or what the owner sees.")
    async def update_ownership(self, info: Info, input: UpdateOwnershipInput) -> UpdateOwnershipPayload:
        ownership = await ownerships.update_ownership(
            info.context.viewer,
            ownership_id=row_id(input.ownership_id, models.Ownership, "ownershipId"),
            changes=given(input, leave_out={"ownership_id", "expected_version"}),
            expected_version=input.expected_version,
        )
        return UpdateOwnershipPayload(ownership=ownership)
