"""What staff do with properties and units: adding and changing them."""

import strawberry

import models
from auth.viewer import Audience
from resolvers import properties, units
from schema.audience import shown, shown_input, shown_type
from schema.context import Info
from schema.ids import row_id
from schema.patches import given
from schema.payloads import Payload, act
from schema.properties import Property, Unit

STAFF = Audience.STAFF
ID = strawberry.ID


@shown_input(STAFF, "A building to add.")
class CreatePropertyInput:
    name: str | None = shown(STAFF, "Its name, when it has one.", default=None)
    street: str = shown(STAFF, "The street.")
    house_number: str = shown(STAFF, "The number in the street, with what comes after it.")
    postcode: str = shown(STAFF, "The postcode; 1012jm becomes 1012 JM.")
    city: str = shown(STAFF, "The city.")
    idempotency_key: str = shown(STAFF, "Made up by the client; the same key adds one property, however often sent.")


@shown_input(STAFF, "What to change about a property; what is absent stays, null clears.")
class UpdatePropertyInput:
    property_id: ID = shown(STAFF, "The property.")
    name: strawberry.Maybe[str | None] = shown(STAFF, "Its name.")
    street: strawberry.Maybe[str] = shown(STAFF, "The street.")
    house_number: strawberry.Maybe[str] = shown(STAFF, "The number in the street, with what comes after it.")
    postcode: strawberry.Maybe[str] = shown(STAFF, "The postcode.")
    city: strawberry.Maybe[str] = shown(STAFF, "The city.")
    is_archived: strawberry.Maybe[bool] = shown(STAFF, "Whether it is out of use: nothing new is about it then.")
    expected_version: int | None = shown(STAFF, "Refuse with CONFLICT when it is not this version.", default=None)


@shown_input(STAFF, "A unit to add.")
class CreateUnitInput:
    property_id: ID = shown(STAFF, "The property that it is in; never changes.")
    label: str = shown(STAFF, "How it is called, such as 12A.")
    idempotency_key: str = shown(STAFF, "Made up by the client; the same key adds one unit, however often sent.")


@shown_input(STAFF, "What to change about a unit; what is absent stays.")
class UpdateUnitInput:
    unit_id: ID = shown(STAFF, "The unit.")
    label: strawberry.Maybe[str] = shown(STAFF, "How it is called.")
    is_archived: strawberry.Maybe[bool] = shown(STAFF, "Whether it is out of use: nothing new is about it then.")
    expected_version: int | None = shown(STAFF, "Refuse with CONFLICT when it is not this version.", default=None)


@shown_type(STAFF, "What became of adding a property.")
class CreatePropertyPayload(Payload):
    property: models.Property | None = shown(STAFF, "The property.", default=None, graphql_type=Property | None)


@shown_type(STAFF, "What became of changing a property.")
class UpdatePropertyPayload(Payload):
    property: models.Property | None = shown(STAFF, "The property.", default=None, graphql_type=Property | None)


@shown_type(STAFF, "What became of adding a unit.")
class CreateUnitPayload(Payload):
    unit: models.Unit | None = shown(STAFF, "The unit.", default=None, graphql_type=Unit | None)


@shown_type(STAFF, "What became of changing a unit.")
class UpdateUnitPayload(Payload):
    unit: models.Unit | None = shown(STAFF, "The unit.", default=None, graphql_type=Unit | None)


@shown_type(STAFF, "Adding and changing properties and units.")
class PropertyActs:
    @act(CreatePropertyPayload, "Add a building.")
    async def create_property(self, info: Info, input: CreatePropertyInput) -> CreatePropertyPayload:
        return CreatePropertyPayload(property=await properties.create_property(info.context.viewer, **vars(input)))

    @act(UpdatePropertyPayload, "Change a building, or put it out of use.")
    async def update_property(self, info: Info, input: UpdatePropertyInput) -> UpdatePropertyPayload:
        building = await properties.update_property(
            info.context.viewer,
            property_id=row_id(input.property_id, models.Property, "propertyId"),
            changes=given(input, leave_out={"property_id", "expected_version"}),
            expected_version=input.expected_version,
        )
        return UpdatePropertyPayload(property=building)

    @act(CreateUnitPayload, "Add a unit to a property.")
    async def create_unit(self, info: Info, input: CreateUnitInput) -> CreateUnitPayload:
        unit = await units.create_unit(
            info.context.viewer,
            property_id=row_id(input.property_id, models.Property, "propertyId"),
            label=input.label,
            idempotency_key=input.idempotency_key,
        )
        return CreateUnitPayload(unit=unit)

    @act(UpdateUnitPayload, "Change a unit, or put it out of use.")
    async def update_unit(self, info: Info, input: UpdateUnitInput) -> UpdateUnitPayload:
        unit = await units.update_unit(
            info.context.viewer,
            unit_id=row_id(input.unit_id, models.Unit, "unitId"),
            changes=given(input, leave_out={"unit_id", "expected_version"}),
            expected_version=input.expected_version,
        )
        return UpdateUnitPayload(unit=unit)
