"""Strawberry as its documentation shows it: a resolver for each field that is no column, DataLoaders, Tortoise rows.

DATABASE_URL=… PORT=… python -m bench.peers.textbook
"""

import os
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader

import models
from models.database import connected
from models.row import Row

ORGANISATION, RECENT = UUID(os.environ["ORGANISATION"]), ("-last_activity_at", "-id")


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
        row = await info.context["loaders"].messages.load(self.row.last_message_id)
        return message(row, row.seq) if row else None

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


@strawberry.type
class Query:
    @strawberry.field
    async def incident(self, id: strawberry.ID) -> Incident | None:  # noqa: A002
        row = await models.Incident.get_or_none(id=UUID(id[4:]))
        return incident(row) if row else None

    @strawberry.field
    async def incidents(self, first: int) -> IncidentConnection:
        rows = await models.Incident.filter(organisation_id=ORGANISATION).order_by(*RECENT).limit(first + 1)
        info = PageInfo(has_next_page=len(rows) > first)
        return IncidentConnection(nodes=[incident(row) for row in rows[:first]], page_info=info)

    @strawberry.field
    async def sub_incident(self, info: strawberry.Info, id: strawberry.ID) -> SubIncident | None:  # noqa: A002
        rows = models.SubIncident.filter(id=UUID(id[4:]))
        row = await (rows if info.context["is_staff"] else rows.filter(party_id=info.context["viewer_id"])).first()
        return sub_incident(row) if row else None


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


def by_id(model: type[Row]) -> DataLoader[UUID, Any]:
    async def load(ids: list[UUID]) -> list[Row | None]:
        found = {row.id: row for row in await model.filter(id__in=ids)}
        return [found.get(row_id) for row_id in ids]

    return DataLoader(load)


class Loaders:
    def __init__(self, column: str, viewer_id: UUID) -> None:
        self._of_viewer = {column: viewer_id}
        self.employees, self.contacts = by_id(models.Employee), by_id(models.Contact)
        self.threads, self.messages = by_id(models.Thread), by_id(models.Message)
        self.marks = DataLoader(self._load_marks)

    async def _load_marks(self, ids: list[UUID]) -> list[int]:
        seqs: dict[UUID, int] = defaultdict(int)
        for mark in await models.ReadMark.filter(thread_id__in=ids, **self._of_viewer):
            seqs[mark.thread_id] = mark.seq
        return [seqs[row_id] for row_id in ids]


class Textbook(GraphQL[Any, Any]):
    async def get_context(self, request: Any, response: Any) -> Any:  # noqa: ARG002
        kind, viewer_id = request.headers["x-viewer"][:3], UUID(request.headers["x-viewer"][4:])
        column = "employee_id" if kind == "emp" else "contact_id"
        return {"is_staff": kind == "emp", "viewer_id": viewer_id, "loaders": Loaders(column, viewer_id)}


@asynccontextmanager
async def living(_app: Starlette) -> AsyncIterator[None]:
    async with connected(f"{os.environ['DATABASE_URL']}?minsize=1&maxsize={os.environ['POOL']}"):
        yield


if __name__ == "__main__":
    app = Starlette(lifespan=living, routes=[Route("/graphql", Textbook(strawberry.Schema(Query)))])
    uvicorn.run(app, port=int(os.environ["PORT"]), log_level="warning", access_log=False)
