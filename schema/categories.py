"""Categories of incidents."""

from typing import Annotated

import strawberry

import models
from auth.viewer import EVERYBODY, SIGNED_IN, Audience
from models import Locale
from resolvers import categories
from schema.arguments import IsArchived
from schema.audience import resolved, shown, shown_type
from schema.context import Info
from schema.nodes import Node

STAFF = Audience.STAFF
Language = Annotated[Locale | None, strawberry.argument(description="In which language; the viewer's own when absent.")]


@shown_type(EVERYBODY, "What an incident is about.", source=models.Category)
class Category(Node):
    trade: str | None = shown(STAFF, "The trade that usually solves it.")
    position: int = shown(STAFF, "Where it stands in the list.")
    name_nl: str = shown(STAFF, "Its name in Dutch.")
    name_en: str = shown(STAFF, "Its name in English.")
    help_nl: str | None = shown(STAFF, "What to try or know before reporting, in Dutch.")
    help_en: str | None = shown(STAFF, "What to try or know before reporting, in English.")
    version: int = shown(STAFF, "Goes up with every change; give it as `expectedVersion`.")

    @resolved(EVERYBODY, "Its name.")
    def name(self, parent: strawberry.Parent[models.Category], info: Info, locale: Language = None) -> str:
        return parent.name_in(locale or info.context.viewer.locale)

    @resolved(EVERYBODY, "What to try or know before reporting.")
    def help_text(self, parent: strawberry.Parent[models.Category], info: Info, locale: Language = None) -> str | None:
        return parent.help_in(locale or info.context.viewer.locale)

    @resolved(STAFF, "Whether it is out of use.")
    def is_archived(self, parent: strawberry.Parent[models.Category]) -> bool:
        return parent.archived_at is not None


@shown_type(SIGNED_IN, "Finding categories.")
class CategoryQueries:
    @resolved(
        SIGNED_IN,
        "Categories in their order: those in use, unless staff ask otherwise. A contact by account reports about them.",
        graphql_type=list[Category],
    )
    async def categories(self, info: Info, is_archived: IsArchived = False) -> list[models.Category]:
        return await categories.list_categories(info.context.viewer, is_archived=is_archived)
