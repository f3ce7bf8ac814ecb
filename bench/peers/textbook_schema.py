"""What the textbook server is asked, as the documentation of Strawberry shows it.

What is posted goes to a channel of broadcaster for each thread.
"""

import os
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any, cast
from uuid import UUID

import strawberry
from broadcaster import Broadcast
from tortoise.expressions import Q

import models
from bench.peers.textbook_posting import post
from bench.peers.textbook_types import (
    Incident,
    IncidentConnection,
    Message,
    PageInfo,
    SubIncident,
    incident,
    message,
    sub_incident,
)

ORGANISATION, RECENT = UUID(os.environ["ORGANISATION"]), ("-last_activity_at", "-id")
broadcast = Broadcast("memory://")


@strawberry.input
class IncidentFilterInput:
    is_open: bool | None = None


@strawberry.type
class Query:
    @strawberry.field
    async def incident(self, id: strawberry.ID) -> Incident | None:  # noqa: A002
        row = await models.Incident.get_or_none(id=UUID(id[4:]))
        return incident(row) if row else None

    @strawberry.field
    async def incidents(
        self,
        info: strawberry.Info,
        first: int,
        filter: IncidentFilterInput | None = None,  # noqa: A002
    ) -> IncidentConnection:
        found = models.Incident.filter(organisation_id=ORGANISATION)
        if not info.context["is_staff"]:
            found = found.filter(reporter_id=info.context["viewer_id"], shared_with_reporter=True)
        if filter is not None and filter.is_open is not None:
            is_open = Q(status__in=models.INCIDENT_MOVES.open_states())
            found = found.filter(is_open if filter.is_open else ~is_open)
        rows = await found.order_by(*RECENT).limit(first + 1)
        page_info = PageInfo(has_next_page=len(rows) > first)
        return IncidentConnection(nodes=[incident(row) for row in rows[:first]], page_info=page_info)

    @strawberry.field
    async def sub_incident(self, info: strawberry.Info, id: strawberry.ID) -> SubIncident | None:  # noqa: A002
        rows = models.SubIncident.filter(id=UUID(id[4:]))
        row = await (rows if info.context["is_staff"] else rows.filter(party_id=info.context["viewer_id"])).first()
        return sub_incident(row) if row else None


@strawberry.input
class PostMessageInput:
    thread_id: strawberry.ID
    body: str
    client_message_id: str


@strawberry.type
class UserError:
    code: str


@strawberry.type
class PostMessagePayload:
    message: Message
    errors: list[UserError]


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def post_message(self, info: strawberry.Info, input: PostMessageInput) -> PostMessagePayload:  # noqa: A002
        row = await post(UUID(input.thread_id[4:]), info.context["viewer_id"], input.body)
        await broadcast.publish(input.thread_id, row)
        return PostMessagePayload(message=message(row, row.seq), errors=[])


@strawberry.type
class MessageAddedPayload:
    message: Message


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def message_added(self, thread_id: strawberry.ID) -> AsyncGenerator[MessageAddedPayload, None]:
        async with broadcast.subscribe(thread_id) as heard:
            async for event in cast("AsyncIterator[Any]", heard):
                yield MessageAddedPayload(message=message(event.message, event.message.seq))
