"""What admins do with categories: adding and changing them."""

import strawberry

import models
from auth.viewer import Audience
from resolvers import categories
from schema.audience import shown, shown_input, shown_type
from schema.categories import Category
from schema.context import Info
from schema.ids import row_id
from schema.patches import given
from schema.payloads import Payload, act

ADMIN = Audience.ADMIN


@shown_input(ADMIN, "A category to add.")
class CreateCategoryInput:
    name_nl: str = shown(ADMIN, "Its name in Dutch.")
    name_en: str = shown(ADMIN, "Its name in English.")
    help_nl: str | None = shown(ADMIN, "What to try or know before reporting, in Dutch.", default=None)
    help_en: str | None = shown(ADMIN, "What to try or know before reporting, in English.", default=None)
    trade: str | None = shown(ADMIN, "The trade that usually solves it.", default=None)
    position: int | None = shown(
        ADMIN, "Where it stands in the list, from 0 to 9999; absent is at the end.", default=None
    )
    idempotency_key: str = shown(ADMIN, "Made up by the client; the same key adds one category, however often sent.")


@shown_input(ADMIN, "What to change about a category; what is absent stays, null clears.")
class UpdateCategoryInput:
    category_id: strawberry.ID = shown(ADMIN, "The category.")
    name_nl: strawberry.Maybe[str] = shown(ADMIN, "Its name in Dutch.")
    name_en: strawberry.Maybe[str] = shown(ADMIN, "Its name in English.")
    help_nl: strawberry.Maybe[str | None] = shown(ADMIN, "What to try or know before reporting, in Dutch.")
    help_en: strawberry.Maybe[str | None] = shown(ADMIN, "What to try or know before reporting, in English.")
    trade: strawberry.Maybe[str | None] = shown(ADMIN, "The trade that usually solves it.")
    position: strawberry.Maybe[int] = shown(ADMIN, "Where it stands in the list, from 0 to 9999.")
    is_archived: strawberry.Maybe[bool] = shown(ADMIN, "Whether it is out of use: no new incident is about it then.")
    expected_version: int | None = shown(ADMIN, "Refuse with CONFLICT when it is not this version.", default=None)


@shown_type(ADMIN, "What became of adding a category.")
class CreateCategoryPayload(Payload):
    category: models.Category | None = shown(ADMIN, "The category.", default=None, graphql_type=Category | None)


@shown_type(ADMIN, "What became of changing a category.")
class UpdateCategoryPayload(Payload):
    category: models.Category | None = shown(ADMIN, "The category.", default=None, graphql_type=Category | None)


@shown_type(ADMIN, "Adding and changing categories.")
class CategoryActs:
    @act(CreateCategoryPayload, "Add a category.")
    async def create_category(self, info: Info, input: CreateCategoryInput) -> CreateCategoryPayload:
        return CreateCategoryPayload(category=await categories.create_category(info.context.viewer, **vars(input)))

    @act(UpdateCategoryPayload, "Change a category, or put it out of use.")
    async def update_category(self, info: Info, input: UpdateCategoryInput) -> UpdateCategoryPayload:
        category = await categories.update_category(
            info.context.viewer,
            category_id=row_id(input.category_id, models.Category, "categoryId"),
            changes=given(input, leave_out={"category_id", "expected_version"}),
            expected_version=input.expected_version,
        )
        return UpdateCategoryPayload(category=category)
