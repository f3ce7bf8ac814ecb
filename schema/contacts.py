"""Contacts: people and companies outside."""

from datetime import datetime
from typing import Annotated

import strawberry

import models
from auth.viewer import SIGNED_IN, Audience
from models import Channel, ContactType, Locale
from resolvers import contacts
from resolvers.contacts import ContactFilter
from resolvers.pages import PageRequest
from schema.arguments import FILTER, After, Before, First, Id, Last
from schema.audience import Answers, batched, resolved, shown, shown_input, shown_type
from schema.connections import Connection
from schema.context import Info
from schema.ids import known_id, row_id
from schema.nodes import Node
from schema.patches import given
from schema.payloads import Payload, act
from schema.refs import OwnershipRef, TenancyRef, UnitRef
from schema.scalars import EmailAddress, PhoneNumber

STAFF = Audience.STAFF
ID = strawberry.ID


@shown_type(SIGNED_IN, "A person or company outside. A contact sees itself.", source=models.Contact)
class Contact(Node):
    type: ContactType = shown(SIGNED_IN, "What it is to the organisation.")
    name: str = shown(SIGNED_IN, "The name of the person.")
    company: str | None = shown(SIGNED_IN, "The company.")
    trade: str | None = shown(SIGNED_IN, "What an external party does, such as plumbing.")
    email: EmailAddress | None = shown(SIGNED_IN, "The e-mail address.")
    phone: PhoneNumber | None = shown(SIGNED_IN, "The phone number.")
    locale: Locale = shown(SIGNED_IN, "The language to write in.")
    preferred_channels: list[Channel] = shown(SIGNED_IN, "How it wants to be told, where it has the address for it.")
    is_archived: bool = shown(STAFF, "Whether it is out of use.")
    created_at: datetime = shown(STAFF, "When it was added.")
    version: int = shown(STAFF, "Goes up with every change; give it as `expectedVersion`.")

    @batched(SIGNED_IN, "What it rents now, by label.", graphql_type=list[UnitRef])
    async def units(self, parents: list[models.Contact], info: Info) -> Answers[list[models.Unit]]:
        return await info.context.loaders.homes.all([row.id for row in parents])

    @resolved(STAFF, "Whether it has an account in Mijn Portaal.")
    def has_account(self, parent: strawberry.Parent[models.Contact]) -> bool:
        return parent.account_id is not None

    @batched(STAFF, "What it rented when, the last one first.", graphql_type=list[TenancyRef])
    async def tenancies(self, parents: list[models.Contact], info: Info) -> Answers[list[models.Tenancy]]:
        return await info.context.loaders.tenancies_by.all([row.id for row in parents])

    @batched(STAFF, "What it owned when, the last one first.", graphql_type=list[OwnershipRef])
    async def ownerships(self, parents: list[models.Contact], info: Info) -> Answers[list[models.Ownership]]:
        return await info.context.loaders.ownerships_by.all([row.id for row in parents])


@shown_input(STAFF, "Which contacts.")
class ContactFilterInput:
    type: ContactType | None = shown(STAFF, "Only of this type.", default=None)
    search: str | None = shown(
        STAFF,
        "Words in name, company, trade, e-mail, phone or the address of what it rents or owns; all must be found.",
        default=None,
    )
    is_archived: bool = shown(STAFF, "Those out of use, instead of those in use.", default=False)


@shown_type(STAFF, "Finding contacts.")
class ContactQueries:
    @resolved(STAFF, "A contact; null when it is not there.", graphql_type=Contact | None)
    async def contact(self, info: Info, id: Id) -> models.Contact | None:
        contact_id = known_id(id, models.Contact)
        return None if contact_id is None else await contacts.get_contact(info.context.viewer, contact_id=contact_id)

    @resolved(STAFF, "Contacts, by name.", graphql_type=Connection[Contact])
    async def contacts(
        self,
        info: Info,
        filter: Annotated[ContactFilterInput | None, FILTER] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> object:
        wanted = ContactFilter(**vars(filter)) if filter is not None else ContactFilter()
        request = PageRequest(first=first, after=after, last=last, before=before)
        return await contacts.list_contacts(info.context.viewer, wanted=wanted, request=request)


@shown_input(STAFF, "A contact to add.")
class CreateContactInput:
    type: ContactType = shown(STAFF, "What it is to the organisation; never changes.")
    name: str = shown(STAFF, "The name of the person.")
    company: str | None = shown(STAFF, "The company.", default=None)
    trade: str | None = shown(STAFF, "What an external party does.", default=None)
    email: str | None = shown(STAFF, "The e-mail address.", default=None)
    phone: str | None = shown(STAFF, "The phone number; 06-12345678 will do.", default=None)
    locale: Locale = shown(STAFF, "The language to write in.", default=Locale.NL)
    preferred_channels: list[Channel] = shown(
        STAFF, "How it wants to be told.", default_factory=lambda: [Channel.EMAIL]
    )
    idempotency_key: str = shown(STAFF, "Made up by the client; the same key adds one contact, however often sent.")


@shown_input(STAFF, "What to change about a contact; what is absent stays, null clears.")
class UpdateContactInput:
    contact_id: ID = shown(STAFF, "The contact.")
    name: strawberry.Maybe[str] = shown(STAFF, "The name of the person.")
    company: strawberry.Maybe[str | None] = shown(STAFF, "The company.")
    trade: strawberry.Maybe[str | None] = shown(STAFF, "What an external party does.")
    email: strawberry.Maybe[str | None] = shown(STAFF, "The e-mail address.")
    phone: strawberry.Maybe[str | None] = shown(STAFF, "The phone number.")
    locale: strawberry.Maybe[Locale] = shown(STAFF, "The language to write in.")
    preferred_channels: strawberry.Maybe[list[Channel]] = shown(STAFF, "How it wants to be told.")
    is_archived: strawberry.Maybe[bool] = shown(
        STAFF,
        "Whether it is out of use. Its links and account then stop; refused while something open is for it.",
    )
    expected_version: int | None = shown(STAFF, "Refuse with CONFLICT when it is not this version.", default=None)


@shown_type(STAFF, "What became of adding a contact.")
class CreateContactPayload(Payload):
    contact: models.Contact | None = shown(STAFF, "The contact.", default=None, graphql_type=Contact | None)


@shown_type(STAFF, "What became of changing a contact.")
class UpdateContactPayload(Payload):
    contact: models.Contact | None = shown(STAFF, "The contact.", default=None, graphql_type=Contact | None)


@shown_type(STAFF, "Adding and changing contacts.")
class ContactActs:
    @act(CreateContactPayload, "Add a contact with its type.")
    async def create_contact(self, info: Info, input: CreateContactInput) -> CreateContactPayload:
        return CreateContactPayload(contact=await contacts.create_contact(info.context.viewer, **vars(input)))

    @act(UpdateContactPayload, "Change a contact.")
    async def update_contact(self, info: Info, input: UpdateContactInput) -> UpdateContactPayload:
        contact = await contacts.update_contact(
            info.context.viewer,
            contact_id=row_id(input.contact_id, models.Contact, "contactId"),
            changes=given(input, leave_out={"contact_id", "expected_version"}),
            expected_version=input.expected_version,
        )
        return UpdateContactPayload(contact=contact)
