"""The door to the tallies of threads, and adding them up; sums that hold nothing of what anybody wrote."""

from collections.abc import Collection
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Sum
from tortoise.transactions import in_transaction

from auth.viewer import Viewer
from models import ThreadTally


async def count_unread_of_open(viewer: Viewer) -> int:
    """How many threads of open incidents hold something that this employee has not read."""
    employee_id = viewer.employee.id if viewer.employee else None
    entries = ThreadTally.filter(Q(employee_id__isnull=True) | Q(employee_id=employee_id))
    sums = entries.filter(organisation_id=viewer.organisation_id).annotate(total=Sum("amount")).group_by("employee_id")
    totals = dict(await sums.values_list("employee_id", "total"))
    return int(totals.get(None, 0)) - int(totals.get(employee_id, 0))


async def add_up_tallies(most: int) -> None:
    """Put one entry in the place of many, some at a time. Whoever counts meanwhile counts the ones or the other."""
    async with in_transaction():
        entries = await ThreadTally.all().select_for_update().order_by("created_at", "id").limit(most)
        sums = _added_up(entries)
        if len(sums) < len(entries):
            await ThreadTally.filter(id__in=[entry.id for entry in entries]).delete()
            await ThreadTally.bulk_create(sums)


def _added_up(entries: Collection[ThreadTally]) -> list[ThreadTally]:
    sums: dict[tuple[UUID, UUID | None], int] = {}
    for entry in entries:
        key = entry.organisation_id, entry.employee_id
        sums[key] = sums.get(key, 0) + entry.amount
    return [
        ThreadTally(organisation_id=organisation_id, employee_id=employee_id, amount=amount)
        for (organisation_id, employee_id), amount in sums.items()
    ]
