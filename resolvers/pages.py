"""Pages of a list: keyset cursors, forwards and backwards."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import orjson
from tortoise.exceptions import BaseORMException
from tortoise.expressions import Q
from tortoise.models import Model
from tortoise.queryset import QuerySet

from errors import ErrorCode, Invalid
from models.prepared import rows_of_each
from models.shapes import INTEGERS

DEFAULT_SIZE = 20
LARGEST_SIZE = 100
LONGEST_IN_CURSOR = 1_000  # longer than any text that a list is ordered by

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Order:
    """The columns of a list's order, none of them nullable; the last one is unique."""

    columns: tuple[str, ...]
    is_descending: bool = False


@dataclass(frozen=True)
class PageRequest:
    """Which page: `first` after a cursor, or `last` before one."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None

    @property
    def is_backwards(self) -> bool:
        return self.last is not None or (self.before is not None and self.first is None)

    @property
    def size(self) -> int:
        return next((size for size in (self.first, self.last) if size is not None), DEFAULT_SIZE)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows of a list, in an order that gives each a cursor."""

    rows: Sequence[M]
    order: Order
    has_next: bool
    has_previous: bool

    @property
    def cursors(self) -> list[str]:
        return [self.cursor_of(row) for row in self.rows]

    def cursor_of(self, row: M) -> str:
        return cursor_of(row, self.order)


async def read_page(rows: QuerySet[M], order: Order, request: PageRequest) -> Page[M]:
    """One page of `rows` in one query. Raises Invalid for sizes and cursors that cannot be."""
    return _page(await _filling(rows, order, request), order, request)


async def read_pages(lists: Sequence[QuerySet[M]], order: Order, request: PageRequest) -> list[Page[M]]:
    """The same page of each of several lists that differ in their ids alone, in one query for all."""
    found = await rows_of_each([_filling(rows, order, request) for rows in lists])
    return [_page(rows, order, request) for rows in found]


def in_order(rows: QuerySet[M], order: Order, request: PageRequest) -> QuerySet[M]:
    """The rows from a page's cursor onwards, in the order in which the page fills. Raises Invalid as `read_page`."""
    _check(request)
    if request.after is not None:
        rows = rows.filter(_beyond(rows, order, request.after, is_forwards=True))
    if request.before is not None:
        rows = rows.filter(_beyond(rows, order, request.before, is_forwards=False))
    sign = "-" if order.is_descending != request.is_backwards else ""
    return rows.order_by(*(sign + column for column in order.columns))


def _filling(rows: QuerySet[M], order: Order, request: PageRequest) -> QuerySet[M]:
    """The rows of a page, and one more, by which it is seen that there are more."""
    return in_order(rows, order, request).limit(request.size + 1)


def _page(found: list[M], order: Order, request: PageRequest) -> Page[M]:
    has_more, kept = len(found) > request.size, found[: request.size]
    if request.is_backwards:
        kept.reverse()
    return Page(
        rows=kept,
        order=order,
        has_next=request.before is not None if request.is_backwards else has_more,
        has_previous=has_more if request.is_backwards else request.after is not None,
    )


def cursor_of(row: Model, order: Order) -> str:
    """Where a row stands in an order."""
    return encode_cursor([getattr(row, column) for column in order.columns])


def encode_cursor(values: Sequence[object]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(values, default=str)).decode().rstrip("=")


def decode_cursor(cursor: str, length: int, *, field: str = "after") -> list[Any]:
    """The values in a cursor. Raises Invalid for what is none."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        values = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error):
        raise Invalid(ErrorCode.INVALID_CURSOR, field=field) from None
    if not isinstance(values, list) or len(values) != length:
        raise Invalid(ErrorCode.INVALID_CURSOR, field=field)
    return values


def _check(request: PageRequest) -> None:
    if request.first is not None and request.last is not None:
        raise Invalid(ErrorCode.TOO_MANY, field="last", limit=LARGEST_SIZE)
    if not 0 <= request.size <= LARGEST_SIZE:
        raise Invalid(ErrorCode.TOO_MANY, field="last" if request.is_backwards else "first", limit=LARGEST_SIZE)


def _beyond(rows: QuerySet[M], order: Order, cursor: str, *, is_forwards: bool) -> Q:
    """That a row stands after (or before) the cursor."""
    field = "after" if is_forwards else "before"
    values = _typed(rows, order, decode_cursor(cursor, len(order.columns), field=field), field)
    comparison = "lt" if order.is_descending == is_forwards else "gt"
    beyond, equal = Q(id__isnull=True), Q()
    for column, value in zip(order.columns, values, strict=True):
        beyond |= equal & Q(**{f"{column}__{comparison}": value})
        equal &= Q(**{column: value})
    # What follows from the rest, for the database: an index is entered at a bound, and not at one of several.
    return Q(**{f"{order.columns[0]}__{comparison}e": values[0]}) & beyond


def _typed(rows: QuerySet[M], order: Order, values: list[Any], field: str) -> list[Any]:
    try:
        columns = [rows.model._meta.fields_map[column] for column in order.columns]
        typed = [column.to_python_value(value) for column, value in zip(columns, values, strict=True)]
    except (ValueError, TypeError, OverflowError, AttributeError, OSError, BaseORMException):
        raise Invalid(ErrorCode.INVALID_CURSOR, field=field) from None
    if not all(map(_can_stand_in_a_row, values, typed)):
        raise Invalid(ErrorCode.INVALID_CURSOR, field=field)
    return typed


def _can_stand_in_a_row(given: Any, value: Any) -> bool:
    """Whether a database takes it: not every text, and no number of any size."""
    if value is None or isinstance(given, bool):
        return False
    if isinstance(value, int):
        return INTEGERS.start <= value < INTEGERS.stop  # a range would count through itself for an enum
    return not isinstance(value, str) or (len(value) <= LONGEST_IN_CURSOR and "\0" not in value)
