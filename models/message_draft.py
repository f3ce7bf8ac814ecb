"""What an employee is about to say in a thread: a copy from another thread, to be reviewed before it is posted."""

from uuid import UUID

from tortoise import fields

from models.employee import Employee
from models.message import Message
from models.row import Row
from models.thread import Thread


class MessageDraft(Row):
    """Only its employee sees it. `source` is the message that it was copied from."""

    thread: fields.ForeignKeyRelation[Thread] = fields.ForeignKeyField(
        "models.Thread", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    thread_id: UUID
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    employee_id: UUID
    source: fields.ForeignKeyRelation[Message] = fields.ForeignKeyField(
        "models.Message", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    source_id: UUID
    body = fields.TextField()

    class Meta:
        table = "message_draft"
        unique_together = (("thread", "employee", "source"),)
