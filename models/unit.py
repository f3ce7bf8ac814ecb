"""A home or room within a property, and who rented it when."""

from datetime import date
from uuid import UUID

from tortoise import fields

from models.contact import Contact
from models.organisation import Organisation
from models.property import Property
from models.row import Row


class Unit(Row):
    """A part of a property that is let."""

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    organisation_id: UUID
    property: fields.ForeignKeyRelation[Property] = fields.ForeignKeyField(
        "models.Property", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    property_id: UUID
    label = fields.CharField(max_length=100)
    archived_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "unit"


class Tenancy(Row):
    """That a contact rents a unit from one date to another."""

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    organisation_id: UUID
    unit: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField(
        "models.Unit", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    unit_id: UUID
    tenant: fields.ForeignKeyRelation[Contact] = fields.ForeignKeyField(
        "models.Contact", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    tenant_id: UUID
    from_on: date = fields.DateField()
    until_on: date | None = fields.DateField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "tenancy"
