"""Reports from outside: by the public form, by account; and what a reporter does with its own."""

import strawberry

import models
from auth.viewer import EVERYBODY, SIGNED_IN, Audience
from models import Channel, Locale
from resolvers import own_reports, public_reports, reporting
from schema.audience import shown, shown_input, shown_type
from schema.context import Info
from schema.ids import known_id, optional_row_id, row_id, row_ids
from schema.incidents import Incident
from schema.payloads import Payload, act

PUBLIC, CONTACT = Audience.PUBLIC, Audience.CONTACT
ID = strawberry.ID


@shown_type(EVERYBODY, "What became of reporting.")
class ReportIncidentPayload(Payload):
    incident: models.Incident | None = shown(SIGNED_IN, "The incident.", default=None, graphql_type=Incident | None)
    reference: str | None = shown(EVERYBODY, "The number by which people name it.", default=None)
    confirmed_by: list[Channel] = shown(
        PUBLIC, "By what a confirmation with a link comes, where it can be delivered.", default_factory=list
    )


@shown_input(PUBLIC, "Who reports. An e-mail address or a phone number is needed to answer.")
class SenderInput:
    name: str = shown(PUBLIC, "The name.")
    email: str | None = shown(PUBLIC, "The e-mail address.", default=None)
    phone: str | None = shown(PUBLIC, "The phone number; 06-12345678 will do.", default=None)
    locale: Locale = shown(PUBLIC, "The language to be answered in.", default=Locale.NL)


@shown_input(PUBLIC, "Where it is.")
class AddressInput:
    postcode: str = shown(PUBLIC, "The postcode.")
    house_number: str = shown(PUBLIC, "The number in the street.")
    street: str | None = shown(PUBLIC, "The street.", default=None)
    city: str | None = shown(PUBLIC, "The city.", default=None)
    unit: str | None = shown(PUBLIC, "Which home or room at that address.", default=None)


@shown_input(PUBLIC, "The work that was done for this report.")
class ProofInput:
    challenge: str = shown(PUBLIC, "The challenge of the form. Sent again, it gives the answer of the first time.")
    nonce: str = shown(PUBLIC, "What solves it.")


@shown_input(PUBLIC, "A defect to report, without an account.", name="ReportIncidentInput")
class ReportByFormInput:
    organisation: str = shown(PUBLIC, "The `slug` of the property manager.")
    category_id: ID = shown(PUBLIC, "What it is about.")
    title: str | None = shown(PUBLIC, "What is wrong, in a line; the category's name when absent.", default=None)
    description: str = shown(PUBLIC, "What is wrong.")
    sender: SenderInput = shown(PUBLIC, "Who reports.")
    address: AddressInput = shown(PUBLIC, "Where it is.")
    proof: ProofInput = shown(PUBLIC, "The work that was done.")
    attachment_ids: list[ID] | None = shown(
        PUBLIC, "Files that were sent for it under the same `reportKey`, at most 10.", default=None
    )
    report_key: str | None = shown(PUBLIC, "The secret under which they were sent.", default=None)


@shown_input(CONTACT, "A defect to report, by account.", name="ReportIncidentInput")
class ReportByAccountInput:
    title: str = shown(CONTACT, "What is wrong, in a line.")
    description: str = shown(CONTACT, "What is wrong.")
    category_id: ID = shown(CONTACT, "What it is about.")
    unit_id: ID | None = shown(CONTACT, "The unit that the viewer rents.", default=None)
    property_id: ID | None = shown(CONTACT, "Or the property that the viewer owns.", default=None)
    attachment_ids: list[ID] | None = shown(
        CONTACT, "Files that the viewer sent for it, without a `threadId`, at most 10.", default=None
    )
    idempotency_key: str = shown(CONTACT, "Made up by the client; the same key reports once, however often sent.")


@shown_input(CONTACT, "A report to take back.")
class CancelIncidentInput:
    incident_id: ID = shown(CONTACT, "The incident.")
    reason: str | None = shown(CONTACT, "Why.", default=None)
    expected_version: int | None = shown(CONTACT, "Refuse with CONFLICT when it is not this version.", default=None)


@shown_input(CONTACT, "A report to open again.")
class ReopenIncidentInput:
    incident_id: ID = shown(CONTACT, "The incident.")
    message: str = shown(CONTACT, "What is still wrong; it is posted in the thread.")
    expected_version: int | None = shown(CONTACT, "Refuse with CONFLICT when it is not this version.", default=None)


@shown_type(CONTACT, "What became of cancelling.")
class CancelIncidentPayload(Payload):
    incident: models.Incident | None = shown(CONTACT, "The incident.", default=None, graphql_type=Incident | None)


@shown_type(CONTACT, "What became of reopening.")
class ReopenIncidentPayload(Payload):
    incident: models.Incident | None = shown(CONTACT, "The incident.", default=None, graphql_type=Incident | None)


@shown_type(EVERYBODY, "What reporters do.")
class ReportActs:
    @act(
        ReportIncidentPayload,
        "Report a defect without an account; a confirmation with a link comes by e-mail or SMS.",
        name="reportIncident",
        to=PUBLIC,
    )
    async def report_by_form(self, info: Info, input: ReportByFormInput) -> ReportIncidentPayload:
        receipt = await public_reports.report_publicly(
            info.context.viewer,
            slug=input.organisation,
            category_id=known_id(input.category_id, models.Category),
            title=input.title,
            description=input.description,
            sender=public_reports.Sender(**vars(input.sender)),
            address=public_reports.Address(**vars(input.address)),
            proof=public_reports.Proof(**vars(input.proof)),
            attachment_ids=row_ids(input.attachment_ids, models.Attachment, "attachmentIds"),
            report_key=input.report_key,
            network_address=info.context.address,
            attempts=info.context.house.attempts,
        )
        return ReportIncidentPayload(reference=receipt.reference, confirmed_by=receipt.confirmed_by)

    @act(
        ReportIncidentPayload,
        "Report a defect in what one rents or owns now, by account.",
        name="reportIncident",
        to=CONTACT,
    )
    async def report_by_account(self, info: Info, input: ReportByAccountInput) -> ReportIncidentPayload:
        incident = await reporting.report_own_incident(
            info.context.viewer,
            title=input.title,
            description=input.description,
            category_id=row_id(input.category_id, models.Category, "categoryId"),
            property_id=optional_row_id(input.property_id, models.Property, "propertyId"),
            unit_id=optional_row_id(input.unit_id, models.Unit, "unitId"),
            attachment_ids=row_ids(input.attachment_ids, models.Attachment, "attachmentIds"),
            idempotency_key=input.idempotency_key,
        )
        return ReportIncidentPayload(incident=incident, reference=incident.reference)

    @act(CancelIncidentPayload, "Take back what one reported.")
    async def cancel_incident(self, info: Info, input: CancelIncidentInput) -> CancelIncidentPayload:
        incident = await own_reports.cancel_incident(
            info.context.viewer,
            incident_id=row_id(input.incident_id, models.Incident, "incidentId"),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return CancelIncidentPayload(incident=incident)

    @act(ReopenIncidentPayload, "Say that it is not solved after all, within 14 days.")
    async def reopen_incident(self, info: Info, input: ReopenIncidentInput) -> ReopenIncidentPayload:
        incident = await own_reports.reopen_incident(
            info.context.viewer,
            incident_id=row_id(input.incident_id, models.Incident, "incidentId"),
            message=input.message,
            expected_version=input.expected_version,
        )
        return ReopenIncidentPayload(incident=incident)
