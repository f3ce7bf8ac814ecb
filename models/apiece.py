"""The same statement for several sets of values, as one: a page of each of many lists, read together."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from models.written_queries import PARAMETER, Place

MOST_TOGETHER = 100  # SQLite takes 500 at most

Values = Sequence[Any]


def differing(values_of_each: Sequence[Values]) -> list[int]:
    """The numbers of the values that are not the same in all."""
    first = values_of_each[0]
    return [number for number in range(len(first)) if any(own[number] != first[number] for own in values_of_each)]


def for_postgresql(sql: str, places: Sequence[Place], values_of_each: Sequence[Values]) -> tuple[str, list[Any]] | None:
    """The statement, once for each row of a list of values; None when these are not all ids and whole numbers.

    Its last column is the number of the set of values that a record is for, from 0.
    """
    apart = set(differing(values_of_each))
    kinds = {number: _kind_of([own[number] for own in values_of_each]) for number in apart}
    if None in kinds.values():
        return None
    listed = {at: kinds[place] for at, (place, _) in enumerate(places, start=1) if place is not None and place in apart}
    each = PARAMETER.sub(lambda found: f"asked.v{found[1]}" if int(found[1]) in listed else found[0], sql)
    lists, names = ", ".join(f"${at}::{kind}[]" for at, kind in listed.items()), "".join(f"v{at}, " for at in listed)
    bound = [_bound(place, constant, values_of_each, apart) for place, constant in places]
    asked = f"unnest({lists}) WITH ORDINALITY AS asked({names}number)"
    return f"SELECT page.*, asked.number - 1 FROM {asked} CROSS JOIN LATERAL ({each}) AS page", bound  # noqa: S608


def for_sqlite(sql: str, places: Sequence[Place], values_of_each: Sequence[Values]) -> tuple[str, list[Any]]:
    """The statement as often as there are sets of values, one after the other, with the same last column."""
    pages = [f"SELECT page.*, {number} FROM ({sql}) AS page" for number in range(len(values_of_each))]  # noqa: S608
    bound = [constant if place is None else own[place] for own in values_of_each for place, constant in places]
    return " UNION ALL ".join(pages), bound


def _kind_of(values: Sequence[Any]) -> str | None:
    """As PostgreSQL calls them."""
    if all(isinstance(value, UUID) for value in values):
        return "uuid"
    return "int" if all(type(value) is int for value in values) else None


def _bound(place: int | None, constant: Any, values_of_each: Sequence[Values], apart: set[int]) -> Any:
    if place is None:
        return constant
    return [own[place] for own in values_of_each] if place in apart else values_of_each[0][place]
