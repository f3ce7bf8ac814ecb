"""How often Python looks for garbage. What was made at the start stays, and is not looked through again."""

import gc

# Ten thousand containers more than were let go of, instead of 700: a push to a thousand listeners makes thousands.
THRESHOLDS = (10_000, 20, 10)


def look_for_garbage_less() -> None:
    """Call it when the process has started."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
