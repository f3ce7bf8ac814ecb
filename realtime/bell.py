"""What wakes one listener."""

import asyncio

from realtime.events import Topic


class Bell:
    """Wakes one listener, however often it was rung meanwhile."""

    __slots__ = ("_rung", "is_awaited")

    def __init__(self) -> None:
        self.is_awaited = False
        self._rung = asyncio.Event()

    def ring(self, _topic: Topic | None = None) -> None:
        self._rung.set()

    async def wait(self, timeout: float | None = None) -> bool:
        """Until it rings; False when the time was over first."""
        self.is_awaited = True
        try:
            async with asyncio.timeout(timeout):
                await self._rung.wait()
        except TimeoutError:
            return False
        finally:
            self.is_awaited = False
        self._rung.clear()
        return True
