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
    READERS = "readers"  # how far everybody in a thread has read, who is there, and who writes
    RIGHTS = "rights"  # what one contact may reach
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
    """A message was added. `contact_ids` are those for whom it is news."""

    thread_id: UUID
    incident_id: UUID
    organisation_id: UUID
    contact_ids: tuple[UUID, ...]

    @property
    def topics(self) -> tuple[Topic, ...]:
        return (
            Topic(Subject.THREAD, self.thread_id),
            Topic(Subject.READERS, self.thread_id),
            Topic(Subject.INCIDENT, self.incident_id),
            Topic(Subject.DESK, self.organisation_id),
            *_overviews(self.contact_ids),
        )


@dataclass(frozen=True)
class ThreadRead:
    """Somebody read on: somebody who is these contacts, or without any an employee."""

    thread_id: UUID
    organisation_id: UUID
    contact_ids: tuple[UUID, ...]

    @property
    def topics(self) -> tuple[Topic, ...]:
        lists = _overviews(self.contact_ids) or (Topic(Subject.DESK, self.organisation_id),)
        return (*lists, Topic(Subject.READERS, self.thread_id))


@dataclass(frozen=True)
class PresenceChanged:
    """Somebody came to a thread or went, began to write in it or stopped."""

    thread_id: UUID

    @property
    def topics(self) -> tuple[Topic, ...]:
        return (Topic(Subject.READERS, self.thread_id),)


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
    """A sub-incident is not what it was. `contact_ids` is its party, and who was so until now."""

    sub_incident_id: UUID
    incident_id: UUID
    organisation_id: UUID
    contact_ids: tuple[UUID, ...]

    @property
    def topics(self) -> tuple[Topic, ...]:
        return (
            Topic(Subject.SUB_INCIDENT, self.sub_incident_id),
            Topic(Subject.INCIDENT, self.incident_id),
            Topic(Subject.DESK, self.organisation_id),
            *_overviews(self.contact_ids),
        )


@dataclass(frozen=True)
class RightsChanged:
    """Some contacts may reach something else than before; `thread_id` is where, when it is one thread."""

    contact_ids: tuple[UUID, ...]
    thread_id: UUID | None = None

    @property
    def topics(self) -> tuple[Topic, ...]:
        thread = () if self.thread_id is None else (Topic(Subject.THREAD, self.thread_id),)
        return (*(Topic(Subject.RIGHTS, row_id) for row_id in self.contact_ids), *_overviews(self.contact_ids), *thread)


@dataclass(frozen=True)
class SessionEnded:
    """Somebody signed out, or was signed out."""

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


Announcement = (
    MessagePosted
    | ThreadRead
    | PresenceChanged
    | IncidentChanged
    | SubIncidentChanged
    | RightsChanged
    | SessionEnded
    | GuestLinkRevoked
)


def _overviews(contact_ids: tuple[UUID, ...]) -> tuple[Topic, ...]:
    return tuple(Topic(Subject.OVERVIEW, contact_id) for contact_id in contact_ids)
