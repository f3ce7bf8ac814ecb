"""What is said in a thread."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from tortoise import fields

from models.contact import Contact
from models.employee import Employee
from models.row import Row
from models.thread import Thread


class MessageKind(StrEnum):
    """Who reads a message: everybody in the thread, staff only, or everybody because the system wrote it."""

    POST = "POST"
    NOTE = "NOTE"
    EVENT = "EVENT"


class Event(StrEnum):
    """What happened, for a message that the system wrote."""

    INCIDENT_REPORTED = "INCIDENT_REPORTED"
    STATUS_CHANGED = "STATUS_CHANGED"
    HANDLER_CHANGED = "HANDLER_CHANGED"
    SUB_INCIDENT_CREATED = "SUB_INCIDENT_CREATED"
    APPOINTMENT_MADE = "APPOINTMENT_MADE"
    DETAILS_CHANGED = "DETAILS_CHANGED"
    PARTY_CHANGED = "PARTY_CHANGED"
    REPORTER_CHANGED = "REPORTER_CHANGED"
    SHARED_WITH_REPORTER = "SHARED_WITH_REPORTER"
    HIDDEN_FROM_REPORTER = "HIDDEN_FROM_REPORTER"
    LINK_ISSUED = "LINK_ISSUED"
    LINK_REVOKED = "LINK_REVOKED"


class Message(Row):
    """One message. An `event` of the kind NOTE is one that only staff read.

    `seq` is gapless within the thread; `shared_seq` is its number among what everybody in the thread reads (a note
    repeats that of the message before it). `event` holds facts for the sentence that the catalogues make of it:
    plain strings under the names the catalogues use. `client_key` is the author and the client's own id of the
    message, so that a message sent twice is there once.
    """

    thread: fields.ForeignKeyRelation[Thread] = fields.ForeignKeyField(
        "models.Thread", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    thread_id: UUID
    seq = fields.IntField()
    shared_seq = fields.IntField()
    kind = fields.CharEnumField(MessageKind, max_length=40, description="MessageKind")
    author_employee: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    author_employee_id: UUID | None
    author_contact: fields.ForeignKeyNullableRelation[Contact] = fields.ForeignKeyField(
        "models.Contact", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    author_contact_id: UUID | None
    on_behalf_of: fields.ForeignKeyNullableRelation[Contact] = fields.ForeignKeyField(
        "models.Contact", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    on_behalf_of_id: UUID | None
    body = fields.TextField(default="")
    event = fields.CharEnumField(Event, max_length=60, null=True, description="Event")
    event_facts: dict[str, Any] = fields.JSONField(default=dict)
    client_key = fields.CharField(max_length=300, null=True)

    class Meta:
        table = "message"
        unique_together = (("thread", "seq"), ("thread", "client_key"))
        indexes = (("thread_id", "shared_seq"),)

    @property
    def is_note(self) -> bool:
        return self.kind is MessageKind.NOTE

    @property
    def client_message_id(self) -> str | None:
        """The id that the author's client gave it."""
        return self.client_key.split(" ", 1)[1] if self.client_key else None
