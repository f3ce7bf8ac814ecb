"""Incidents: the head, its inbox, and what staff do with it."""

from collections.abc import AsyncGenerator
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

import strawberry

import models
from auth.viewer import SIGNED_IN, Audience
from models import IncidentStatus, Priority, SubIncidentKind
from resolvers import history, incidents, live
from resolvers.incidents import NEWEST_FIRST, OLDEST_FIRST, RECENT_FIRST, URGENT_FIRST, IncidentFilter
from resolvers.messages import takes_part
from resolvers.pages import Page, PageRequest
from schema.arguments import FILTER, After, Before, First, Id, Last, MaybeId, MaybeReference
from schema.audience import Answers, batched, followed, resolved, shown, shown_input, shown_type
from schema.categories import Category
from schema.connections import Connection
from schema.contacts import Contact
from schema.context import Info
from schema.employees import Employee
from schema.enums import described
from schema.ids import known_id, optional_row_id, row_id
from schema.messages import Message
from schema.nodes import Node
from schema.participants import Participant, Person
from schema.properties import Property, Unit
from schema.refs import SubIncidentRef
from schema.threads import Thread

STAFF, CONTACT = Audience.STAFF, Audience.CONTACT
ID = strawberry.ID


class IncidentOrder(StrEnum):
    """In which order incidents are listed."""

    RECENT_ACTIVITY = "RECENT_ACTIVITY"
    NEWEST = "NEWEST"
    OLDEST = "OLDEST"
    URGENT = "URGENT"


described(
    IncidentOrder,
    "In which order incidents are listed.",
    {
        IncidentOrder.RECENT_ACTIVITY: "Where something happened last comes first.",
        IncidentOrder.NEWEST: "Reported last comes first.",
        IncidentOrder.OLDEST: "Reported first comes first.",
        IncidentOrder.URGENT: "Most hurry comes first; of the same hurry, where something happened last.",
    },
)
ORDERS = {
    IncidentOrder.RECENT_ACTIVITY: RECENT_FIRST,
    IncidentOrder.NEWEST: NEWEST_FIRST,
    IncidentOrder.OLDEST: OLDEST_FIRST,
    IncidentOrder.URGENT: URGENT_FIRST,
}


@shown_type(SIGNED_IN, "One report of a defect: the head, with its own thread.", source=models.Incident)
class Incident(Node):
    reference: str = shown(SIGNED_IN, "The number by which people name it, such as 2026-00042.")
    title: str = shown(SIGNED_IN, "What is wrong, in a line.")
    description: str = shown(SIGNED_IN, "What is wrong.")
    category: models.Category = shown(SIGNED_IN, "What it is about.", graphql_type=Category)
    priority: Priority = shown(STAFF, "How much hurry there is.")
    status: IncidentStatus = shown(SIGNED_IN, "Where it stands.")
    deferred_until_on: date | None = shown(SIGNED_IN, "Until when it is put off.")
    reported_at: datetime = shown(SIGNED_IN, "When it was reported.")
    closed_at: datetime | None = shown(SIGNED_IN, "When it was closed or cancelled.")
    last_activity_at: datetime = shown(STAFF, "When something last happened in it or in one of its sub-incidents.")
    is_open: bool = shown(SIGNED_IN, "Whether it is still being worked on.")
    shared_with_reporter: bool = shown(STAFF, "Whether the reporter can see it.")
    version: int = shown(SIGNED_IN, "Goes up with every change; give it as `expectedVersion`.")
    address: str = shown(SIGNED_IN, "Where it is: that of the property, or what the reporter typed.")
    property: models.Property | None = shown(
        SIGNED_IN, "The property; null while it is not known which one it is.", graphql_type=Property | None
    )
    unit: models.Unit | None = shown(SIGNED_IN, "In which unit.", graphql_type=Unit | None)
    reporter: models.Contact | None = shown(STAFF, "Who reported it.", graphql_type=Contact | None)
    handler: models.Employee | None = shown(SIGNED_IN, "Who coordinates it.", graphql_type=Participant | None)

    @resolved(CONTACT, "Whether the viewer reported it. If not, it is about what the viewer owns, and is read along.")
    def is_own_report(self, parent: strawberry.Parent[models.Incident], info: Info) -> bool:
        return takes_part(info.context.viewer, parent)

    @resolved(STAFF, "The handler as a colleague, with how to reach them.", graphql_type=Employee | None)
    def handler_employee(self, parent: strawberry.Parent[models.Incident]) -> models.Employee | None:
        return parent.handler

    @resolved(SIGNED_IN, "The messages with the reporter.", graphql_type=Thread)
    def thread(self, parent: strawberry.Parent[models.Incident], info: Info) -> models.Thread:
        return info.context.loaders.thread_of(parent)

    @batched(STAFF, "Its side threads, oldest first.", graphql_type=list[SubIncidentRef])
    async def sub_incidents(self, parents: list[models.Incident], info: Info) -> Answers[list[models.SubIncident]]:
        return await info.context.loaders.sub_incidents.all([row.id for row in parents])

    @batched(
        STAFF,
        "Who did what when, newest first: the events of all its threads.",
        graphql_type=Connection[Message],
    )
    async def history(
        self,
        parents: list[models.Incident],
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Answers[Page[models.Message]]:
        request = PageRequest(first=first, after=after, last=last, before=before)
        ids = [row.id for row in parents]
        return await history.list_history(info.context.viewer, incident_ids=ids, request=request)

    @batched(STAFF, "The parties of its open sub-incidents.", graphql_type=list[Participant])
    async def waiting_on(self, parents: list[models.Incident], info: Info) -> Answers[list[Person]]:
        sides = await info.context.loaders.sub_incidents.all([row.id for row in parents])
        return [_parties(rows or []) for rows in sides]

    @resolved(SIGNED_IN, "Where the viewer may move it now.")
    def allowed_moves(self, parent: strawberry.Parent[models.Incident], info: Info) -> list[IncidentStatus]:
        return incidents.allowed_moves(info.context.viewer, parent)


def _parties(sub_incidents: list[models.SubIncident]) -> list[Person]:
    people = [row.party or row.assignee for row in sub_incidents if row.is_open]
    return list({person.id: person for person in people if person is not None}.values())


@shown_input(SIGNED_IN, "Which incidents.")
class IncidentFilterInput:
    statuses: list[IncidentStatus] | None = shown(SIGNED_IN, "Only in these states.", default=None)
    is_open: bool | None = shown(SIGNED_IN, "Only those that are open, or only those that are not.", default=None)
    handler_id: ID | None = shown(STAFF, "Only those of this handler.", default=None)
    is_unassigned: bool | None = shown(STAFF, "Only those without a handler, or only those with one.", default=None)
    category_id: ID | None = shown(STAFF, "Only of this category.", default=None)
    property_id: ID | None = shown(STAFF, "Only on this property.", default=None)
    is_mine: bool | None = shown(STAFF, "Only those that the viewer handles, or only others.", default=None)
    is_unread: bool | None = shown(
        SIGNED_IN, "Only those with something that the viewer has not read, or only those without.", default=None
    )
    waiting_on: list[SubIncidentKind] | None = shown(
        STAFF, "Only those with an open sub-incident of one of these kinds.", default=None
    )
    text: str | None = shown(
        STAFF, "Only those in which every one of these words stands, whether typed whole or begun.", default=None
    )


@shown_type(SIGNED_IN, "Finding incidents.")
class IncidentQueries:
    @resolved(SIGNED_IN, "An incident by id or reference; null when it is not yours.", graphql_type=Incident | None)
    async def incident(
        self, info: Info, id: MaybeId = None, reference: MaybeReference = None
    ) -> models.Incident | None:
        return await incidents.get_incident(
            info.context.viewer, incident_id=known_id(id, models.Incident), reference=None if id else reference
        )

    @resolved(
        SIGNED_IN,
        "Incidents: for staff the inbox, for a contact what it reported.",
        graphql_type=Connection[Incident],
    )
    async def incidents(
        self,
        info: Info,
        filter: Annotated[IncidentFilterInput | None, FILTER] = None,
        order_by: Annotated[
            IncidentOrder, strawberry.argument(description="In which order.")
        ] = IncidentOrder.RECENT_ACTIVITY,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> object:
        return await incidents.list_incidents(
            info.context.viewer,
            wanted=_filter(filter),
            order=ORDERS[order_by],
            request=PageRequest(first=first, after=after, last=last, before=before),
        )


def _filter(given: IncidentFilterInput | None) -> IncidentFilter:
    if given is None:
        return IncidentFilter()
    return IncidentFilter(
        statuses=given.statuses,
        is_open=given.is_open,
        handler_id=optional_row_id(given.handler_id, models.Employee, "handlerId"),
        is_unassigned=given.is_unassigned,
        category_id=optional_row_id(given.category_id, models.Category, "categoryId"),
        property_id=optional_row_id(given.property_id, models.Property, "propertyId"),
        is_mine=given.is_mine,
        is_unread=given.is_unread,
        waiting_on=given.waiting_on,
        text=given.text,
    )


@shown_type(SIGNED_IN, "An incident that is followed changed.")
class IncidentChangedPayload:
    incident: models.Incident = shown(SIGNED_IN, "The incident as it stands.", graphql_type=Incident)


@shown_type(SIGNED_IN, "Following incidents.")
class IncidentLive:
    @followed(SIGNED_IN, "An incident as it stands, then again each time that it changes for the viewer.")
    async def incident_changed(self, info: Info, incident_id: Id) -> AsyncGenerator[IncidentChangedPayload, None]:
        followed = live.follow_incident(
            info.context.viewer,
            info.context.house.feed,
            incident_id=row_id(incident_id, models.Incident, "incidentId"),
        )
        async for incident in followed:
            yield IncidentChangedPayload(incident=incident)
