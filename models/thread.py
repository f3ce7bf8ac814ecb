"""The unit of access: who may read a thread may read its messages and its live feed, nothing else."""

from datetime import datetime
from uuid import UUID

from tortoise import fields

from models.contact import Contact
from models.employee import Employee
from models.organisation import Organisation
from models.row import Row


class Thread(Row):
    """A row of messages.

    `last_seq` counts every message, `last_shared_seq` those that everybody in the thread reads (all but notes), so
    that a contact cannot tell from a gap in the numbers that staff wrote a note. Both are handed out under this
    row's lock. The `last_*_id` columns name messages without a foreign key: the reference would be a circle. `is_open`
    tells of the incident at whose head or side it is whether that is open; triggers keep it (`models/tallying.py`).
    """

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    organisation_id: UUID
    last_seq = fields.IntField(default=0)
    last_shared_seq = fields.IntField(default=0)
    last_message_id: UUID | None = fields.UUIDField(null=True)
    last_shared_message_id: UUID | None = fields.UUIDField(null=True)
    last_message_at: datetime | None = fields.DatetimeField(null=True)
    last_shared_at: datetime | None = fields.DatetimeField(null=True)
    is_open = fields.BooleanField(default=False, db_default=False)

    class Meta:
        table = "thread"


class ReadMark(Row):
    """How far one reader has read one thread: an employee counts in `seq`, a contact in `shared_seq`.

    `has_written` and `has_written_shared` tell whether its reader said something, and something that everybody reads.
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
    seq = fields.IntField(default=0)
    read_at: datetime = fields.DatetimeField()
    has_written = fields.BooleanField(default=False, db_default=False)
    has_written_shared = fields.BooleanField(default=False, db_default=False)

    class Meta:
        table = "read_mark"
        unique_together = (("thread", "employee"), ("thread", "contact"))
