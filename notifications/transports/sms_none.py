"""No SMS provider: what was to go by SMS is given up at once, where staff can see it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from notifications.texts import Text
from notifications.transports.transport import Carry, CarryFailed


class NoSms:
    """Refuses every text."""

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Carry[Text]]:
        yield self._refuse

    async def _refuse(self, _text: Text) -> None:
        raise CarryFailed("no SMS provider", permanent=True)
