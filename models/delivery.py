"""One notice to one person over one channel: a row of the outbox, and afterwards the record of what became of it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tortoise import fields

import clock
from models.account import Account
from models.contact import Channel, Contact
from models.employee import Employee
from models.organisation import Organisation
from models.row import Row
from models.thread import Thread


class Notice(StrEnum):
    """What a letter is about."""

    REPORT_CONFIRMED = "REPORT_CONFIRMED"
    INCIDENT_REPORTED = "INCIDENT_REPORTED"
    INCIDENT_MOVED = "INCIDENT_MOVED"
    INCIDENT_CANCELLED = "INCIDENT_CANCELLED"
    INCIDENT_REOPENED = "INCIDENT_REOPENED"
    HANDLER_ASSIGNED = "HANDLER_ASSIGNED"
    DEFERRAL_OVER = "DEFERRAL_OVER"
    WORK_ORDER_GIVEN = "WORK_ORDER_GIVEN"
    WORK_ORDER_REMINDER = "WORK_ORDER_REMINDER"
    WORK_ORDER_UNANSWERED = "WORK_ORDER_UNANSWERED"
    WORK_ORDER_ANSWERED = "WORK_ORDER_ANSWERED"
    WORK_ORDER_PLANNED = "WORK_ORDER_PLANNED"
    WORK_ORDER_DONE = "WORK_ORDER_DONE"
    WORK_ORDER_CHANGED = "WORK_ORDER_CHANGED"
    OWNER_CONSULTATION_ASKED = "OWNER_CONSULTATION_ASKED"
    OWNER_CONSULTATION_REMINDER = "OWNER_CONSULTATION_REMINDER"
    OWNER_CONSULTATION_ANSWERED = "OWNER_CONSULTATION_ANSWERED"
    OWNER_CONSULTATION_CHANGED = "OWNER_CONSULTATION_CHANGED"
    INTERNAL_TASK_GIVEN = "INTERNAL_TASK_GIVEN"
    INTERNAL_TASK_MOVED = "INTERNAL_TASK_MOVED"
    MESSAGES_UNREAD = "MESSAGES_UNREAD"
    PORTAL_INVITATION = "PORTAL_INVITATION"
    EMPLOYEE_INVITATION = "EMPLOYEE_INVITATION"
    SIGN_IN_LINK = "SIGN_IN_LINK"


class DeliveryStatus(StrEnum):
    """What became of a delivery. SKIPPED: not needed any more when its turn came. FAILED: given up, can be retried."""

    PENDING = "PENDING"
    SENDING = "SENDING"
    SENT = "SENT"
    SKIPPED = "SKIPPED"
    FAILED = "FAILED"


class Delivery(Row):
    """A notice on its way. It carries ids only: the letter is written when it is carried, through its reader's door.

    `claimed_until` is how long one worker may hold it before another may take over; `message_id` stays the same
    over all attempts, so that a mail server recognises a repetition. `dedupe_key` is set while the delivery is
    pending, and makes that one such delivery waits at a time. What is about signing in has no thread.
    """

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    organisation_id: UUID
    notice = fields.CharEnumField(Notice, max_length=60, description="Notice")
    channel = fields.CharEnumField(Channel, max_length=40, description="Channel")
    contact: fields.ForeignKeyNullableRelation[Contact] = fields.ForeignKeyField(
        "models.Contact", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    contact_id: UUID | None
    employee: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    employee_id: UUID | None
    account: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    account_id: UUID | None
    thread: fields.ForeignKeyNullableRelation[Thread] = fields.ForeignKeyField(
        "models.Thread", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    thread_id: UUID | None
    status = fields.CharEnumField(
        DeliveryStatus, max_length=40, default=DeliveryStatus.PENDING, description="DeliveryStatus"
    )
    attempts = fields.IntField(default=0)
    due_at: datetime = fields.DatetimeField(default=clock.now)
    claimed_until: datetime | None = fields.DatetimeField(null=True)
    sent_at: datetime | None = fields.DatetimeField(null=True)
    last_error = fields.CharField(max_length=500, null=True)
    dedupe_key = fields.CharField(max_length=200, null=True, unique=True)

    class Meta:
        table = "delivery"
        indexes = (("status", "due_at"),)

    @property
    def message_id(self) -> str:
        """The Message-ID of the e-mail, without the domain."""
        return f"delivery.{self.id.hex}"
