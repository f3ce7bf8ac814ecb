"""That somebody is signed in: an employee, a contact by its account, or a contact by a guest link."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tortoise import fields

import clock
from models.account import Account
from models.employee import Employee
from models.guest_link import GuestLink
from models.organisation import Organisation
from models.row import Row


class SessionKind(StrEnum):
    """By what somebody came in."""

    PASSWORD = "PASSWORD"  # noqa: S105
    SIGN_IN_LINK = "SIGN_IN_LINK"
    GUEST_LINK = "GUEST_LINK"


class Session(Row):
    """A sign-in; its secret is kept as a hash. One that came from a guest link ends with the link.

    `browser` names what it was opened in, such as `Firefox, Windows`. `last_used_at` is right to some minutes.
    """

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
    kind = fields.CharEnumField(SessionKind, max_length=40, null=True, description="SessionKind")
    browser = fields.CharField(max_length=100, null=True)
    token_hash = fields.CharField(max_length=64, unique=True)
    expires_at: datetime = fields.DatetimeField()
    last_used_at: datetime | None = fields.DatetimeField(null=True, default=clock.now)
    ended_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "session"
