"""Lists in pages: Relay connections over keyset cursors."""

from typing import Any, Generic, TypeVar

from auth.viewer import SIGNED_IN
from resolvers.pages import Page
from schema.audience import shown, shown_type

T = TypeVar("T")


@shown_type(SIGNED_IN, "Whether there is more.")
class PageInfo:
    has_next_page: bool = shown(SIGNED_IN, "Whether there is more after this page.")
    has_previous_page: bool = shown(SIGNED_IN, "Whether there is more before this page.")
    start_cursor: str | None = shown(SIGNED_IN, "The cursor of the first edge.")
    end_cursor: str | None = shown(SIGNED_IN, "The cursor of the last edge.")


@shown_type(SIGNED_IN, "One entry of a page.")
class Edge(Generic[T]):
    node: T = shown(SIGNED_IN, "The entry itself.")
    cursor: str = shown(SIGNED_IN, "Where it stands in the list.")


@shown_type(SIGNED_IN, "One page of a list.")
class Connection(Generic[T]):
    edges: list[Edge[T]] = shown(SIGNED_IN, "The entries, each with its cursor.")
    nodes: list[T] = shown(SIGNED_IN, "The entries alone.")
    page_info: PageInfo = shown(SIGNED_IN, "Whether there is more.")


def connection(page: Page[Any]) -> Any:
    """A page of rows as a connection."""
    edges = [Edge(node=row, cursor=cursor) for row, cursor in zip(page.rows, page.cursors, strict=True)]
    return Connection(
        edges=edges,
        nodes=list(page.rows),
        page_info=PageInfo(
            has_next_page=page.has_next,
            has_previous_page=page.has_previous,
            start_cursor=page.cursors[0] if page.cursors else None,
            end_cursor=page.cursors[-1] if page.cursors else None,
        ),
    )
