"""The rows of a query, as we make them and as Tortoise does."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from tortoise.models import Model
from tortoise.queryset import QuerySet

from auth import access, readers, register
from auth.viewer import Viewer
from models.prepared import statement_for
from tests.cast import Cast
from tests.schema.world import furnish, sights


def doors(viewer: Viewer) -> Iterator[tuple[str, QuerySet[Any]]]:
    """Every door that takes a viewer alone."""
    for module in (access, readers, register):
        for name, door in vars(module).items():
            if name.startswith("visible_") and door.__module__ == module.__name__ and name != "visible_readers":
                yield name, door(viewer)


async def every_door_opens_alike(here: Cast, there: Cast) -> None:
    """For every kind of viewer of the first of two organisations."""
    found = 0

    for sight in await sights(await furnish(here), await furnish(there)):
        for name, query in doors(sight.viewer):
            prepared, by_tortoise = await both_ways(query)
            assert prepared == by_tortoise, (sight.name, name)
            found += len(prepared)

    assert found > 100


async def both_ways(query: QuerySet[Any]) -> tuple[list[Any], list[Any]]:
    """What a query finds, column by column and relation by relation: by its statement, and by Tortoise."""
    assert statement_for(query, []) is not None
    prepared = await query
    query._choose_db_if_not_chosen()
    query._make_query()
    return [columns(row) for row in prepared], [columns(row) for row in await query._execute()]


def columns(row: Model) -> dict[str, Any]:
    """All that a row holds; a UUID of the driver's own is a UUID."""
    return {name: _plain(value) for name, value in sorted(vars(row).items())}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return columns(value)
    return UUID(value.hex) if isinstance(value, UUID) else (type(value), value)
