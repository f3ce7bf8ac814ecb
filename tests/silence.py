"""That nothing happened: every row of every table is what it was."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tortoise.models import Model

import models

TABLES = [made for made in vars(models).values() if isinstance(made, type) and issubclass(made, Model)]


async def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows, as they stand."""
    return {table.__name__: await table.all().order_by("id").values() for table in TABLES}


@asynccontextmanager
async def nothing_happens(*, but: type[Model] | None = None) -> AsyncIterator[None]:
    """Fails when the block left anything behind in the database, except in the one table that is named."""
    before = await everything()
    yield
    after = await everything()
    if but is not None:
        before[but.__name__] = after[but.__name__]
    assert after == before
