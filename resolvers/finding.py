"""The page of a list that holds what is looked for."""

from typing import Any, TypeVar, cast
from uuid import UUID

from tortoise.expressions import Q
from tortoise.models import Model
from tortoise.queryset import QuerySet

from models.named_rows import FirstOf, OneOf
from resolvers.pages import Order, PageRequest, in_order

M = TypeVar("M", bound=Model)
# A limit has PostgreSQL put the rows in order first, and then look at each until there are enough.
ALL = 2**31 - 1


async def find_page(
    rows: QuerySet[M],
    *,
    searched: QuerySet[M] | None = None,
    is_so: Q,
    nearest: int,
    hits: Q,
    is_hit_so: Q | None,
    order: Order,
    request: PageRequest,
) -> QuerySet[M]:
    """Those of `rows` on the page for which `is_so`, and one more if there is.

    They are looked for among the `nearest` rows that come next, and only when these do not fill the page, among all: of
    `hits`, which an index finds, those for which `is_hit_so`, or else all of them. What is common fills a page soon,
    and what is seldom its index tells soon. `searched` are the same rows, where they are better found otherwise. See
    docs/decisions/0024.
    """
    wanted, searched = request.size + 1, rows if searched is None else searched
    found = await _first_of(in_order(searched, order, request).limit(nearest), is_so, wanted) if nearest else []
    if len(found) < wanted:
        of_index = in_order(searched.filter(hits), order, request)
        first = _ids(of_index.limit(wanted)) if is_hit_so is None else _first_of(of_index.limit(ALL), is_hit_so, wanted)
        found = await first
    return rows.filter(id__in=found)


async def _first_of(rows: QuerySet[Any], is_so: Q, size: int) -> list[UUID]:
    return await _ids(rows.model.filter(OneOf("id", FirstOf(rows, is_so, size))))


async def _ids(rows: QuerySet[Any]) -> list[UUID]:
    return cast("list[UUID]", await rows.values_list("id", flat=True))
