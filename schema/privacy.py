"""What a person may ask of an organisation about itself: everything that is kept, and to be forgotten."""

import orjson
import strawberry

import models
from auth.viewer import Audience
from resolvers import erasing, exporting
from schema.audience import shown, shown_input, shown_type
from schema.contacts import Contact
from schema.context import Info
from schema.ids import row_id
from schema.payloads import Payload, act

ADMIN = Audience.ADMIN


@shown_input(ADMIN, "A contact that asks what is kept about it.")
class ExportContactInput:
    contact_id: strawberry.ID = shown(ADMIN, "The contact.")


@shown_type(ADMIN, "What is kept about a contact.")
class ExportContactPayload(Payload):
    content: str | None = shown(ADMIN, "All of it, as a JSON document to hand over.", default=None)


@shown_input(ADMIN, "A contact that is to be forgotten.")
class EraseContactInput:
    contact_id: strawberry.ID = shown(ADMIN, "The contact; with nothing open, and nothing rented or owned today.")
    removes_content: bool = shown(
        ADMIN,
        "Remove what it wrote and the files that it sent too; otherwise they stay, without a name.",
        default=False,
    )


@shown_type(ADMIN, "What became of erasing.")
class EraseContactPayload(Payload):
    contact: models.Contact | None = shown(
        ADMIN, "What is left of the contact: nothing that says who it was.", default=None, graphql_type=Contact | None
    )


@shown_type(ADMIN, "What a person may ask about itself.")
class PrivacyActs:
    @act(ExportContactPayload, "Everything that is kept about a contact, to hand over.")
    async def export_contact(self, info: Info, input: ExportContactInput) -> ExportContactPayload:
        contact_id = row_id(input.contact_id, models.Contact, "contactId")
        kept = await exporting.export_contact(info.context.viewer, contact_id=contact_id)
        return ExportContactPayload(content=orjson.dumps(kept, option=orjson.OPT_INDENT_2).decode())

    @act(EraseContactPayload, "Forget who a contact was. It cannot be undone.")
    async def erase_contact(self, info: Info, input: EraseContactInput) -> EraseContactPayload:
        contact = await erasing.erase_contact(
            info.context.viewer,
            contact_id=row_id(input.contact_id, models.Contact, "contactId"),
            removes_content=input.removes_content,
        )
        return EraseContactPayload(contact=contact)
