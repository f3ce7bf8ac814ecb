"""A person or company outside: tenant, owner or external party."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields

from models.account import Account
from models.organisation import Locale, Organisation
from models.row import Row


class ContactType(StrEnum):
    """What a contact is to the property manager. Who is two things is two contacts."""

    TENANT = "TENANT"
    OWNER = "OWNER"
    EXTERNAL_PARTY = "EXTERNAL_PARTY"


class Channel(StrEnum):
    """Ways to reach somebody by post."""

    EMAIL = "EMAIL"
    SMS = "SMS"


class Contact(Row):
    """Somebody outside, with how to reach them.

    `quiet_from` and `quiet_until` are times of the day, such as 22:00: what can wait is not sent between the two.
    Of one that was erased the row is left, and nothing in it that says who it was.
    """

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    organisation_id: UUID
    type = fields.CharEnumField(ContactType, max_length=40, description="ContactType")
    name = fields.CharField(max_length=200)
    company = fields.CharField(max_length=200, null=True)
    trade = fields.CharField(max_length=100, null=True)
    email = fields.CharField(max_length=320, null=True)
    phone = fields.CharField(max_length=40, null=True)
    locale = fields.CharEnumField(Locale, max_length=10, default=Locale.NL, description="Locale")
    prefers_email = fields.BooleanField(default=True)
    prefers_sms = fields.BooleanField(default=False)
    quiet_from = fields.CharField(max_length=10, null=True)
    quiet_until = fields.CharField(max_length=10, null=True)
    account: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    account_id: UUID | None
    archived_at = fields.DatetimeField(null=True)
    erased_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "contact"
        indexes = (("organisation_id", "type", "name"),)

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    @property
    def display_name(self) -> str:
        return f"{self.name} ({self.company})" if self.company else self.name

    def address_for(self, channel: Channel) -> str | None:
        """The e-mail address or phone number for a channel, if there is one."""
        return self.email if channel is Channel.EMAIL else self.phone

    @property
    def preferred_channels(self) -> list[Channel]:
        """The channels the contact prefers and can be reached by."""
        wanted = [(Channel.EMAIL, self.prefers_email), (Channel.SMS, self.prefers_sms)]
        return [channel for channel, is_wanted in wanted if is_wanted and self.address_for(channel)]
