"""A building that is managed, and who owned it when."""

from datetime import date
from uuid import UUID

from tortoise import fields

from models.contact import Contact
from models.organisation import Organisation
from models.row import Row


class Property(Row):
    """A building or complex."""

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    organisation_id: UUID
    name = fields.CharField(max_length=200, null=True)
    street = fields.CharField(max_length=200)
    house_number = fields.CharField(max_length=40)
    postcode = fields.CharField(max_length=20)
    city = fields.CharField(max_length=100)
    archived_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "property"
        indexes = (("organisation_id", "street"),)

    @property
    def address(self) -> str:
        """Street and number, postcode and city, on one line."""
        return f"{self.street} {self.house_number}, {self.postcode} {self.city}"


class Ownership(Row):
    """That a contact owns a property from one date to another; managed for third parties means there is one now."""

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    organisation_id: UUID
    property: fields.ForeignKeyRelation[Property] = fields.ForeignKeyField(
        "models.Property", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    property_id: UUID
    owner: fields.ForeignKeyRelation[Contact] = fields.ForeignKeyField(
        "models.Contact", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    owner_id: UUID
    from_on: date = fields.DateField()
    until_on: date | None = fields.DateField(null=True)
    sees_incidents = fields.BooleanField(default=False)
    version = fields.IntField(default=1)

    class Meta:
        table = "ownership"
