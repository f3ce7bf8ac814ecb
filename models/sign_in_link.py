"""A link in an e-mail that signs somebody in, once."""

from datetime import datetime
from uuid import UUID

from tortoise import fields

import clock
from models.account import Account
from models.employee import Employee
from models.organisation import Organisation
from models.row import Row


class SignInLink(Row):
    """For an account or for an employee; its secret is kept as a hash."""

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    organisation_id: UUID
    account: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name=False, on_delete=fields.CASCADE, null=True, db_index=True
    )
    account_id: UUID | None
    employee: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name=False, on_delete=fields.CASCADE, null=True, db_index=True
    )
    employee_id: UUID | None
    token_hash = fields.CharField(max_length=64, unique=True)
    expires_at: datetime = fields.DatetimeField()
    used_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "sign_in_link"

    @property
    def is_usable(self) -> bool:
        return self.used_at is None and self.expires_at > clock.now()
