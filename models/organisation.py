"""The property manager. Every row belongs to exactly one organisation, and nothing crosses."""

import secrets
from enum import StrEnum

from tortoise import fields

from models.row import Row


class Locale(StrEnum):
    """The languages the house speaks."""

    NL = "nl"
    EN = "en"


class ReportRecipients(StrEnum):
    """Which employees are told that a new incident was reported."""

    NOBODY = "NOBODY"
    ADMINS = "ADMINS"
    EVERYBODY = "EVERYBODY"


def new_form_secret() -> str:
    """The key by which an organisation knows its own challenges for the public form again."""
    return secrets.token_hex(32)


class Organisation(Row):
    """A property manager, with its settings.

    Terms are in whole days; None means that nothing is sent. `mail_name` and `mail_address` stand in From. The audit
    trail, what is known of letters that went out, and who reported what is long over are kept for so many days or
    months; None is for ever.
    """

    name = fields.CharField(max_length=200)
    slug = fields.CharField(max_length=100, unique=True)
    locale = fields.CharEnumField(Locale, max_length=10, default=Locale.NL, description="Locale")
    phone = fields.CharField(max_length=40, null=True)
    email = fields.CharField(max_length=320, null=True)
    form_secret = fields.CharField(max_length=100, default=new_form_secret)

    first_responder_becomes_handler = fields.BooleanField(default=True)
    guest_link_days = fields.IntField(default=30)
    confirms_by_email = fields.BooleanField(default=True)
    confirms_by_sms = fields.BooleanField(default=True)
    report_recipients = fields.CharEnumField(
        ReportRecipients, max_length=40, default=ReportRecipients.EVERYBODY, description="ReportRecipients"
    )
    contractor_reminder_days: int | None = fields.IntField(null=True, default=2)
    owner_reminder_days: int | None = fields.IntField(null=True, default=3)
    owner_answer_days: int | None = fields.IntField(null=True, default=10)
    mail_name = fields.CharField(max_length=200, null=True)
    mail_address = fields.CharField(max_length=320, null=True)
    audit_days: int = fields.IntField(default=365, db_default=365)
    delivery_days: int | None = fields.IntField(null=True)
    reporter_months: int | None = fields.IntField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "organisation"
