"""The head: one report of a defect, from the moment it is reported until it is closed."""

from builtins import property as fact  # within Incident, `property` is a column
from datetime import date, datetime
from enum import IntEnum, StrEnum
from uuid import UUID

from tortoise import fields

from models.category import Category
from models.contact import Contact
from models.employee import Employee
from models.moves import Mover, Moves, State
from models.organisation import Organisation
from models.property import Property
from models.row import Row
from models.thread import Thread
from models.unit import Unit


class IncidentStatus(StrEnum):
    """Where an incident stands."""

    REPORTED = "REPORTED"
    IN_PROGRESS = "IN_PROGRESS"
    WAITING_FOR_REPORTER = "WAITING_FOR_REPORTER"
    DEFERRED = "DEFERRED"
    RESOLVED = "RESOLVED"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"


class Priority(IntEnum):
    """How much hurry there is; numbers, so that a list can be in this order."""

    LOW = 1
    NORMAL = 2
    HIGH = 3
    URGENT = 4


STAFF, REPORTER, CLOCK = Mover.STAFF, Mover.REPORTER, Mover.CLOCK
S = IncidentStatus

# The codes of ONDERHOUDSVERZOEKSTATUS in VERA, the Dutch housing data standard.
INCIDENT_MOVES: Moves[IncidentStatus] = Moves(
    {
        S.REPORTED: State(
            "REG",
            is_open=True,
            to={
                S.IN_PROGRESS: STAFF,
                S.WAITING_FOR_REPORTER: STAFF,
                S.DEFERRED: STAFF,
                S.RESOLVED: STAFF,
                S.CANCELLED: STAFF | REPORTER,
            },
        ),
        S.IN_PROGRESS: State(
            "INB",
            is_open=True,
            to={
                S.WAITING_FOR_REPORTER: STAFF,
                S.DEFERRED: STAFF,
                S.RESOLVED: STAFF,
                S.CANCELLED: STAFF | REPORTER,
            },
        ),
        S.WAITING_FOR_REPORTER: State(
            "INB",
            is_open=True,
            to={
                S.IN_PROGRESS: STAFF | REPORTER,
                S.DEFERRED: STAFF,
                S.RESOLVED: STAFF,
                S.CANCELLED: STAFF | REPORTER,
            },
        ),
        S.DEFERRED: State(
            "INB",
            is_open=True,
            to={
                S.IN_PROGRESS: STAFF | CLOCK,
                S.WAITING_FOR_REPORTER: STAFF,
                S.DEFERRED: STAFF,
                S.RESOLVED: STAFF,
                S.CANCELLED: STAFF | REPORTER,
            },
        ),
        S.RESOLVED: State("TEC", is_open=False, to={S.CLOSED: STAFF, S.IN_PROGRESS: STAFF | REPORTER}),
        S.CLOSED: State("AFG", is_open=False, to={S.IN_PROGRESS: STAFF | REPORTER}),
        S.CANCELLED: State("GEA", is_open=False, to={}),
    }
)


REOPEN_DAYS = 14


class Incident(Row):
    """A report of a defect, its coordination, and its own thread with the reporter.

    `last_activity_at` moves with everything that staff would want to see in their inbox: the incident, its thread,
    its sub-incidents and their threads. `version` moves when the incident itself changes. `reported_address` is what a
    reporter typed; `property` is empty until that is known to be one of ours. `waits_on_*` tell of which kinds it has
    open side threads; the database keeps them (`models/waiting.py`).
    """

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    organisation_id: UUID
    thread: fields.OneToOneRelation[Thread] = fields.OneToOneField(
        "models.Thread", related_name=False, on_delete=fields.RESTRICT
    )
    thread_id: UUID
    reference = fields.CharField(max_length=40)
    title = fields.CharField(max_length=300)
    description = fields.TextField()
    category: fields.ForeignKeyRelation[Category] = fields.ForeignKeyField(
        "models.Category", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    category_id: UUID
    property: fields.ForeignKeyNullableRelation[Property] = fields.ForeignKeyField(
        "models.Property", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    property_id: UUID | None
    reported_address = fields.CharField(max_length=400, null=True)
    unit: fields.ForeignKeyNullableRelation[Unit] = fields.ForeignKeyField(
        "models.Unit", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    unit_id: UUID | None
    reporter: fields.ForeignKeyNullableRelation[Contact] = fields.ForeignKeyField(
        "models.Contact", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    reporter_id: UUID | None
    shared_with_reporter = fields.BooleanField(default=True)
    handler: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    handler_id: UUID | None
    status = fields.CharEnumField(
        IncidentStatus, max_length=40, default=IncidentStatus.REPORTED, description="IncidentStatus"
    )
    priority = fields.IntEnumField(Priority, default=Priority.NORMAL, description="Priority")
    reported_at: datetime = fields.DatetimeField()
    deferred_until_on: date | None = fields.DateField(null=True)
    resolved_at: datetime | None = fields.DatetimeField(null=True)
    closed_at: datetime | None = fields.DatetimeField(null=True)
    last_activity_at: datetime = fields.DatetimeField()
    waits_on_work_order = fields.BooleanField(default=False, db_default=False)
    waits_on_consultation = fields.BooleanField(default=False, db_default=False)
    waits_on_task = fields.BooleanField(default=False, db_default=False)
    version = fields.IntField(default=1)

    class Meta:
        table = "incident"
        unique_together = (("organisation", "reference"),)
        indexes = (
            ("organisation_id", "last_activity_at", "id"),
            ("organisation_id", "status", "last_activity_at"),
            ("organisation_id", "priority", "last_activity_at", "id"),
            ("organisation_id", "reported_at", "id"),
            ("handler_id", "last_activity_at", "id"),
            ("category_id", "last_activity_at", "id"),
        )

    @fact
    def is_open(self) -> bool:
        return INCIDENT_MOVES.is_open(self.status)

    @fact
    def ended_at(self) -> datetime | None:
        """When it was closed or, before that, resolved; the reporter can reopen it for `REOPEN_DAYS` from then."""
        return self.closed_at or self.resolved_at

    @fact
    def address(self) -> str:
        """Where it is, as far as is known: that of the property, or else what the reporter typed."""
        return self.property.address if self.property is not None else self.reported_address or ""

    @fact
    def address_with_unit(self) -> str:
        """The same, and in which unit."""
        return f"{self.address}, {self.unit.label}" if self.unit is not None else self.address

    @fact
    def head_id(self) -> UUID:
        """The head incident of this thread: itself."""
        return self.id

    @fact
    def correspondent_id(self) -> UUID | None:
        """The contact who reads this thread: the reporter, unless it is kept from them."""
        return self.reporter_id if self.shared_with_reporter else None

    @fact
    def correspondent(self) -> Contact | None:
        """The same contact, on a row that came with its reporter."""
        return self.reporter if self.shared_with_reporter else None


class IncidentCounter(Row):
    """The last number given to an incident of one organisation in one year; read and raised under its lock."""

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    organisation_id: UUID
    year = fields.IntField()
    last_number = fields.IntField(default=0)

    class Meta:
        table = "incident_counter"
        unique_together = (("organisation", "year"),)
