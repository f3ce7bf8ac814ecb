"""Who is asking now."""

from dataclasses import dataclass
from datetime import datetime
from enum import Flag, auto
from uuid import UUID

from models import Contact, Employee, EmployeeRole, GuestLink, Locale, Mover, Session


class Audience(Flag):
    """The kinds of viewer for whom a part of the API exists.

    Flags, not levels: a contact has acts that staff lack. An admin is an employee too, and carries both flags.
    """

    PUBLIC = auto()
    CONTACT = auto()
    STAFF = auto()
    ADMIN = auto()


EVERYBODY = Audience.PUBLIC | Audience.CONTACT | Audience.STAFF
SIGNED_IN = Audience.CONTACT | Audience.STAFF


@dataclass(frozen=True)
class Viewer:
    """Nobody, a contact through a link, or an employee; frozen for as long as one operation lasts.

    `guest_thread_id` is the one thread that a guest link reaches. `expires_at` is when the credential stops by
    itself. Rows of the viewer's own (`employee`, `contact`) come with the sign-in, so they cost no query.
    """

    audience: Audience
    locale: Locale
    organisation_id: UUID | None = None
    session_id: UUID | None = None
    guest_link_id: UUID | None = None
    guest_thread_id: UUID | None = None
    employee: Employee | None = None
    contact: Contact | None = None
    expires_at: datetime | None = None

    @property
    def is_signed_in(self) -> bool:
        return self.audience is not Audience.PUBLIC

    @property
    def is_staff(self) -> bool:
        return Audience.STAFF in self.audience

    @property
    def is_contact(self) -> bool:
        return self.audience is Audience.CONTACT

    @property
    def mover(self) -> Mover:
        return Mover.STAFF if self.is_staff else Mover.PARTY

    @property
    def actor(self) -> str:
        """The viewer as one word, for keys that belong to a person: the same through every sign-in."""
        if self.employee is not None:
            return f"employee:{self.employee.id.hex}"
        if self.contact is not None:
            return f"contact:{self.contact.id.hex}"
        return "nobody"

    @property
    def display_name(self) -> str:
        if self.employee is not None:
            return self.employee.name
        return self.contact.display_name if self.contact is not None else ""


def nobody(locale: Locale = Locale.NL) -> Viewer:
    """Somebody who is not signed in."""
    return Viewer(audience=Audience.PUBLIC, locale=locale)


def employee_viewer(employee: Employee, session: Session | None = None) -> Viewer:
    """An employee, signed in, or (without a session) about to be written to by the postman."""
    return Viewer(
        audience=Audience.STAFF | Audience.ADMIN if employee.role is EmployeeRole.ADMIN else Audience.STAFF,
        locale=employee.locale,
        organisation_id=employee.organisation_id,
        session_id=session.id if session else None,
        employee=employee,
        expires_at=session.expires_at if session else None,
    )


def guest_viewer(contact: Contact, link: GuestLink, session: Session | None = None) -> Viewer:
    """A contact through a guest link: a portal of one thread."""
    return Viewer(
        audience=Audience.CONTACT,
        locale=contact.locale,
        organisation_id=contact.organisation_id,
        session_id=session.id if session else None,
        guest_link_id=link.id,
        guest_thread_id=link.thread_id,
        contact=contact,
        expires_at=min(link.expires_at, session.expires_at) if session else link.expires_at,
    )


def contact_viewer(contact: Contact) -> Viewer:
    """A contact with all the threads it takes part in, as the postman sees it when it writes to them."""
    return Viewer(
        audience=Audience.CONTACT, locale=contact.locale, organisation_id=contact.organisation_id, contact=contact
    )
