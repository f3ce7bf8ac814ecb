"""Writing a row that carries a version, and putting one out of use."""

from typing import Any

import clock
from auth.doors import V, lock_unchanged
from models import Category, Contact, Property, Unit


async def save_changes(row: V, columns: dict[str, Any]) -> V:
    """Lock the row as it was read and write it: a step of acts. Raises Conflict when somebody was first."""
    locked = await lock_unchanged(row)
    locked.update_from_dict({**columns, "version": locked.version + 1})
    await locked.save(update_fields=[*columns, "version"])
    return locked


def archiving(row: Category | Contact | Property | Unit, changes: dict[str, Any]) -> dict[str, Any]:
    """The column for `is_archived`, when it stands in `changes`; what was archived already keeps its moment."""
    if "is_archived" not in changes:
        return {}
    return {"archived_at": (row.archived_at or clock.now()) if changes["is_archived"] else None}
