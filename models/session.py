"""That somebody is signed in: an employee, a contact by its account, or a contact by a guest link."""

from datetime import datetime
from uuid import UUID

from tortoise import fields

from models.account import Account
from models.employee import Employee
from models.guest_link import GuestLink
from models.organisation import Organisation
from models.row import Row


class Session(Row):
    """A sign-in; its secret is kept as a hash. One that came from a guest link ends with the link."""

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    organisation_id: UUID
    employee: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name=False, on_delete=fields.CASCADE, null=True, db_index=True
    )
    employee_id: UUID | None
    account: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name=False, on_delete=fields.CASCADE, null=True, db_index=True
    )
    account_id: UUID | None
    guest_link: fields.ForeignKeyNullableRelation[GuestLink] = fields.ForeignKeyField(
        "models.GuestLink", related_name=False, on_delete=fields.CASCADE, null=True, db_index=True
    )
    guest_link_id: UUID | None
    token_hash = fields.CharField(max_length=64, unique=True)
    expires_at: datetime = fields.DatetimeField()
    ended_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "session"
