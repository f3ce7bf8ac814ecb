"""Categories of incidents."""

from typing import Annotated

import strawberry

import models
from auth.viewer import EVERYBODY, SIGNED_IN, Audience
from models import Locale
from resolvers import categories
from schema.audience import resolved, shown, shown_type
from schema.context import Info
from schema.nodes import Node

STAFF = Audience.STAFF
Language = Annotated[Locale | None, strawberry.argument(description="In which language; the viewer's own when absent.")]


@shown_type(EVERYBODY, "What an incident is about.", source=models.Category)
class Category(Node):
    trade: str | None = shown(STAFF, "The trade that usually solves it.")
    position: int = shown(STAFF, "Where it stands in the list.")

    @resolved(EVERYBODY, "Its name.")
    def name(self, parent: strawberry.Parent[models.Category], info: Info, locale: Language = None) -> str:
        return parent.name_in(locale or info.context.viewer.locale)

    @resolved(EVERYBODY, "What to try or know before reporting.")
    def help_text(self, parent: strawberry.Parent[models.Category], info: Info, locale: Language = None) -> str | None:
        return parent.help_in(locale or info.context.viewer.locale)


@shown_type(SIGNED_IN, "Finding categories.")
class CategoryQueries:
    @resolved(
        SIGNED_IN,
        "All categories in use, in their order; to a contact by account, what it may report about.",
        graphql_type=list[Category],
    )
    async def categories(self, info: Info) -> list[models.Category]:
        return await categories.list_categories(info.context.viewer)
