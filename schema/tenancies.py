"""Tenancies: who rents a unit from when until when."""

from datetime import date

import strawberry

import models
from auth.viewer import Audience
from resolvers import tenancies
from schema.audience import shown, shown_input, shown_type
from schema.contacts import Contact
from schema.context import Info
from schema.ids import row_id
from schema.nodes import Node
from schema.patches import given
from schema.payloads import Payload, act
from schema.properties import Unit

STAFF = Audience.STAFF
ID = strawberry.ID


@shown_type(STAFF, "That a contact rents a unit, alone or with others, for a time.", source=models.Tenancy)
class Tenancy(Node):
    unit: models.Unit = shown(STAFF, "What is rented.", graphql_type=Unit)
    tenant: models.Contact = shown(STAFF, "Who rents it.", graphql_type=Contact)
    from_on: date = shown(STAFF, "The first day.")
    until_on: date | None = shown(STAFF, "The last day; null while it goes on.")
    version: int = shown(STAFF, "Goes up with every change; give it as `expectedVersion`.")


@shown_input(STAFF, "A tenancy to add.")
class CreateTenancyInput:
    unit_id: ID = shown(STAFF, "What is rented; never changes.")
    tenant_id: ID = shown(STAFF, "Who rents it, a contact of type TENANT; never changes.")
    from_on: date = shown(STAFF, "The first day.")
    until_on: date | None = shown(STAFF, "The last day.", default=None)
    idempotency_key: str = shown(STAFF, "Made up by the client; the same key adds one, however often sent.")


@shown_input(STAFF, "What to change about a tenancy; what is absent stays, null clears.")
class UpdateTenancyInput:
    tenancy_id: ID = shown(STAFF, "The tenancy.")
    from_on: strawberry.Maybe[date] = shown(STAFF, "The first day.")
    until_on: strawberry.Maybe[date | None] = shown(STAFF, "The last day; null while it goes on.")
    expected_version: int | None = shown(STAFF, "Refuse with CONFLICT when it is not this version.", default=None)


@shown_type(STAFF, "What became of adding a tenancy.")
class CreateTenancyPayload(Payload):
    tenancy: models.Tenancy | None = shown(STAFF, "The tenancy.", default=None, graphql_type=Tenancy | None)


@shown_type(STAFF, "What became of changing a tenancy.")
class UpdateTenancyPayload(Payload):
    tenancy: models.Tenancy | None = shown(STAFF, "The tenancy.", default=None, graphql_type=Tenancy | None)


@shown_type(STAFF, "Adding and changing tenancies.")
class TenancyActs:
    @act(CreateTenancyPayload, "A contact becomes tenant of a unit.")
    async def create_tenancy(self, info: Info, input: CreateTenancyInput) -> CreateTenancyPayload:
        tenancy = await tenancies.create_tenancy(
            info.context.viewer,
            unit_id=row_id(input.unit_id, models.Unit, "unitId"),
            tenant_id=row_id(input.tenant_id, models.Contact, "tenantId"),
            from_on=input.from_on,
            until_on=input.until_on,
            idempotency_key=input.idempotency_key,
        )
        return CreateTenancyPayload(tenancy=tenancy)

    @act(UpdateTenancyPayload, "Change the time of a tenancy.")
    async def update_tenancy(self, info: Info, input: UpdateTenancyInput) -> UpdateTenancyPayload:
        tenancy = await tenancies.update_tenancy(
            info.context.viewer,
            tenancy_id=row_id(input.tenancy_id, models.Tenancy, "tenancyId"),
            changes=given(input, leave_out={"tenancy_id", "expected_version"}),
            expected_version=input.expected_version,
        )
        return UpdateTenancyPayload(tenancy=tenancy)
