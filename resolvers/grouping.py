"""Rows sorted out by what they belong to, for reading many lists in one query."""

from collections.abc import Collection, Iterable
from typing import TypeVar
from uuid import UUID

from tortoise.models import Model

M = TypeVar("M", bound=Model)


def grouped(rows: Iterable[M], ids: Collection[UUID], column: str) -> dict[UUID, list[M]]:
    """A list for each id, empty where there is nothing, of the rows whose `column` holds it; in the order of `rows`."""
    by_id: dict[UUID, list[M]] = {row_id: [] for row_id in ids}
    for row in rows:
        by_id[getattr(row, column)].append(row)
    return by_id
