"""GraphQL over websocket: the graphql-transport-ws protocol, with malformed frames refused before they are read.

The protocol: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from typing import Any, cast

import orjson
from graphql import GraphQLFormattedError
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler, Operation
from strawberry.subscriptions.protocols.graphql_transport_ws.types import (
    ConnectionInitMessage,
    Message,
    SubscribeMessage,
)

from catalogue import say
from errors import ErrorCode, TooManyRequests
from schema.api import schema_of
from schema.context import Context
from schema.failures import too_often, unexpected
from schema.plans.sharing import Shared

INVALID, IN_USE, TRY_AGAIN_LATER = 4400, 4409, 1013
LONGEST_REASON = 123  # bytes: RFC 6455, 5.5
SEND_NOW = "huismeester.send_now"  # an extension of ASGI: `serving.direct_frames`


class Socket(BaseGraphQLTransportWSHandler[Context, None]):
    """One connection; its schema is that of the viewer whom `connection_init` named."""

    async def handle_message(self, message: Message) -> None:
        if is_well_formed(message):
            await super().handle_message(message)
        else:
            await self.websocket.close(INVALID, "Invalid message")

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        if message.get("payload", {}) is None:
            message = cast("ConnectionInitMessage", {"type": "connection_init"})
        try:
            await super().handle_connection_init(message)
            self.connection_init_timeout_task = None  # who has introduced itself holds it no longer
        except WebSocketDisconnected:
            raise
        except TooManyRequests:
            await self.websocket.close(TRY_AGAIN_LATER, "Too many requests")
        except Exception as error:  # noqa: BLE001 - clients take any other end for a refusal, and stay away
            unexpected(error, self.context.viewer.locale)
            await self.websocket.close(TRY_AGAIN_LATER, "Try again later")

    async def run_operation(self, operation: Operation[Context, None]) -> None:
        """In a context of its own, which knows how to send past this."""
        own = copy(self)
        own.context = replace(self.context, write=writer_of(own, operation))
        await super(Socket, own).run_operation(operation)

    async def send_message(self, message: Any) -> None:
        """What goes to many was written already."""
        data = message["payload"].get("data") if message["type"] == "next" else None
        if isinstance(data, Shared):
            message = {**message, "payload": {**message["payload"], "data": data.text}}
        await super().send_message(message)

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        if not self.connection_acknowledged:
            await super().handle_subscribe(message)
        elif message["id"] in self.operations:
            await self.websocket.close(IN_USE, fit_a_close(f"Subscriber for {message['id']} already exists"))
        elif refusal := self._too_many() or await self._too_often():
            await self.send_message({"id": message["id"], "type": "error", "payload": [refusal]})
        else:
            self.schema = schema_of(self.context.viewer)
            await super().handle_subscribe(message)

    def _too_many(self) -> GraphQLFormattedError | None:
        limit = self.max_subscriptions_per_connection or 0
        if len(self.operations) < limit:
            return None
        message = say(self.context.viewer.locale, "error.too_many", limit=limit)
        return {"message": message, "extensions": {"code": "RATE_LIMITED", "reason": ErrorCode.TOO_MANY}}

    async def _too_often(self) -> GraphQLFormattedError | None:
        """An operation on a socket counts as a request."""
        attempts, viewer = self.context.house.attempts, self.context.viewer
        try:
            await attempts.count_request_from(self.context.address)
            await attempts.count_request_of(viewer.session_id)
        except TooManyRequests as refused:
            message, extensions = too_often(refused, viewer.locale)
            return {"message": message, "extensions": extensions}
        return None


def writer_of(socket: Socket, operation: Operation[Context, None]) -> Callable[[bytes], bool] | None:
    """What sends a payload under the id of an operation, for as long as it runs; None where the server cannot."""
    extension = socket.context.scope.get("extensions", {}).get(SEND_NOW)
    if extension is None:
        return None
    send_now, running = extension["send"], socket.operations
    head = b'{"id":%b,"type":"next","payload":' % orjson.dumps(operation.id)

    def write(payload: bytes) -> bool:
        if running.get(operation.id) is not operation:
            return False
        return bool(send_now(b"%b%b}" % (head, payload)))

    return write


def fit_a_close(reason: str) -> str:
    """As much of a reason as a close frame holds. A longer one would break the socket without any code."""
    return reason.encode()[:LONGEST_REASON].decode(errors="ignore")


def is_well_formed(message: Any) -> bool:
    """Whether a frame has the fields of its type, each of the right type."""
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        return False
    match message["type"]:
        case "connection_init" | "ping" | "pong":
            return isinstance(message.get("payload"), dict | None)
        case "subscribe":
            return _is_text(message.get("id")) and _is_operation(message.get("payload"))
        case "complete":
            return _is_text(message.get("id"))
    return False


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_operation(payload: Any) -> bool:
    return (
        isinstance(payload, dict)
        and _is_text(payload.get("query"))
        and isinstance(payload.get("operationName"), str | None)
        and isinstance(payload.get("variables"), dict | None)
        and isinstance(payload.get("extensions"), dict | None)
    )
