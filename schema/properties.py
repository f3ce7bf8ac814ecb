"""Properties and units: what is managed."""

import strawberry

import models
from auth.viewer import SIGNED_IN, Audience
from resolvers import properties
from resolvers.pages import PageRequest
from schema.arguments import After, Before, First, Id, Last, Search
from schema.audience import resolved, shown, shown_type
from schema.connections import Connection, connection
from schema.context import Info
from schema.ids import known_id
from schema.nodes import Node

STAFF = Audience.STAFF


@shown_type(SIGNED_IN, "A home or room within a property.", source=models.Unit)
class Unit(Node):
    label: str = shown(SIGNED_IN, "How it is called, such as 12A.")


@shown_type(SIGNED_IN, "A building that is managed.", source=models.Property)
class Property(Node):
    name: str | None = shown(SIGNED_IN, "Its name, when it has one.")
    street: str = shown(SIGNED_IN, "The street.")
    house_number: str = shown(SIGNED_IN, "The number in the street.")
    postcode: str = shown(SIGNED_IN, "The postcode.")
    city: str = shown(SIGNED_IN, "The city.")
    address: str = shown(SIGNED_IN, "All of the address on one line.")

    @resolved(STAFF, "Its units, by label.", graphql_type=list[Unit])
    async def units(self, parent: strawberry.Parent[models.Property], info: Info) -> list[models.Unit]:
        return await info.context.loaders.units.load(parent.id)

    @resolved(STAFF, "Whether it is managed for an owner now.")
    async def is_managed_for_owner(self, parent: strawberry.Parent[models.Property], info: Info) -> bool:
        return await info.context.loaders.has_owner.load(parent.id)


@shown_type(STAFF, "Finding properties.")
class PropertyQueries:
    @resolved(STAFF, "A property; null when it is not there.", graphql_type=Property | None)
    async def property(self, info: Info, id: Id) -> models.Property | None:
        property_id = known_id(id, models.Property)
        if property_id is None:
            return None
        return await properties.get_property(info.context.viewer, property_id=property_id)

    @resolved(STAFF, "Properties, by address.", graphql_type=Connection[Property])
    async def properties(
        self,
        info: Info,
        search: Search = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> object:
        request = PageRequest(first=first, after=after, last=last, before=before)
        return connection(await properties.list_properties(info.context.viewer, search=search, request=request))
