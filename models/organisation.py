"""The property manager. Every row belongs to exactly one organisation, and nothing crosses."""

from enum import StrEnum

from tortoise import fields

from models.row import Row


class Locale(StrEnum):
    """The languages the house speaks."""

    NL = "nl"
    EN = "en"


class Organisation(Row):
    """A property manager, with its settings."""

    name = fields.CharField(max_length=200)
    slug = fields.CharField(max_length=100, unique=True)
    locale = fields.CharEnumField(Locale, max_length=10, default=Locale.NL, description="Locale")
    phone = fields.CharField(max_length=40, null=True)
    email = fields.CharField(max_length=320, null=True)

    first_responder_becomes_handler = fields.BooleanField(default=True)
    guest_link_days = fields.IntField(default=30)

    class Meta:
        table = "organisation"
