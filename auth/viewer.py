"""Who is asking now."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Flag, auto
from functools import cached_property
from uuid import UUID

from models import Account, Contact, Employee, EmployeeRole, GuestLink, Locale, Mover, Session


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
class Origin:
    """Where a request came from, for the audit trail and for the list of sessions; nothing is decided by it."""

    address: str | None = None
    user_agent: str | None = None
    request_id: str | None = None


@dataclass(frozen=True)
class Viewer:
    """Nobody, a contact through a link or an account, or an employee; frozen for as long as one operation lasts.

    `contacts` are all that the viewer is, `contact` is the one as which it acts: known at once when there is one, and
    otherwise by the thread that it acts in (`auth.access.as_participant`). `guest_thread_id` is the one thread that a
    guest link reaches. `expires_at` is when the credential stops by itself. `signing_key` signs addresses that open
    something for this session alone. `report_hash` is of the secret by which somebody without an account names what it
    sent for its report. `own_locale` is the language that it is written to in, `chosen_locale` one that its client asks
    for. Rows of the viewer's own come with the sign-in, so they cost no query.
    """

    audience: Audience
    own_locale: Locale
    organisation_id: UUID | None = None
    session_id: UUID | None = None
    guest_link_id: UUID | None = None
    guest_thread_id: UUID | None = None
    employee: Employee | None = None
    account: Account | None = None
    contacts: tuple[Contact, ...] = ()
    contact: Contact | None = None
    is_clock: bool = False
    origin: Origin = Origin()
    expires_at: datetime | None = None
    signing_key: str | None = field(default=None, repr=False)
    report_hash: str | None = field(default=None, repr=False)
    chosen_locale: Locale | None = None

    @cached_property
    def is_signed_in(self) -> bool:
        return self.audience is not Audience.PUBLIC

    @cached_property
    def is_staff(self) -> bool:
        return Audience.STAFF in self.audience

    @cached_property
    def is_contact(self) -> bool:
        return self.audience is Audience.CONTACT

    @property
    def contact_ids(self) -> list[UUID]:
        return [contact.id for contact in self.contacts]

    @property
    def reach(self) -> Hashable:
        """All that the doors of threads and their messages look at: who has the same is shown the same rows."""
        return self.audience, self.organisation_id, tuple(self.contact_ids), self.guest_thread_id

    @property
    def locale(self) -> Locale:
        """The language that it is answered in."""
        return self.chosen_locale or self.own_locale

    def answered_in(self, locale: Locale | None) -> "Viewer":
        """The same viewer, by a client that asked for this language; None for the viewer's own."""
        return self if locale is self.chosen_locale else replace(self, chosen_locale=locale)

    def acting_as(self, contact: Contact) -> "Viewer":
        """The same viewer, as one of the contacts that it is."""
        return replace(self, contact=contact)

    def reporting_to(self, organisation_id: UUID, report_hash: str | None = None) -> "Viewer":
        """Somebody without an account at the form of an organisation, known by the secret of its report or not."""
        return replace(self, organisation_id=organisation_id, report_hash=report_hash)

    @property
    def mover(self) -> Mover:
        if self.is_clock:
            return Mover.CLOCK
        return Mover.STAFF if self.is_staff else Mover.PARTY

    @property
    def actor(self) -> str:
        """The viewer as one word, for keys that belong to a person: the same through every sign-in."""
        if self.employee is not None:
            return f"employee:{self.employee.id.hex}"
        if self.account is not None:
            return f"account:{self.account.id.hex}"
        if self.contact is not None:
            return f"contact:{self.contact.id.hex}"
        return f"report:{self.report_hash}" if self.report_hash is not None else "nobody"

    @property
    def display_name(self) -> str:
        if self.employee is not None:
            return self.employee.name
        return self.contacts[0].display_name if self.contacts else ""


def nobody(locale: Locale = Locale.NL) -> Viewer:
    """Somebody who is not signed in."""
    return Viewer(audience=Audience.PUBLIC, own_locale=locale)


def employee_viewer(employee: Employee, session: Session | None = None) -> Viewer:
    """An employee, signed in, or (without a session) about to be written to by the postman."""
    return Viewer(
        audience=Audience.STAFF | Audience.ADMIN if employee.role is EmployeeRole.ADMIN else Audience.STAFF,
        own_locale=employee.locale,
        organisation_id=employee.organisation_id,
        session_id=session.id if session else None,
        employee=employee,
        expires_at=session.expires_at if session else None,
        signing_key=session.token_hash if session else None,
    )


def guest_viewer(contact: Contact, link: GuestLink, session: Session | None = None) -> Viewer:
    """A contact through a guest link: a portal of one thread."""
    return Viewer(
        audience=Audience.CONTACT,
        own_locale=contact.locale,
        organisation_id=contact.organisation_id,
        session_id=session.id if session else None,
        guest_link_id=link.id,
        guest_thread_id=link.thread_id,
        contacts=(contact,),
        contact=contact,
        expires_at=min(link.expires_at, session.expires_at) if session else link.expires_at,
        signing_key=session.token_hash if session else None,
    )


def account_viewer(account: Account, contacts: Sequence[Contact], session: Session | None = None) -> Viewer:
    """Somebody in Mijn Portaal, with all the threads that its contacts take part in."""
    return Viewer(
        audience=Audience.CONTACT,
        own_locale=contacts[0].locale,
        organisation_id=account.organisation_id,
        session_id=session.id if session else None,
        account=account,
        contacts=tuple(contacts),
        contact=contacts[0] if len(contacts) == 1 else None,
        expires_at=session.expires_at if session else None,
        signing_key=session.token_hash if session else None,
    )


def contact_viewer(contact: Contact) -> Viewer:
    """A contact with all the threads it takes part in, as the postman sees it when it writes to them."""
    return Viewer(
        audience=Audience.CONTACT,
        own_locale=contact.locale,
        organisation_id=contact.organisation_id,
        contacts=(contact,),
        contact=contact,
    )


def the_house(organisation_id: UUID, *, is_clock: bool = False) -> Viewer:
    """Nobody in person: what follows from something by itself. Reads what staff read; as clock, only ends terms."""
    return Viewer(audience=Audience.STAFF, own_locale=Locale.NL, organisation_id=organisation_id, is_clock=is_clock)
