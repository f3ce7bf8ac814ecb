"""GraphQL over websocket: the graphql-transport-ws protocol, with malformed frames refused before they are read.

The protocol: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md.
"""

from typing import Any, cast

from graphql import GraphQLFormattedError
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler
from strawberry.subscriptions.protocols.graphql_transport_ws.types import (
    ConnectionInitMessage,
    Message,
    SubscribeMessage,
)

from catalogue import say
from errors import ErrorCode
from schema.api import schema_of
from schema.context import Context
from schema.failures import unexpected

INVALID, TRY_AGAIN_LATER = 4400, 1013


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
        except WebSocketDisconnected:
            raise
        except Exception as error:  # noqa: BLE001 - clients take any other end for a refusal, and stay away
            unexpected(error, self.context.viewer.locale)
            await self.websocket.close(TRY_AGAIN_LATER, "Try again later")

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        if self.connection_acknowledged and message["id"] not in self.operations and self._is_full:
            await self.send_message({"id": message["id"], "type": "error", "payload": [self._too_many()]})
        else:
            self.schema = schema_of(self.context.viewer)
            await super().handle_subscribe(message)

    @property
    def _is_full(self) -> bool:
        most = self.max_subscriptions_per_connection
        return most is not None and len(self.operations) >= most

    def _too_many(self) -> GraphQLFormattedError:
        limit = self.max_subscriptions_per_connection
        message = say(self.context.viewer.locale, "error.too_many", limit=limit)
        return {"message": message, "extensions": {"code": "RATE_LIMITED", "reason": ErrorCode.TOO_MANY}}


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
    )
