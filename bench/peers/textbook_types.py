"""The types of the textbook server: a resolver for each field that is no column, DataLoaders, Tortoise rows."""

from datetime import datetime
from typing import cast
from uuid import UUID

import strawberry

import models
from models.row import Row


def opaque(prefix: str, row: Row) -> strawberry.ID:
    return strawberry.ID(f"{prefix}_{row.id.hex}")


@strawberry.type
class Participant:
    display_name: str
    role: str


@strawberry.type
class Message:
    row: strawberry.Private[models.Message]
    id: strawberry.ID
    seq: int
    kind: str
    body: str
    created_at: datetime

    @strawberry.field
    async def author(self, info: strawberry.Info) -> Participant | None:
        return await person(info, self.row.author_employee_id, self.row.author_contact_id)


@strawberry.type
class MessageConnection:
    nodes: list[Message]


@strawberry.type
class Thread:
    row: strawberry.Private[models.Thread]
    id: strawberry.ID

    @strawberry.field
    async def unread_count(self, info: strawberry.Info) -> int:
        read: int = await info.context["loaders"].marks.load(self.row.id)
        last = self.row.last_seq if info.context["is_staff"] else self.row.last_shared_seq
        return max(last - read, 0)

    @strawberry.field
    async def last_message(self, info: strawberry.Info) -> Message | None:
        is_staff = info.context["is_staff"]
        last_id = self.row.last_message_id if is_staff else self.row.last_shared_message_id
        row = await info.context["loaders"].messages.load(last_id) if last_id else None
        return message(row, row.seq if is_staff else row.shared_seq) if row else None

    @strawberry.field
    async def messages(self, info: strawberry.Info, last: int) -> MessageConnection:
        rows = models.Message.filter(thread_id=self.row.id)
        if info.context["is_staff"]:
            found = [message(row, row.seq) for row in await rows.order_by("-seq").limit(last)]
        else:
            shared = rows.exclude(kind=models.MessageKind.NOTE).order_by("-shared_seq").limit(last)
            found = [message(row, row.shared_seq) for row in await shared]
        return MessageConnection(nodes=found[::-1])


@strawberry.type
class SubIncident:
    row: strawberry.Private[models.SubIncident]
    id: strawberry.ID
    reference: str
    kind: str
    title: str
    description: str
    created_at: datetime

    @strawberry.field
    async def party(self, info: strawberry.Info) -> Participant | None:
        return await person(info, self.row.assignee_id, self.row.party_id)

    @strawberry.field
    async def thread(self, info: strawberry.Info) -> Thread:
        return await thread(info, self.row.thread_id)


@strawberry.type
class Unit:
    label: str


@strawberry.type
class Incident:
    row: strawberry.Private[models.Incident]
    id: strawberry.ID
    reference: str
    title: str
    description: str
    status: str
    reported_at: datetime
    last_activity_at: datetime
    version: int

    @strawberry.field
    async def address(self, info: strawberry.Info) -> str:
        building = await info.context["loaders"].properties.load(self.row.property_id)
        return cast("models.Property", building).address

    @strawberry.field
    async def unit(self, info: strawberry.Info) -> Unit | None:
        row = await info.context["loaders"].units.load(self.row.unit_id) if self.row.unit_id else None
        return Unit(label=row.label) if row else None

    @strawberry.field
    async def handler(self, info: strawberry.Info) -> Participant | None:
        return await person(info, self.row.handler_id, None)

    @strawberry.field
    async def sub_incidents(self) -> list[SubIncident]:
        rows = await models.SubIncident.filter(incident_id=self.row.id).order_by("created_at", "id")
        return [sub_incident(row) for row in rows]

    @strawberry.field
    async def thread(self, info: strawberry.Info) -> Thread:
        return await thread(info, self.row.thread_id)


@strawberry.type
class PageInfo:
    has_next_page: bool


@strawberry.type
class IncidentConnection:
    nodes: list[Incident]
    page_info: PageInfo


def message(row: models.Message, seq: int) -> Message:
    plain = {name: getattr(row, name) for name in ("kind", "body", "created_at")}
    return Message(row=row, id=opaque("msg", row), seq=seq, **plain)


def incident(row: models.Incident) -> Incident:
    names = ("reference", "title", "description", "status", "reported_at", "last_activity_at", "version")
    return Incident(row=row, id=opaque("inc", row), **{name: getattr(row, name) for name in names})


def sub_incident(row: models.SubIncident) -> SubIncident:
    names = ("reference", "kind", "title", "description", "created_at")
    return SubIncident(row=row, id=opaque("sub", row), **{name: getattr(row, name) for name in names})


async def thread(info: strawberry.Info, thread_id: UUID) -> Thread:
    row = await info.context["loaders"].threads.load(thread_id)
    return Thread(row=row, id=opaque("thr", row))


async def person(info: strawberry.Info, employee_id: UUID | None, contact_id: UUID | None) -> Participant | None:
    if employee_id is not None:
        row = await info.context["loaders"].employees.load(employee_id)
        return Participant(display_name=row.name, role="EMPLOYEE")
    if contact_id is None:
        return None
    row = await info.context["loaders"].contacts.load(contact_id)
    return Participant(display_name=row.display_name, role=row.type)
