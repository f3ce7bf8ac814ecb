"""An appointment as a calendar reads it: RFC 5545."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from icalendar import Calendar, Event


@dataclass(frozen=True)
class Appointment:
    """A visit. `uid` stays the same when it is moved and `sequence` goes up, so that a calendar moves it along."""

    uid: UUID
    sequence: int
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    written_at: datetime


def calendar_file(appointment: Appointment) -> bytes:
    """The file. It names nobody: a calendar is often shared, and kept by others."""
    event = Event()
    event.add("uid", str(appointment.uid))
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.written_at.astimezone(UTC))
    event.add("dtstart", appointment.starts_at.astimezone(UTC))
    event.add("dtend", appointment.ends_at.astimezone(UTC))
    event.add("summary", appointment.title)
    event.add("location", appointment.place)
    event.add("status", "CANCELLED" if appointment.is_cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Huismeester//Huismeester//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
