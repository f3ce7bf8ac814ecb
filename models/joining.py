"""Changes that are made together: with one statement on PostgreSQL, and one after the other on SQLite."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, cast

from tortoise.models import Model

from models.changing import Added, Change, Changed, Held, Removed, Taken
from models.hydration import Extent, Hydrate, Part, hydrator
from models.shapes import MOST_STATEMENTS
from models.written_queries import PARAMETER

VALUES = re.compile(r" VALUES \((.*?)\)")


class Piece(NamedTuple):
    """One of several statements. `takes` are its parameters that are columns of rows held by pieces before it."""

    sql: str
    held: type[Model] | None
    takes: tuple[tuple[int, int, str], ...]


class Joined(NamedTuple):
    """The one statement, and what makes each row that is held."""

    sql: str
    rows: tuple[Hydrate, ...]


async def together(*changes: Change | Held[Any]) -> list[int]:
    """Make changes of different rows, none of which looks at what another does; how many rows each of them changed.

    They are parts of the caller's transaction. Where one holds a row, those after it are made after it, with what they
    take from it, and not at all where there is no such row. PostgreSQL makes them with one statement: each sees what
    stood before, but a row that is changed is the one that then stands; and what runs after a row is changed, as
    triggers do, runs after all.
    """
    return await _made(changes, lambda database: database.execute_query)


async def all_together(*changes: Change | Held[Any]) -> list[int]:
    """The same, for changes after which the caller's transaction has none. Are there none before them either, then
    PostgreSQL is not told of a transaction: a statement is one.
    """
    return await _made(changes, lambda database: database.execute_last)


async def _made(changes: Sequence[Change | Held[Any]], way: Callable[[Any], Callable[..., Any]]) -> list[int]:
    written = [cast("Changed | Removed | Added[Any] | Held[Any]", change).written() for change in changes]
    if not any(written):
        return [0 for _ in changes]
    database = changes[0]._db
    if database.capabilities.dialect == "postgres":
        counted = iter(await _made_at_once(way(database), changes, written))
    else:
        counted = iter(await _made_in_turn(database, changes, written))
    return [sum([next(counted) for _ in statements]) for statements in written]


async def _made_at_once(execute: Callable[..., Any], changes: Sequence[Any], written: Sequence[Any]) -> list[int]:
    pieces: list[Piece] = []
    values: list[Any] = []
    held: dict[Any, int] = {}
    for change, sql, given in _each(changes, written):
        takes = tuple([(at, held[each.held], each.name) for at, each in enumerate(given) if each.__class__ is Taken])
        values += [each for each in given if each.__class__ is not Taken] if takes else given
        if change.__class__ is Held:
            held[change] = len(pieces)
        pieces.append(Piece(sql, change.model if change.__class__ is Held else None, takes))
    joined = _joined(tuple(pieces))
    _, [record] = await execute(joined.sql, values)
    for each, at, rows in zip(held, held.values(), joined.rows, strict=True):
        each.row = rows([record])[0] if record[at] else None
    return list(record[: len(pieces)])


async def _made_in_turn(database: Any, changes: Sequence[Any], written: Sequence[Any]) -> list[int]:
    counts: list[int] = []
    is_over = False
    for change, sql, given in _each(changes, written):
        values = [] if is_over else [_found(each) if each.__class__ is Taken else each for each in given]
        if is_over:
            counts.append(0)
        elif change.__class__ is Held:
            returning, rows = _returning(sql, cast("Any", change.model))
            _, records = await database.execute_query(returning, values)
            change.row = rows(records)[0] if records else None
            is_over = change.row is None
            counts.append(len(records))
        else:
            counts.append((await database.execute_query(sql, values))[0])
    return counts


def _found(taken: Taken) -> object:
    return getattr(taken.held.row, taken.name)


def _each(changes: Sequence[Any], written: Sequence[Any]) -> Iterator[tuple[Any, str, list[Any]]]:
    for change, statements in zip(changes, written, strict=True):
        for sql, values in statements:
            yield change, sql, values


@lru_cache(maxsize=MOST_STATEMENTS)
def _joined(pieces: tuple[Piece, ...]) -> Joined:
    """Several statements as one that tells how many rows each changed, and gives those that are held."""
    named: list[str] = []
    held: list[str] = []
    counts = [f"(SELECT count(*) FROM change_{number})" for number in range(len(pieces))]  # noqa: S608
    selected, rows, taken = counts, [], 0
    for number, piece in enumerate(pieces):
        sql, taken = _numbered(piece, taken)
        named.append(f"change_{number} AS ({_hanging_on(held, sql)} RETURNING {_given(sql) if piece.held else 1})")
        if piece.held is not None:
            held.append(f"change_{number}")
            columns = list(piece.held._meta.fields_db_projection.values())
            places = {column: len(selected) + at for at, column in enumerate(columns)}
            rows.append(hydrator([Part(piece.held, (), places)], Extent.WHOLE))
            selected = selected + [f'change_{number}."{column}"' for column in columns]
    found = "".join(f" LEFT JOIN {each} ON true" for each in held)
    source = f" FROM (SELECT 1) AS one{found}" if held else ""
    return Joined(f"WITH {', '.join(named)} SELECT {', '.join(selected)}{source}", tuple(rows))


def _numbered(piece: Piece, taken: int) -> tuple[str, int]:
    """With its parameters numbered through, and the columns that it takes in the places of others."""
    sources = {at + 1: f'change_{number}."{name}"' for at, number, name in piece.takes}
    numbers = sorted({int(each) for each in PARAMETER.findall(piece.sql)} - sources.keys())
    places = {number: f"${at}" for at, number in enumerate(numbers, start=taken + 1)} | sources
    return PARAMETER.sub(lambda parameter: places[int(parameter[1])], piece.sql), taken + len(numbers)


def _hanging_on(held: Sequence[str], sql: str) -> str:
    """Made after rows are held, and where they are.

    They are joined: PostgreSQL looks at a row again that changed while it waited for it, and cannot look into what else
    the statement does then, but knows what it had joined.
    """
    if not held:
        return sql
    kind, source = sql.split(" ", 1)[0], ", ".join(held)
    if kind == "INSERT":
        return VALUES.sub(rf" SELECT \1 FROM {source}", sql, count=1)  # noqa: S608
    word = "FROM" if kind == "UPDATE" else "USING"
    return sql.replace(" WHERE ", f" {word} (SELECT 1 FROM {source}) AS held WHERE ", 1)  # noqa: S608


def _given(sql: str) -> str:
    """All columns of the row that is changed, and none of what it is joined with."""
    return f"{sql.split(' ', 2)[1]}.*"


@lru_cache(maxsize=MOST_STATEMENTS)
def _returning(sql: str, model: Any) -> tuple[str, Hydrate]:
    columns = list(model._meta.fields_db_projection.values())
    rows = hydrator([Part(model, (), {column: at for at, column in enumerate(columns)})], Extent.WHOLE)
    selected = ", ".join(f'"{column}"' for column in columns)
    return f"{sql} RETURNING {selected}", rows
