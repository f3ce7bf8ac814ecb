"""How many threads there are to read, and how many somebody has read: kept, because counting them would grow."""

from uuid import UUID

from tortoise import fields

from models.employee import Employee
from models.organisation import Organisation
from models.row import Row


class ThreadTally(Row):
    """One entry of a sum, written by the triggers of `models/tallying.py`; see docs/decisions/0019.

    Without an employee: by how much the threads of open incidents that hold something became more or fewer. With one:
    by how much those among them became more or fewer that this employee has read to the end. Entries are only added,
    so that nobody waits for anybody; housekeeping adds them up.
    """

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    organisation_id: UUID
    employee: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name=False, on_delete=fields.CASCADE, null=True, db_index=True
    )
    employee_id: UUID | None
    amount = fields.IntField()

    class Meta:
        table = "thread_tally"
        indexes = (("organisation_id", "employee_id"),)
