"""The side thread: a work order, an owner consultation or an internal task, with one party and one thread."""

import secrets
from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.expressions import Q

from models.contact import Contact
from models.employee import Employee
from models.incident import Incident
from models.internal_task import TASK_MOVES
from models.moves import Moves
from models.organisation import Organisation
from models.owner_consultation import CONSULTATION_MOVES, Decision
from models.row import Row
from models.thread import Thread
from models.work_order import WORK_ORDER_MOVES, InterruptionReason

REFERENCE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class SubIncidentKind(StrEnum):
    """What a sub-incident asks of its party."""

    WORK_ORDER = "WORK_ORDER"
    OWNER_CONSULTATION = "OWNER_CONSULTATION"
    INTERNAL_TASK = "INTERNAL_TASK"


MOVES: dict[SubIncidentKind, Moves[Any]] = {
    SubIncidentKind.WORK_ORDER: WORK_ORDER_MOVES,
    SubIncidentKind.OWNER_CONSULTATION: CONSULTATION_MOVES,
    SubIncidentKind.INTERNAL_TASK: TASK_MOVES,
}


def new_reference() -> str:
    """A reference such as 7KQ4-M2XA: drawn, not counted, so that it says nothing about siblings."""
    drawn = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


class SubIncident(Row):
    """A side thread of an incident, of one kind, for one party: a contact, or for an internal task an employee.

    Title, description and thread are its own; nothing is inherited from the head. The columns of one kind stand
    together below and are empty for the others. `version` moves when the sub-incident itself changes. `remind_at` is
    when its party is next reminded that an answer is waited for, `answer_due_at` when waiting for the owner ends.
    """

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    organisation_id: UUID
    incident: fields.ForeignKeyRelation[Incident] = fields.ForeignKeyField(
        "models.Incident", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    incident_id: UUID
    thread: fields.OneToOneRelation[Thread] = fields.OneToOneField(
        "models.Thread", related_name=False, on_delete=fields.RESTRICT
    )
    thread_id: UUID
    reference = fields.CharField(max_length=40, default=new_reference)
    kind = fields.CharEnumField(SubIncidentKind, max_length=40, description="SubIncidentKind")
    title = fields.CharField(max_length=300)
    description = fields.TextField()
    status = fields.CharField(max_length=40)
    party: fields.ForeignKeyNullableRelation[Contact] = fields.ForeignKeyField(
        "models.Contact", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    party_id: UUID | None
    assignee: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    assignee_id: UUID | None
    created_by: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    created_by_id: UUID
    due_at: datetime | None = fields.DatetimeField(null=True)
    seen_at: datetime | None = fields.DatetimeField(null=True)
    closed_at: datetime | None = fields.DatetimeField(null=True)
    remind_at: datetime | None = fields.DatetimeField(null=True)
    reminders_sent = fields.IntField(default=0)
    version = fields.IntField(default=1)

    # work order
    access_instructions = fields.TextField(null=True)
    site_contact: fields.ForeignKeyNullableRelation[Contact] = fields.ForeignKeyField(
        "models.Contact", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    site_contact_id: UUID | None
    appointment_starts_at: datetime | None = fields.DatetimeField(null=True)
    appointment_ends_at: datetime | None = fields.DatetimeField(null=True)
    decline_reason = fields.TextField(null=True)
    interruption_reason = fields.CharEnumField(
        InterruptionReason, max_length=40, null=True, description="InterruptionReason"
    )
    report = fields.TextField(null=True)
    done_at: datetime | None = fields.DatetimeField(null=True)

    # owner consultation
    amount_cents: int | None = fields.BigIntField(null=True)
    approved_amount_cents: int | None = fields.BigIntField(null=True)
    answer_due_at: datetime | None = fields.DatetimeField(null=True)
    decided_at: datetime | None = fields.DatetimeField(null=True)
    decided_by = fields.CharField(max_length=200, null=True)
    decision_reason = fields.TextField(null=True)
    recorded_by: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    recorded_by_id: UUID | None

    class Meta:
        table = "sub_incident"
        unique_together = (("organisation", "reference"),)
        indexes = (
            ("party_id", "created_at"),
            ("remind_at",),
            ("answer_due_at",),
            ("organisation_id", "kind", "status"),
            ("organisation_id", "kind", "status", "incident_id"),
        )

    @property
    def moves(self) -> Moves[Any]:
        """The table of moves of its kind; its keys are also the strings in `status`."""
        return MOVES[self.kind]

    @property
    def is_open(self) -> bool:
        return self.moves.is_open(self.status)

    @property
    def is_consultation(self) -> bool:
        return self.kind is SubIncidentKind.OWNER_CONSULTATION

    @property
    def decision(self) -> Decision | None:
        """What the owner decided, once it has."""
        is_decided = self.is_consultation and self.status in set(Decision)
        return Decision(self.status) if is_decided else None

    @property
    def head_id(self) -> UUID:
        """The head incident that this is a side thread of."""
        return self.incident_id

    @property
    def correspondent_id(self) -> UUID | None:
        """The contact who reads this thread: its party. An internal task has none."""
        return self.party_id

    @property
    def correspondent(self) -> Contact | None:
        """The same contact, on a row that came with its party."""
        return self.party


def is_open_side() -> Q:
    """That it is in an open status of its kind."""
    return reduce(or_, [Q(kind=kind, status__in=moves.open_states()) for kind, moves in MOVES.items()])
