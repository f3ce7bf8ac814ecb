"""How Python looks for garbage: not often, and not again through what is known to stay.

Each search stops everybody, and Python searches all there is when a quarter has come: 0.5 s with 5,000 who listen. So
what a search of all has left is frozen, as is what was made at the start. Who leaves is let go of at once, frozen or
not; a circle that breaks while it is frozen is found when all is looked through, once an hour.
"""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

# Ten thousand containers more than were let go of, instead of 700: a push to a thousand listeners makes thousands.
# What outlived that is looked through after five times: when many have come at once, twenty would stop all for 0.1 s.
THRESHOLDS = (10_000, 2, 1)
ALL_SECONDS = 3600.0
OLDEST = 2


@contextmanager
def looked_for_less() -> Iterator[None]:
    """From when the process has started. What was frozen stays so after the block, for then the process ends."""
    search = Search()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    gc.callbacks.append(search)
    try:
        yield
    finally:
        gc.callbacks.remove(search)


class Search:
    """Is told when Python begins to look, and when it has."""

    def __init__(self) -> None:
        self._all_at = time.monotonic() + ALL_SECONDS

    def __call__(self, phase: str, info: dict[str, int]) -> None:
        if info["generation"] != OLDEST:
            return
        if phase == "stop":
            gc.freeze()
        elif time.monotonic() >= self._all_at:
            self._all_at = time.monotonic() + ALL_SECONDS
            gc.unfreeze()
