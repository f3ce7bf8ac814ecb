"""What is pushed to many goes straight to their sockets: answered by a plan, written once, and put behind each id."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any
from uuid import UUID

import orjson

import metrics
from schema.context import Context
from schema.operations import extensions_of
from schema.plans.sharing import Sharing

Write = Callable[[bytes], bool]


class Outlet:
    """Where one operation on a socket is told what others are told too; see `resolvers.pushing`."""

    def __init__(self, context: Context, event: Callable[..., Any], session_id: UUID, write: Write) -> None:
        sharing: Sharing = context.sharing
        self.viewer, self.session_id = context.viewer, session_id
        self.key: Hashable = sharing.key_for(context.viewer), context.cost
        self._write = write
        self._sharing, self._context, self._event = sharing, context, event

    async def tell(self, *told: Any) -> bytes:
        """The payload of a `next` message, as it is when it goes through the library."""
        payload: dict[str, Any] = {"data": await self._sharing.answer(replace(self._context), self._event(*told))}
        if extensions := extensions_of(self._context):
            payload["extensions"] = extensions
        return orjson.dumps(payload)

    def write(self, told: bytes) -> bool:
        return self._write(told)

    def count(self, pushes: int) -> None:
        metrics.ANSWERS.labels("planned").inc(pushes)
        metrics.PUSHES.labels(self._sharing.field).inc(pushes)


def outlet_of(context: Context, event: Callable[..., Any]) -> Outlet | None:
    """That of an operation, where it has one. `event` makes of what is told the value of the field that is followed."""
    if context.write is None or context.sharing is None or context.viewer.session_id is None:
        return None
    return Outlet(context, event, context.viewer.session_id, context.write)
