"""A link without a login: opens exactly one thread for one contact, until it expires or is revoked."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tortoise import fields

import clock
from models.contact import Contact
from models.employee import Employee
from models.organisation import Organisation
from models.row import Row
from models.thread import Thread


class GuestLinkStatus(StrEnum):
    """Whether a link still opens its thread."""

    ACTIVE = "ACTIVE"
    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"


class GuestLink(Row):
    """A link; its secret is kept as a hash, and shown once to whoever carries it."""

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    organisation_id: UUID
    thread: fields.ForeignKeyRelation[Thread] = fields.ForeignKeyField(
        "models.Thread", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    thread_id: UUID
    contact: fields.ForeignKeyRelation[Contact] = fields.ForeignKeyField(
        "models.Contact", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    contact_id: UUID
    issued_by: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    issued_by_id: UUID | None
    token_hash = fields.CharField(max_length=64, unique=True)
    expires_at: datetime = fields.DatetimeField()
    revoked_at: datetime | None = fields.DatetimeField(null=True)
    last_used_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "guest_link"

    @property
    def status(self) -> GuestLinkStatus:
        if self.revoked_at is not None:
            return GuestLinkStatus.REVOKED
        return GuestLinkStatus.ACTIVE if self.expires_at > clock.now() else GuestLinkStatus.EXPIRED

    @property
    def is_active(self) -> bool:
        return self.status is GuestLinkStatus.ACTIVE
