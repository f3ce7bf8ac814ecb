"""How a conversation is written down before it is played: who does what, and when, counted from today.

A moment is `12d 09:14` (twelve working days ago), `25m` (minutes ago) or `+2d 10:00` (two working days ahead).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from clock import AMSTERDAM
from models import Decision, IncidentStatus, InterruptionReason, Priority, TaskStatus, WorkOrderStatus


@dataclass(frozen=True)
class Report:
    """Staff write down what somebody rang or came by about."""

    when: str
    who: str
    topic: str
    title: str
    text: str
    reporter: str | None = None
    house: str | None = None
    priority: Priority = Priority.NORMAL


@dataclass(frozen=True)
class Say:
    """A message, in the thread of the job when there is one and of the incident otherwise; a note is for staff."""

    when: str
    who: str
    text: str
    job: str | None = None
    is_note: bool = False


@dataclass(frozen=True)
class Give:
    """A work order for a contractor."""

    when: str
    who: str
    job: str
    to: str
    title: str
    text: str
    due: str | None = None
    access: str | None = None
    share: bool = False


@dataclass(frozen=True)
class Move:
    """What a contractor, or staff, does with a work order."""

    when: str
    who: str
    job: str
    status: WorkOrderStatus
    text: str | None = None
    window: tuple[str, str] | None = None
    interruption: InterruptionReason | None = None


@dataclass(frozen=True)
class Turn:
    """Staff take the incident to another state."""

    when: str
    who: str
    status: IncidentStatus
    message: str | None = None
    reason: str | None = None
    until: str | None = None


@dataclass(frozen=True)
class Form:
    """A tenant reports by the public form."""

    when: str
    who: str
    topic: str
    title: str
    text: str


@dataclass(frozen=True)
class AskOwner:
    """A question to whoever owns the house."""

    when: str
    who: str
    job: str
    title: str
    text: str
    cents: int


@dataclass(frozen=True)
class AskBack:
    """The owner wants to know something first."""

    when: str
    who: str
    job: str
    text: str


@dataclass(frozen=True)
class Decide:
    """The owner decides, or staff write down what the owner said, and `by` whom it was given."""

    when: str
    who: str
    job: str
    decision: Decision
    text: str
    cents: int | None = None
    by: str | None = None


@dataclass(frozen=True)
class Task:
    """A task for a colleague."""

    when: str
    who: str
    job: str
    to: str
    title: str
    text: str


@dataclass(frozen=True)
class MoveTask:
    """What a colleague does with a task."""

    when: str
    who: str
    job: str
    status: TaskStatus


@dataclass(frozen=True)
class Reopen:
    """The reporter says that it is not solved after all."""

    when: str
    who: str
    text: str


Act = Report | Say | Give | Move | Turn | Form | AskOwner | AskBack | Decide | Task | MoveTask | Reopen


@dataclass(frozen=True)
class Conversation:
    """One incident with its side threads, in the order in which things happen."""

    name: str
    acts: tuple[Act, ...]


def moment(when: str, now: datetime) -> datetime:
    """The moment that is meant."""
    count, _, clock_time = when.partition(" ")
    if count.endswith("m"):
        return now - timedelta(minutes=int(count[:-1]))
    return datetime.combine(_day(count, now), time.fromisoformat(clock_time), AMSTERDAM)


def window(between: tuple[str, str], now: datetime) -> tuple[datetime, datetime]:
    """From the one moment until a time on the same day."""
    start = moment(between[0], now)
    return start, datetime.combine(start.date(), time.fromisoformat(between[1]), AMSTERDAM)


def _day(count: str, now: datetime) -> date:
    """Only working days are counted, so that nobody makes an appointment for a Sunday."""
    day = now.astimezone(AMSTERDAM).date()
    step = 1 if count.startswith("+") else -1
    for _ in range(int(count.strip("+d"))):
        day += timedelta(days=step)
        while day.isoweekday() > 5:
            day += timedelta(days=step)
    return day
