"""Who is here: who has a thread open, and who is writing in it. Nothing of it lasts, and none of it is history."""

from datetime import datetime
from uuid import UUID

from tortoise import fields

from models.contact import Contact
from models.employee import Employee
from models.message import MessageKind
from models.row import Row
from models.thread import Thread


class Presence(Row):
    """Somebody has a thread open: one row for each open stream, so that a second window closes without the first.

    Past `until` it counts no more: a process that dies leaves nobody behind for long.
    """

    thread: fields.ForeignKeyRelation[Thread] = fields.ForeignKeyField(
        "models.Thread", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    thread_id: UUID
    employee: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name=False, on_delete=fields.CASCADE, null=True, db_index=True
    )
    employee_id: UUID | None
    contact: fields.ForeignKeyNullableRelation[Contact] = fields.ForeignKeyField(
        "models.Contact", related_name=False, on_delete=fields.CASCADE, null=True, db_index=True
    )
    contact_id: UUID | None
    until: datetime = fields.DatetimeField()

    class Meta:
        table = "presence"

    @property
    def since(self) -> datetime:
        return self.created_at

    @property
    def person(self) -> Employee | Contact | None:
        """Who it is, when that is at hand."""
        return self.employee or self.contact


class Typing(Row):
    """Somebody is writing in a thread, a message or a note, since a moment and, unless said again, until another."""

    thread: fields.ForeignKeyRelation[Thread] = fields.ForeignKeyField(
        "models.Thread", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    thread_id: UUID
    employee: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name=False, on_delete=fields.CASCADE, null=True, db_index=True
    )
    employee_id: UUID | None
    contact: fields.ForeignKeyNullableRelation[Contact] = fields.ForeignKeyField(
        "models.Contact", related_name=False, on_delete=fields.CASCADE, null=True, db_index=True
    )
    contact_id: UUID | None
    kind = fields.CharEnumField(MessageKind, max_length=40, description="MessageKind")
    since: datetime = fields.DatetimeField()
    until: datetime = fields.DatetimeField()

    class Meta:
        table = "typing"
        unique_together = (("thread", "employee"), ("thread", "contact"))

    @property
    def person(self) -> Employee | Contact | None:
        """Who it is, when that is at hand."""
        return self.employee or self.contact
