"""How often somebody did something lately, as far as this process knows."""

import time
from dataclasses import dataclass


@dataclass(slots=True)
class Window:
    """A stretch of time that begins with the first thing counted in it."""

    ends_at: float
    count: int = 0


class Windows:
    """Of everybody, all equally long; so they end in the order in which they began."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._of: dict[str, Window] = {}

    def hit(self, who: str) -> int:
        """Count one; how many it makes in the window of now."""
        now = time.time()
        self._let_go(now)
        window = self._of.get(who)
        if window is None or window.ends_at <= now:
            self._of.pop(who, None)
            window = self._of[who] = Window(now + self._seconds)
        window.count += 1
        return window.count

    def seconds_left(self, who: str) -> float:
        """Until the window of now ends."""
        window = self._of.get(who)
        return 0.0 if window is None else max(window.ends_at - time.time(), 0.0)

    def __len__(self) -> int:
        return len(self._of)

    def _let_go(self, now: float) -> None:
        """Of the oldest, as far as they have ended."""
        while self._of:
            oldest = next(iter(self._of))
            if self._of[oldest].ends_at > now:
                return
            del self._of[oldest]
