"""A staff account."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields

from models.organisation import Locale, Organisation
from models.row import Row


class EmployeeRole(StrEnum):
    """What an employee may do: an admin may also change settings and accounts."""

    AGENT = "AGENT"
    ADMIN = "ADMIN"


class Employee(Row):
    """Somebody who works for the property manager. Invited ones have no password yet."""

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    organisation_id: UUID
    name = fields.CharField(max_length=200)
    email = fields.CharField(max_length=320)
    phone = fields.CharField(max_length=40, null=True)
    locale = fields.CharEnumField(Locale, max_length=10, default=Locale.NL, description="Locale")
    role = fields.CharEnumField(EmployeeRole, max_length=40, default=EmployeeRole.AGENT, description="EmployeeRole")
    password_hash = fields.CharField(max_length=500, null=True)
    deactivated_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "employee"
        unique_together = (("organisation", "email"),)

    @property
    def is_active(self) -> bool:
        return self.deactivated_at is None
