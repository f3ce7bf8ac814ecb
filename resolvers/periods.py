"""From one date to another, both of them included: the time in which somebody owns or rents something."""

from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from auth.doors import H
from errors import ErrorCode, Invalid


async def check_period(
    rows: QuerySet[H], from_on: date, until_on: date | None, *, except_id: UUID | None = None
) -> None:
    """Refuse a period that ends before it starts, or meets one of these rows, which are about the same.

    A step: the caller holds a lock that whoever writes such a row takes.
    """
    if until_on is not None and until_on < from_on:
        raise Invalid(ErrorCode.INVALID_PERIOD, field="untilOn")
    rows = rows.filter(Q(until_on__isnull=True) | Q(until_on__gte=from_on))
    if until_on is not None:
        rows = rows.filter(from_on__lte=until_on)
    if except_id is not None:
        rows = rows.filter(id__not=except_id)
    if await rows.exists():
        raise Invalid(ErrorCode.INVALID_PERIOD, field="fromOn")


def period_of(row: H, changes: dict[str, Any]) -> tuple[date, date | None]:
    """The period of a row as it will be."""
    return changes.get("from_on", row.from_on), changes.get("until_on", row.until_on)
