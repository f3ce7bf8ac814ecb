"""Writing a row that carries a version."""

from typing import Any

from auth.doors import V, lock_unchanged


async def save_changes(row: V, columns: dict[str, Any]) -> V:
    """Lock the row as it was read and write it: a step of acts. Raises Conflict when somebody was first."""
    locked = await lock_unchanged(row)
    locked.update_from_dict({**columns, "version": locked.version + 1})
    await locked.save(update_fields=[*columns, "version"])
    return locked
