"""The DataLoaders of the textbook server: of one request, or of one socket for as long as it lasts."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from strawberry.dataloader import DataLoader

import models
from models.row import Row


def by_id(model: type[Row]) -> DataLoader[UUID, Any]:
    async def load(ids: list[UUID]) -> list[Row | None]:
        found = {row.id: row for row in await model.filter(id__in=ids)}
        return [found.get(row_id) for row_id in ids]

    return DataLoader(load)


class Loaders:
    def __init__(self, column: str, viewer_id: UUID) -> None:
        self._of_viewer = {column: viewer_id}
        self.employees, self.contacts = by_id(models.Employee), by_id(models.Contact)
        self.properties, self.units = by_id(models.Property), by_id(models.Unit)
        self.threads, self.messages = by_id(models.Thread), by_id(models.Message)
        self.marks = DataLoader(self._load_marks)

    async def _load_marks(self, ids: list[UUID]) -> list[int]:
        seqs: dict[UUID, int] = defaultdict(int)
        for mark in await models.ReadMark.filter(thread_id__in=ids, **self._of_viewer):
            seqs[mark.thread_id] = mark.seq
        return [seqs[row_id] for row_id in ids]
