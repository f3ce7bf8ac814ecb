"""What can be announced: ids only, never content."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Subject(StrEnum):
    """What can be followed."""

    THREAD = "thread"
    INCIDENT = "incident"
    SUB_INCIDENT = "sub_incident"
    DESK = "desk"  # the inbox of an organisation's staff
    OVERVIEW = "overview"  # what one contact takes part in
    SESSION = "session"
    GUEST_LINK = "guest_link"


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that can be followed, and that a bell can ring for."""

    subject: Subject
    id: UUID

    def __str__(self) -> str:
        return f"{self.subject}:{self.id.hex}"


def parse_topic(text: str) -> Topic:
    """The topic that `str` wrote. Raises ValueError for what is none."""
    subject, _, digits = text.partition(":")
    return Topic(Subject(subject), UUID(hex=digits))


@dataclass(frozen=True)
class MessagePosted:
    """A message was added. `party_id` is the contact for whom it is news, if any."""

    thread_id: UUID
    incident_id: UUID
    organisation_id: UUID
    party_id: UUID | None

    @property
    def topics(self) -> tuple[Topic, ...]:
        return (
            Topic(Subject.THREAD, self.thread_id),
            Topic(Subject.INCIDENT, self.incident_id),
            Topic(Subject.DESK, self.organisation_id),
            *_overview(self.party_id),
        )


@dataclass(frozen=True)
class ThreadRead:
    """Somebody read on: a contact, or without `contact_id` an employee."""

    thread_id: UUID
    organisation_id: UUID
    contact_id: UUID | None

    @property
    def topics(self) -> tuple[Topic, ...]:
        return _overview(self.contact_id) or (Topic(Subject.DESK, self.organisation_id),)


@dataclass(frozen=True)
class IncidentChanged:
    """An incident is not what it was."""

    incident_id: UUID
    organisation_id: UUID

    @property
    def topics(self) -> tuple[Topic, ...]:
        return Topic(Subject.INCIDENT, self.incident_id), Topic(Subject.DESK, self.organisation_id)


@dataclass(frozen=True)
class SubIncidentChanged:
    """A sub-incident is not what it was."""

    sub_incident_id: UUID
    incident_id: UUID
    organisation_id: UUID
    party_id: UUID | None

    @property
    def topics(self) -> tuple[Topic, ...]:
        return (
            Topic(Subject.SUB_INCIDENT, self.sub_incident_id),
            Topic(Subject.INCIDENT, self.incident_id),
            Topic(Subject.DESK, self.organisation_id),
            *_overview(self.party_id),
        )


@dataclass(frozen=True)
class SessionEnded:
    """Somebody signed out."""

    session_id: UUID

    @property
    def topics(self) -> tuple[Topic, ...]:
        return (Topic(Subject.SESSION, self.session_id),)


@dataclass(frozen=True)
class GuestLinkRevoked:
    """A guest link was taken back."""

    guest_link_id: UUID

    @property
    def topics(self) -> tuple[Topic, ...]:
        return (Topic(Subject.GUEST_LINK, self.guest_link_id),)


Announcement = MessagePosted | ThreadRead | IncidentChanged | SubIncidentChanged | SessionEnded | GuestLinkRevoked


def _overview(contact_id: UUID | None) -> tuple[Topic, ...]:
    return (Topic(Subject.OVERVIEW, contact_id),) if contact_id is not None else ()
