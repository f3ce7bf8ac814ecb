"""Mijn Portaal: the sign-in of people outside, for one contact or for several of the same organisation."""

from uuid import UUID

from tortoise import fields

from models.organisation import Organisation
from models.row import Row


class Account(Row):
    """Who signs in by a link in an e-mail, or with a password when one was set.

    What it reaches is what its contacts take part in; the e-mail address by itself opens nothing.
    """

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    organisation_id: UUID
    email = fields.CharField(max_length=320)
    password_hash = fields.CharField(max_length=500, null=True)

    class Meta:
        table = "account"
        unique_together = (("organisation", "email"),)
