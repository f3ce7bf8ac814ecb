"""The rows of a query, as we make them and as Tortoise does."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from tortoise.models import Model
from tortoise.queryset import QuerySet

from auth import access, readers, register
from auth.access import visible_messages
from auth.viewer import Viewer
from models import Incident, Message, MessageKind, SubIncident
from models.prepared import statement_for
from resolvers.pages import Page, PageRequest, encode_cursor, read_page, read_pages
from resolvers.threads import order_for
from tests.cast import Cast, given_to, reported, says, through_link
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


async def a_page_of_each_is_as_each_by_itself(cast: Cast) -> None:
    """Forwards, backwards, from a cursor on, for who counts what and who sees what."""
    viewers, thread_ids = await _busy_threads(cast)
    pages = 0

    for viewer in viewers:
        order, cursor = order_for(viewer), encode_cursor([2])
        for request in (PageRequest(first=2), PageRequest(last=3), PageRequest(first=9, after=cursor)):
            lists = [visible_messages(viewer).filter(thread_id=thread_id) for thread_id in thread_ids]
            together = await read_pages(lists, order, request)
            apart = [await read_page(rows, order, request) for rows in lists]
            assert [_told(page) for page in together] == [_told(page) for page in apart]
            pages += len([page for page in together if page.rows])

    assert pages > len(viewers) * len(thread_ids)


async def _busy_threads(cast: Cast) -> tuple[list[Viewer], list[UUID]]:
    """Of which one viewer reads all, and another one alone; and one that is not there."""
    first, other = await reported(cast), await reported(cast, "Anders")
    order = await given_to(cast, cast.piet, first)
    subjects: list[Incident | SubIncident] = [first, other, order]
    for number, subject in enumerate(subjects):
        for text in "abcdef"[number:]:
            await says(cast.as_anna, subject, text)
            await says(cast.as_anna, subject, f"Notitie {text}", kind=MessageKind.NOTE)
    viewers = [cast.as_anna, await through_link(cast.piet, order)]
    return viewers, [first.thread_id, other.thread_id, order.thread_id, uuid4()]


def _told(page: Page[Message]) -> tuple[Any, ...]:
    return page.has_next, page.has_previous, page.cursors, [columns(row) for row in page.rows]


async def both_ways(query: QuerySet[Any]) -> tuple[list[Any], list[Any]]:
    """What a query finds, column by column and relation by relation: by its statement, and by Tortoise.

    Rows of which no order is asked come in any.
    """
    assert statement_for(query, []) is not None
    prepared = await query
    query._choose_db_if_not_chosen()
    query._make_query()
    found = [columns(row) for row in prepared], [columns(row) for row in await query._execute()]
    return found if query._orderings else (sorted(found[0], key=str), sorted(found[1], key=str))


def columns(row: Model) -> dict[str, Any]:
    """All that a row holds; a UUID of the driver's own is a UUID."""
    return {name: _plain(value) for name, value in sorted(vars(row).items())}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return columns(value)
    return UUID(value.hex) if isinstance(value, UUID) else (type(value), value)
