"""The settings of an organisation, for its admins."""

import strawberry

import models
from auth.viewer import Audience
from models import Channel, ReportRecipients
from resolvers import organisations
from schema.audience import resolved, shown, shown_input, shown_type
from schema.context import Info
from schema.patches import given
from schema.payloads import Payload, act
from schema.scalars import EmailAddress, PhoneNumber

ADMIN = Audience.ADMIN


@shown_type(ADMIN, "How an organisation works, and how it appears in its post.", source=models.Organisation)
class OrganisationSettings:
    name: str = shown(ADMIN, "Its name.")
    email: EmailAddress | None = shown(ADMIN, "The address at which people outside reach it.")
    phone: PhoneNumber | None = shown(ADMIN, "The phone number at which people outside reach it.")
    first_responder_becomes_handler: bool = shown(
        ADMIN, "Whether the employee who first answers the reporter of a new incident becomes its handler."
    )
    guest_link_days: int = shown(ADMIN, "How many days a guest link stands.")
    report_recipients: ReportRecipients = shown(ADMIN, "Which employees are told of a new incident.")
    contractor_reminder_days: int | None = shown(
        ADMIN, "After how many days without an answer a contractor is reminded; null is never."
    )
    owner_reminder_days: int | None = shown(
        ADMIN, "After how many days without an answer an owner is reminded; null is never."
    )
    owner_answer_days: int | None = shown(ADMIN, "How many days an owner has to answer; null is without end.")
    mail_name: str | None = shown(ADMIN, "The sender's name in its letters; null is the organisation's name.")
    mail_address: EmailAddress | None = shown(
        ADMIN, "The sender's address in its letters; null is that of the installation."
    )
    audit_days: int = shown(ADMIN, "How many days the audit trail is kept.")
    delivery_days: int | None = shown(ADMIN, "How many days it is known which letters went out; null is for ever.")
    reporter_months: int | None = shown(
        ADMIN, "How many months after the last thing was closed a tenant who left is erased; null is never."
    )
    version: int = shown(ADMIN, "Goes up with every change; give it as `expectedVersion`.")

    @resolved(ADMIN, "How the reporter of an incident is sent a confirmation, where there is an address for it.")
    def confirmation_channels(self, parent: strawberry.Parent[models.Organisation]) -> list[Channel]:
        wanted = {Channel.EMAIL: parent.confirms_by_email, Channel.SMS: parent.confirms_by_sms}
        return [channel for channel, is_wanted in wanted.items() if is_wanted]


@shown_type(ADMIN, "Reading the settings.")
class SettingsQueries:
    @resolved(ADMIN, "The settings of the organisation.", graphql_type=OrganisationSettings)
    async def settings(self, info: Info) -> models.Organisation | None:
        return await organisations.get_organisation(info.context.viewer)


@shown_input(ADMIN, "What to change about the settings; what is absent stays, null clears.")
class UpdateSettingsInput:
    name: strawberry.Maybe[str] = shown(ADMIN, "Its name.")
    email: strawberry.Maybe[str | None] = shown(ADMIN, "The address at which people outside reach it.")
    phone: strawberry.Maybe[str | None] = shown(ADMIN, "The phone number at which people outside reach it.")
    first_responder_becomes_handler: strawberry.Maybe[bool] = shown(
        ADMIN, "Whether the employee who first answers the reporter of a new incident becomes its handler."
    )
    guest_link_days: strawberry.Maybe[int] = shown(ADMIN, "How many days a guest link stands: 1 to 365.")
    confirmation_channels: strawberry.Maybe[list[Channel]] = shown(
        ADMIN, "How the reporter of an incident is sent a confirmation; empty is not at all."
    )
    report_recipients: strawberry.Maybe[ReportRecipients] = shown(ADMIN, "Which employees are told of a new incident.")
    contractor_reminder_days: strawberry.Maybe[int | None] = shown(
        ADMIN, "After how many days, 1 to 90, a contractor is reminded; null is never."
    )
    owner_reminder_days: strawberry.Maybe[int | None] = shown(
        ADMIN, "After how many days, 1 to 90, an owner is reminded; null is never."
    )
    owner_answer_days: strawberry.Maybe[int | None] = shown(
        ADMIN, "How many days, 1 to 90, an owner has to answer; null is without end."
    )
    mail_name: strawberry.Maybe[str | None] = shown(
        ADMIN, "The sender's name in its letters; null is the organisation's name."
    )
    mail_address: strawberry.Maybe[str | None] = shown(
        ADMIN, "The sender's address in its letters; the mail server must be allowed to send for it."
    )
    audit_days: strawberry.Maybe[int] = shown(ADMIN, "How many days the audit trail is kept: 90 to 3650.")
    delivery_days: strawberry.Maybe[int | None] = shown(
        ADMIN, "How many days, 30 to 3650, it is known which letters went out; null is for ever."
    )
    reporter_months: strawberry.Maybe[int | None] = shown(
        ADMIN, "After how many months, 1 to 120, a tenant who left is erased; null is never."
    )
    expected_version: int | None = shown(ADMIN, "Refuse with CONFLICT when it is not this version.", default=None)


@shown_type(ADMIN, "What became of changing the settings.")
class UpdateSettingsPayload(Payload):
    settings: models.Organisation | None = shown(
        ADMIN, "The settings as they stand.", default=None, graphql_type=OrganisationSettings | None
    )


@shown_type(ADMIN, "Changing the settings.")
class SettingsActs:
    @act(UpdateSettingsPayload, "Change the settings of the organisation.")
    async def update_settings(self, info: Info, input: UpdateSettingsInput) -> UpdateSettingsPayload:
        organisation = await organisations.update_settings(
            info.context.viewer,
            changes=given(input, leave_out={"expected_version"}),
            expected_version=input.expected_version,
        )
        return UpdateSettingsPayload(settings=organisation)
