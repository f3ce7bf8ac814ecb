"""Properties and units: what is managed."""

from typing import Annotated

import strawberry

import models
from auth.viewer import SIGNED_IN, Audience
from resolvers import properties
from resolvers.pages import PageRequest
from schema.arguments import After, Before, First, Id, IsArchived, Last
from schema.audience import Answers, batched, resolved, shown, shown_type
from schema.connections import Connection
from schema.context import Info
from schema.ids import known_id
from schema.nodes import Node
from schema.refs import OwnershipRef, PropertyRef, TenancyRef

STAFF = Audience.STAFF


@shown_type(SIGNED_IN, "A home or room within a property.", source=models.Unit)
class Unit(Node):
    label: str = shown(SIGNED_IN, "How it is called, such as 12A.")
    version: int = shown(STAFF, "Goes up with every change; give it as `expectedVersion`.")

    @batched(SIGNED_IN, "The property that it is in; null to who may not see that.", graphql_type=PropertyRef | None)
    async def property(self, parents: list[models.Unit], info: Info) -> Answers[models.Property]:
        return await info.context.loaders.properties.all([row.property_id for row in parents])

    @batched(STAFF, "Who rented it when, the last one first.", graphql_type=list[TenancyRef])
    async def tenancies(self, parents: list[models.Unit], info: Info) -> Answers[list[models.Tenancy]]:
        return await info.context.loaders.tenancies_of.all([row.id for row in parents])

    @resolved(STAFF, "Whether it is out of use.")
    def is_archived(self, parent: strawberry.Parent[models.Unit]) -> bool:
        return parent.archived_at is not None


@shown_type(SIGNED_IN, "A building that is managed.", source=models.Property)
class Property(Node):
    name: str | None = shown(SIGNED_IN, "Its name, when it has one.")
    street: str = shown(SIGNED_IN, "The street.")
    house_number: str = shown(SIGNED_IN, "The number in the street.")
    postcode: str = shown(SIGNED_IN, "The postcode.")
    city: str = shown(SIGNED_IN, "The city.")
    address: str = shown(SIGNED_IN, "All of the address on one line.")
    version: int = shown(STAFF, "Goes up with every change; give it as `expectedVersion`.")

    @batched(STAFF, "Its units, by label: those in use, unless asked otherwise.", graphql_type=list[Unit])
    async def units(
        self, parents: list[models.Property], info: Info, is_archived: IsArchived = False
    ) -> Answers[list[models.Unit]]:
        found = await info.context.loaders.units.all([row.id for row in parents])
        return [
            [unit for unit in units or [] if is_archived in {None, unit.archived_at is not None}] for units in found
        ]

    @batched(STAFF, "Who owned it when, the last one first.", graphql_type=list[OwnershipRef])
    async def ownerships(self, parents: list[models.Property], info: Info) -> Answers[list[models.Ownership]]:
        return await info.context.loaders.ownerships_of.all([row.id for row in parents])

    @batched(STAFF, "Whether it is managed for an owner now.", graphql_type=bool)
    async def is_managed_for_owner(self, parents: list[models.Property], info: Info) -> Answers[bool]:
        return await info.context.loaders.has_owner.all([row.id for row in parents])

    @resolved(STAFF, "Whether it is out of use.")
    def is_archived(self, parent: strawberry.Parent[models.Property]) -> bool:
        return parent.archived_at is not None


@shown_type(STAFF, "Finding properties.")
class PropertyQueries:
    @resolved(STAFF, "A property; null when it is not there.", graphql_type=Property | None)
    async def property(self, info: Info, id: Id) -> models.Property | None:
        property_id = known_id(id, models.Property)
        if property_id is None:
            return None
        return await properties.get_property(info.context.viewer, property_id=property_id)

    @resolved(STAFF, "Properties, by address: those in use, unless asked otherwise.", graphql_type=Connection[Property])
    async def properties(
        self,
        info: Info,
        search: Annotated[
            str | None,
            strawberry.argument(
                description="Words in name, street and number, postcode or city; each must be found somewhere."
            ),
        ] = None,
        is_archived: IsArchived = False,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> object:
        return await properties.list_properties(
            info.context.viewer,
            search=search,
            is_archived=is_archived,
            request=PageRequest(first=first, after=after, last=last, before=before),
        )
