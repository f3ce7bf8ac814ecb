"""The audit trail, for the admins of an organisation."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import strawberry

import models
from auth.viewer import Audience
from errors import NotFound
from resolvers import audit
from resolvers.audit import AuditFilter
from resolvers.pages import PageRequest
from schema.arguments import FILTER, After, Before, First, Last
from schema.audience import Answers, batched, resolved, shown, shown_input, shown_type
from schema.connections import Connection
from schema.context import Info
from schema.enums import described
from schema.ids import optional_row_id, parse_id, spoken_id
from schema.nodes import Node
from schema.participants import Participant, Person

ADMIN = Audience.ADMIN


class AuditActor(StrEnum):
    """What did it."""

    EMPLOYEE = "EMPLOYEE"
    CONTACT = "CONTACT"
    NOBODY = "NOBODY"
    HOUSE = "HOUSE"


described(
    AuditActor,
    "What did it.",
    {
        AuditActor.EMPLOYEE: "An employee.",
        AuditActor.CONTACT: "A contact, through an account or a guest link.",
        AuditActor.NOBODY: "Somebody who was not signed in.",
        AuditActor.HOUSE: "The service by itself, when a term was over.",
    },
)


@shown_type(ADMIN, "That somebody did something. It is written once and never changed.", source=models.AuditEntry)
class AuditEntry(Node):
    created_at: datetime = shown(ADMIN, "When.")
    act: str = shown(ADMIN, "What: the name of the mutation, or `endTerm` and the like for what the house does itself.")
    was_refused: bool = shown(ADMIN, "That it was an attempt to come in, with a password or by a link, that failed.")
    address: str | None = shown(ADMIN, "The network address that it came from.")
    request_id: str | None = shown(ADMIN, "The request, as the log of the service names it.")

    @resolved(ADMIN, "What did it.")
    def actor_kind(self, parent: strawberry.Parent[models.AuditEntry]) -> AuditActor:
        if parent.employee_id is not None:
            return AuditActor.EMPLOYEE
        if parent.account_id is not None or parent.contact_id is not None:
            return AuditActor.CONTACT
        return AuditActor.HOUSE if parent.request_id is None else AuditActor.NOBODY

    @batched(ADMIN, "Who did it; null for nobody in person, and for who is gone.", graphql_type=Participant | None)
    async def actor(self, parents: list[models.AuditEntry], info: Info) -> Answers[Person]:
        loaders = info.context.loaders
        employees = await loaders.employees.all([row.employee_id for row in parents])
        contacts = await loaders.contacts.all([row.contact_id for row in parents])
        accounts = await loaders.account_contacts.all([row.account_id for row in parents])
        return [
            employee if row.employee_id else contact if row.contact_id else account
            for row, employee, contact, account in zip(parents, employees, contacts, accounts, strict=True)
        ]

    @resolved(ADMIN, "To what; `node` fetches it while it is there.")
    def subject_id(self, parent: strawberry.Parent[models.AuditEntry]) -> strawberry.ID | None:
        return spoken_id(parent.subject_type, parent.subject_id)

    @resolved(ADMIN, "With which session.")
    def session_id(self, parent: strawberry.Parent[models.AuditEntry]) -> strawberry.ID | None:
        return spoken_id("Session", parent.session_id)

    @resolved(ADMIN, "By which guest link.")
    def guest_link_id(self, parent: strawberry.Parent[models.AuditEntry]) -> strawberry.ID | None:
        return spoken_id("GuestLink", parent.guest_link_id)


@shown_input(ADMIN, "Which entries.")
class AuditFilterInput:
    act: str | None = shown(ADMIN, "Only this act.", default=None)
    except_acts: list[str] | None = shown(ADMIN, "Not these acts.", default=None)
    employee_id: strawberry.ID | None = shown(ADMIN, "Only what this employee did.", default=None)
    contact_id: strawberry.ID | None = shown(ADMIN, "Only what this contact did, by account too.", default=None)
    subject_id: strawberry.ID | None = shown(ADMIN, "Only what was done to this.", default=None)
    from_at: datetime | None = shown(ADMIN, "Not what was done before.", default=None)
    until_at: datetime | None = shown(ADMIN, "Not what was done then or later.", default=None)


@shown_type(ADMIN, "Reading the audit trail.")
class AuditQueries:
    @resolved(
        ADMIN, "Who did what, newest first. Kept for as long as the settings say.", graphql_type=Connection[AuditEntry]
    )
    async def audit_trail(
        self,
        info: Info,
        filter: Annotated[AuditFilterInput | None, FILTER] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> object:
        request = PageRequest(first=first, after=after, last=last, before=before)
        wanted = _filter(filter or AuditFilterInput())
        return await audit.list_audit_entries(info.context.viewer, wanted=wanted, request=request)


def _filter(given: AuditFilterInput) -> AuditFilter:
    subject = parse_id(given.subject_id) if given.subject_id is not None else None
    if given.subject_id is not None and subject is None:
        raise NotFound("subjectId")
    return AuditFilter(
        act=given.act,
        except_acts=given.except_acts,
        employee_id=optional_row_id(given.employee_id, models.Employee, "employeeId"),
        contact_id=optional_row_id(given.contact_id, models.Contact, "contactId"),
        subject_id=subject[1] if subject is not None else None,
        from_at=given.from_at,
        until_at=given.until_at,
    )
