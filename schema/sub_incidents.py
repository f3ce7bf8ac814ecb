"""Sub-incidents: the side threads, of three kinds."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

import models
from auth.viewer import SIGNED_IN, Audience
from models import (
    ConsultationStatus,
    Decision,
    InterruptionReason,
    SubIncidentKind,
    TaskStatus,
    WorkOrderStatus,
)
from resolvers import sub_incidents
from resolvers.pages import PageRequest
from resolvers.sub_incidents import SubIncidentFilter
from schema.arguments import FILTER, After, Before, First, Last, MaybeId, MaybeReference
from schema.audience import (
    Answers,
    batched,
    personal,
    resolved,
    shown,
    shown_input,
    shown_interface,
    shown_type,
)
from schema.connections import Connection
from schema.contacts import Contact
from schema.context import Info
from schema.employees import Employee
from schema.ids import known_id
from schema.money import Money, money
from schema.nodes import Node
from schema.papers import CALENDAR, PDF, paper_address
from schema.participants import Participant, Person
from schema.refs import DeliveryRef, GuestLinkRef, IncidentRef
from schema.scalars import PhoneNumber
from schema.threads import Thread

STAFF = Audience.STAFF
ID = strawberry.ID


def _is(kind: SubIncidentKind) -> Any:
    return classmethod(lambda _cls, row, _info: isinstance(row, models.SubIncident) and row.kind is kind)


@shown_type(SIGNED_IN, "Whom to call at the site; shared for this job alone, until it ends.")
class SiteContact:
    name: str = shown(SIGNED_IN, "The name.")
    phone: PhoneNumber | None = shown(SIGNED_IN, "The phone number.")


@shown_type(SIGNED_IN, "Where it is.")
class Site:
    address: str = shown(SIGNED_IN, "Street and number, postcode and city.")
    unit: str | None = shown(SIGNED_IN, "The unit within the property.")
    access_instructions: str | None = shown(SIGNED_IN, "How to get in; of a work order alone.")
    contact: models.Contact | None = shown(
        SIGNED_IN, "Whom to call, when staff shared it.", graphql_type=SiteContact | None
    )


@shown_interface(SIGNED_IN, "A side thread of an incident, for one party. Nothing in it is inherited from the head.")
class SubIncident(Node):
    reference: str = shown(SIGNED_IN, "The number by which people name it. Drawn, not counted.")
    kind: SubIncidentKind = shown(SIGNED_IN, "What it asks of its party.")
    title: str = shown(SIGNED_IN, "What is asked, in a line.")
    description: str = shown(SIGNED_IN, "What is asked.")
    is_open: bool = shown(SIGNED_IN, "Whether somebody still has to do something.")
    created_at: datetime = shown(SIGNED_IN, "When it was made.")
    due_at: datetime | None = shown(SIGNED_IN, "When it should be done.")
    closed_at: datetime | None = shown(SIGNED_IN, "When it ended.")
    seen_at: datetime | None = shown(STAFF, "When its party first read it.")
    version: int = shown(SIGNED_IN, "Goes up with every change; give it as `expectedVersion`.")
    created_by: models.Employee = shown(STAFF, "Who made it.", graphql_type=Participant)

    @resolved(SIGNED_IN, "The messages with its party.", graphql_type=Thread)
    def thread(self, parent: strawberry.Parent[models.SubIncident], info: Info) -> models.Thread:
        return info.context.loaders.thread_of(parent)

    @batched(SIGNED_IN, "Where it is.", graphql_type=Site | None)
    async def site(self, parents: list[models.SubIncident], info: Info) -> Answers[Site]:
        sites = await info.context.loaders.sites.all([row.id for row in parents])
        return [None if row is None else _site(row) for row in sites]

    @resolved(SIGNED_IN, "Whom it is for.", graphql_type=Participant | None)
    def party(self, parent: strawberry.Parent[models.SubIncident]) -> Person | None:
        return parent.party or parent.assignee

    @resolved(STAFF, "The contact it is for, with how to reach it.", graphql_type=Contact | None)
    def party_contact(self, parent: strawberry.Parent[models.SubIncident]) -> models.Contact | None:
        return parent.party

    @resolved(STAFF, "The colleague it is for, with how to reach them.", graphql_type=Employee | None)
    def party_employee(self, parent: strawberry.Parent[models.SubIncident]) -> models.Employee | None:
        return parent.assignee

    @batched(STAFF, "The head incident.", graphql_type=IncidentRef)
    async def incident(self, parents: list[models.SubIncident], info: Info) -> Answers[models.Incident]:
        return await info.context.loaders.incidents.all([row.incident_id for row in parents])

    @batched(STAFF, "The links to its thread, newest first.", graphql_type=list[GuestLinkRef])
    async def guest_links(self, parents: list[models.SubIncident], info: Info) -> Answers[list[models.GuestLink]]:
        return await info.context.loaders.guest_links.all([row.thread_id for row in parents])

    @batched(STAFF, "What was sent about it, oldest first.", graphql_type=list[DeliveryRef])
    async def deliveries(self, parents: list[models.SubIncident], info: Info) -> Answers[list[models.Delivery]]:
        return await info.context.loaders.deliveries.all([row.thread_id for row in parents])


@shown_type(SIGNED_IN, "Date and time window of a visit.")
class Appointment:
    starts_at: datetime = shown(SIGNED_IN, "From when.")
    ends_at: datetime = shown(SIGNED_IN, "Until when.")


@shown_type(SIGNED_IN, "A job for an external party.")
class WorkOrder(SubIncident):
    status: WorkOrderStatus = shown(SIGNED_IN, "Where it stands.")
    decline_reason: str | None = shown(SIGNED_IN, "Why the contractor declined.")
    interruption_reason: InterruptionReason | None = shown(SIGNED_IN, "Why the work cannot go on now.")
    report: str | None = shown(SIGNED_IN, "What the contractor says was done.")
    done_at: datetime | None = shown(SIGNED_IN, "When it was reported done.")

    is_type_of = _is(SubIncidentKind.WORK_ORDER)

    @resolved(SIGNED_IN, "The appointment, when there is one.")
    def appointment(self, parent: strawberry.Parent[models.SubIncident]) -> Appointment | None:
        if parent.appointment_starts_at is None or parent.appointment_ends_at is None:
            return None
        return Appointment(starts_at=parent.appointment_starts_at, ends_at=parent.appointment_ends_at)

    @personal
    @resolved(SIGNED_IN, "It on paper, in the viewer's language; an address as that of an attachment.")
    def pdf_url(self, parent: strawberry.Parent[models.SubIncident], info: Info) -> str:
        return paper_address(info.context.viewer, parent, PDF)

    @personal
    @resolved(SIGNED_IN, "The appointment for a calendar, when there is one; such an address too.")
    def calendar_url(self, parent: strawberry.Parent[models.SubIncident], info: Info) -> str | None:
        has_one = parent.appointment_starts_at is not None and parent.appointment_ends_at is not None
        return paper_address(info.context.viewer, parent, CALENDAR) if has_one else None

    @resolved(SIGNED_IN, "Where the viewer may move it now; staff also where they may on the contractor's behalf.")
    def allowed_moves(self, parent: strawberry.Parent[models.SubIncident], info: Info) -> list[WorkOrderStatus]:
        return sub_incidents.allowed_moves(info.context.viewer, parent)


@shown_type(SIGNED_IN, "A question to the owner.")
class OwnerConsultation(SubIncident):
    status: ConsultationStatus = shown(SIGNED_IN, "Where it stands.")
    decision: Decision | None = shown(SIGNED_IN, "What was decided, once it is.")
    decided_at: datetime | None = shown(SIGNED_IN, "When it was decided.")
    decided_by: str | None = shown(SIGNED_IN, "Who decided: the owner, or who spoke for them.")
    decision_reason: str | None = shown(SIGNED_IN, "Why.")
    answer_due_at: datetime | None = shown(SIGNED_IN, "Until when an answer is waited for.")
    recorded_by: models.Employee | None = shown(
        STAFF, "Who wrote the decision down, when it was not the owner.", graphql_type=Participant | None
    )

    is_type_of = _is(SubIncidentKind.OWNER_CONSULTATION)

    @resolved(SIGNED_IN, "What is asked; the same as `description`.")
    def question(self, parent: strawberry.Parent[models.SubIncident]) -> str:
        return parent.description

    @resolved(SIGNED_IN, "What it is expected to cost.")
    def amount(self, parent: strawberry.Parent[models.SubIncident]) -> Money | None:
        return money(parent.amount_cents)

    @resolved(SIGNED_IN, "Up to which amount the owner agreed.")
    def approved_amount(self, parent: strawberry.Parent[models.SubIncident]) -> Money | None:
        return money(parent.approved_amount_cents)

    @resolved(SIGNED_IN, "Where the viewer may move it now.")
    def allowed_moves(self, parent: strawberry.Parent[models.SubIncident], info: Info) -> list[ConsultationStatus]:
        return sub_incidents.allowed_moves(info.context.viewer, parent)


@shown_type(STAFF, "A job for an employee.")
class InternalTask(SubIncident):
    status: TaskStatus = shown(STAFF, "Where it stands.")
    assignee: models.Employee | None = shown(STAFF, "Who does it.", graphql_type=Participant | None)

    is_type_of = _is(SubIncidentKind.INTERNAL_TASK)

    @resolved(STAFF, "Where the viewer may move it now.")
    def allowed_moves(self, parent: strawberry.Parent[models.SubIncident], info: Info) -> list[TaskStatus]:
        return sub_incidents.allowed_moves(info.context.viewer, parent)


def _site(row: models.SubIncident) -> Site:
    """The tenant's name and phone vanish when the job ends."""
    return Site(
        address=row.incident.address,
        unit=row.incident.unit.label if row.incident.unit else None,
        access_instructions=row.access_instructions,
        contact=row.site_contact if row.is_open else None,
    )


@shown_input(SIGNED_IN, "Which sub-incidents.")
class SubIncidentFilterInput:
    kind: SubIncidentKind | None = shown(SIGNED_IN, "Only of this kind.", default=None)
    is_open: bool | None = shown(SIGNED_IN, "Only those that are open, or only those that are not.", default=None)


@shown_type(SIGNED_IN, "Finding sub-incidents.")
class SubIncidentQueries:
    @resolved(SIGNED_IN, "A sub-incident by id or reference; or null.", graphql_type=SubIncident | None)
    async def sub_incident(
        self, info: Info, id: MaybeId = None, reference: MaybeReference = None
    ) -> models.SubIncident | None:
        return await sub_incidents.get_sub_incident(
            info.context.viewer,
            sub_incident_id=known_id(id, models.SubIncident),
            reference=None if id else reference,
        )

    @resolved(SIGNED_IN, "All jobs and questions, newest first.", graphql_type=Connection[SubIncident])
    async def sub_incidents(
        self,
        info: Info,
        filter: Annotated[SubIncidentFilterInput | None, FILTER] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> object:
        wanted = SubIncidentFilter(**vars(filter)) if filter is not None else SubIncidentFilter()
        request = PageRequest(first=first, after=after, last=last, before=before)
        return await sub_incidents.list_sub_incidents(info.context.viewer, wanted=wanted, request=request)
