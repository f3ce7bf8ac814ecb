"""Lists in pages: Relay connections over keyset cursors."""

from typing import Any, Generic, TypeVar

import strawberry

from auth.viewer import SIGNED_IN
from resolvers.pages import Page
from schema.audience import resolved, shown, shown_type

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
    @resolved(SIGNED_IN, "The entries, each with its cursor.")
    def edges(self, parent: strawberry.Parent[Page[Any]]) -> list[Edge[T]]:
        return [Edge(node=row, cursor=parent.cursor_of(row)) for row in parent.rows]

    @resolved(SIGNED_IN, "The entries alone.")
    def nodes(self, parent: strawberry.Parent[Page[Any]]) -> list[T]:
        return list(parent.rows)

    @resolved(SIGNED_IN, "Whether there is more.")
    def page_info(self, parent: strawberry.Parent[Page[Any]]) -> PageInfo:
        return PageInfo(
            has_next_page=parent.has_next,
            has_previous_page=parent.has_previous,
            start_cursor=parent.cursor_of(parent.rows[0]) if parent.rows else None,
            end_cursor=parent.cursor_of(parent.rows[-1]) if parent.rows else None,
        )
