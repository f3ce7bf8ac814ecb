"""Categories of incidents."""

import strawberry

import models
from auth.viewer import SIGNED_IN, Audience
from resolvers import categories
from schema.audience import resolved, shown, shown_type
from schema.context import Info
from schema.nodes import Node

STAFF = Audience.STAFF


@shown_type(SIGNED_IN, "What an incident is about.", source=models.Category)
class Category(Node):
    trade: str | None = shown(STAFF, "The trade that usually solves it.")
    position: int = shown(STAFF, "Where it stands in the list.")

    @resolved(SIGNED_IN, "Its name, in the viewer's language.")
    def name(self, parent: strawberry.Parent[models.Category], info: Info) -> str:
        return parent.name_in(info.context.viewer.locale)

    @resolved(SIGNED_IN, "What to try or know before reporting, in the viewer's language.")
    def help_text(self, parent: strawberry.Parent[models.Category], info: Info) -> str | None:
        return parent.help_in(info.context.viewer.locale)


@shown_type(STAFF, "Finding categories.")
class CategoryQueries:
    @resolved(STAFF, "All categories in use, in their order.", graphql_type=list[Category])
    async def categories(self, info: Info) -> list[models.Category]:
        return await categories.list_categories(info.context.viewer)
