"""Deliveries: what went out by post, for staff."""

from datetime import datetime
from typing import Annotated

import strawberry

import models
from auth.viewer import Audience
from models import Channel, DeliveryStatus, Notice
from resolvers import deliveries
from resolvers.pages import PageRequest
from schema.arguments import After, Before, First, Last
from schema.audience import Answers, batched, resolved, shown, shown_input, shown_type
from schema.connections import Connection
from schema.context import Info
from schema.ids import row_id
from schema.nodes import Node
from schema.participants import Participant, Person
from schema.payloads import Payload, act
from schema.refs import ThreadRef

STAFF = Audience.STAFF


@shown_type(STAFF, "One notice to one person over one channel.", source=models.Delivery)
class Delivery(Node):
    notice: Notice = shown(STAFF, "What it is about.")
    channel: Channel = shown(STAFF, "How it goes.")
    status: DeliveryStatus = shown(STAFF, "What became of it.")
    attempts: int = shown(STAFF, "How often it was tried.")
    created_at: datetime = shown(STAFF, "When it was put in the outbox.")
    sent_at: datetime | None = shown(STAFF, "When it was taken by the mail server or provider.")
    last_error: str | None = shown(STAFF, "Why the last try failed.")

    @batched(STAFF, "To whom; null for an account that has no contact left.", graphql_type=Participant | None)
    async def recipient(self, parents: list[models.Delivery], info: Info) -> Answers[Person]:
        accounts = await info.context.loaders.account_contacts.all([row.account_id for row in parents])
        return [
            account if row.account_id else row.contact or row.employee
            for row, account in zip(parents, accounts, strict=True)
        ]

    @batched(STAFF, "The thread that it is about; null for what is about signing in.", graphql_type=ThreadRef | None)
    async def thread(self, parents: list[models.Delivery], info: Info) -> Answers[models.Thread]:
        return await info.context.loaders.threads.all([row.thread_id for row in parents])


@shown_type(STAFF, "Finding deliveries.")
class DeliveryQueries:
    @resolved(STAFF, "Deliveries, newest first.", graphql_type=Connection[Delivery])
    async def deliveries(
        self,
        info: Info,
        statuses: Annotated[
            list[DeliveryStatus] | None, strawberry.argument(description="Only in these states.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> object:
        request = PageRequest(first=first, after=after, last=last, before=before)
        return await deliveries.list_deliveries(info.context.viewer, statuses=statuses, request=request)


@shown_input(STAFF, "A delivery to try again.")
class RetryDeliveryInput:
    delivery_id: strawberry.ID = shown(STAFF, "The delivery.")


@shown_type(STAFF, "What became of trying again.")
class RetryDeliveryPayload(Payload):
    delivery: models.Delivery | None = shown(STAFF, "The delivery.", default=None, graphql_type=Delivery | None)


@shown_type(STAFF, "Trying again.")
class DeliveryActs:
    @act(RetryDeliveryPayload, "Send again what was given up.")
    async def retry_delivery(self, info: Info, input: RetryDeliveryInput) -> RetryDeliveryPayload:
        delivery_id = row_id(input.delivery_id, models.Delivery, "deliveryId")
        return RetryDeliveryPayload(
            delivery=await deliveries.retry_delivery(info.context.viewer, delivery_id=delivery_id)
        )
