"""Patch inputs: absent is unchanged, null is cleared."""

from collections.abc import Collection
from typing import Any


def given(patch: object, *, leave_out: Collection[str] = ()) -> dict[str, Any]:
    """What a patch input says, by column; absent fields are absent."""
    return {name: some.value for name, some in vars(patch).items() if name not in leave_out and some is not None}


def value_of(some: Any) -> Any:
    """The value of a field that may be absent; None when it is."""
    return some.value if some is not None else None
