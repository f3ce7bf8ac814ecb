"""What wakes one listener."""

import asyncio

from realtime.events import Topic


class Bell:
    """Wakes one listener, however often it was rung meanwhile."""

    __slots__ = ("_is_rung", "_woken")

    def __init__(self) -> None:
        self._is_rung = False
        self._woken: asyncio.Future[None] | None = None

    @property
    def is_awaited(self) -> bool:
        return self._woken is not None

    def ring(self, _topic: Topic | None = None) -> None:
        self._is_rung = True
        if self._woken is not None and not self._woken.done():
            self._woken.set_result(None)

    async def wait(self, timeout: float | None = None) -> bool:
        """Until it rings; False when the time was over first. One at a time."""
        if not self._is_rung:
            self._woken = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(timeout):
                    await self._woken
            except TimeoutError:
                return False
            finally:
                self._woken = None
        self._is_rung = False
        return True
