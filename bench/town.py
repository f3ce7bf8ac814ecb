"""A town of incidents for a measurement: rows made by the hundred thousand, put in past the acts."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
from tortoise.models import Model

from bench import words
from models import (
    Category,
    Contact,
    ContactType,
    Employee,
    Incident,
    IncidentStatus,
    Message,
    MessageKind,
    Organisation,
    Property,
    SubIncident,
    SubIncidentKind,
    Thread,
    Unit,
    WorkOrderStatus,
)

ORGANISATION, EMPLOYEE, CATEGORY = UUID(int=1), UUID(int=2), UUID(int=3)
ORDER_OF_TABLES = (Organisation, Employee, Category, Contact, Property, Unit, Thread, Incident, SubIncident, Message)
SECOND_OF_ALL = datetime(2024, 1, 1, tzinfo=UTC)
STATUSES = (*[IncidentStatus.CLOSED] * 8, IncidentStatus.REPORTED, IncidentStatus.IN_PROGRESS)

Columns = dict[str, Any]


@dataclass(frozen=True)
class Size:
    incidents: int
    messages_per_incident: int = 6

    @property
    def properties(self) -> int:
        return max(self.incidents // 50, 1)

    @property
    def contacts(self) -> int:
        return max(self.incidents // 10, 1)


def rows(size: Size) -> Iterator[tuple[type[Model], Columns]]:
    """Every row, parents first."""
    yield Organisation, {"id": ORGANISATION, "name": "Grootbezit", "slug": "grootbezit"}
    shared = {"organisation_id": ORGANISATION}
    person = {"name": "Anna de Vries", "email": "anna@grootbezit.example", "password_hash": "-"}
    yield Employee, {"id": EMPLOYEE, **shared, **person}
    yield Category, {"id": CATEGORY, **shared, "name_nl": "Overig", "name_en": "Other"}
    lot = Random(42)  # noqa: S311 - the same town every time
    for number in range(size.contacts):
        yield Contact, _contact(lot, number)
    for number in range(size.properties):
        yield Property, _property(lot, number)
        yield Unit, {"id": _id(5, number), **shared, "property_id": _id(4, number), "label": f"{number % 9}-hoog"}
    for number in range(size.incidents):
        yield from _incident(lot, number, size)


def _contact(lot: Random, number: int) -> Columns:
    name = words.name(lot)
    return {
        "id": _id(6, number),
        "organisation_id": ORGANISATION,
        "type": ContactType.EXTERNAL_PARTY if number % 10 == 0 else ContactType.TENANT,
        "name": name,
        "company": f"Installatiebedrijf {name.split()[-1]}" if number % 10 == 0 else None,
        "email": f"{name.lower().replace(' ', '.')}{number}@post.example",
        "phone": f"+316{10_000_000 + number * 7919 % 90_000_000}",
    }


def _property(lot: Random, number: int) -> Columns:
    return {
        "id": _id(4, number),
        "organisation_id": ORGANISATION,
        "street": lot.choice(words.STREETS),
        "house_number": str(lot.randint(1, 300)),
        "postcode": f"{lot.randint(1000, 9999)} {lot.choice('ABCDEGH')}{lot.choice('KLMNPRS')}",
        "city": lot.choice(words.CITIES),
    }


def _incident(lot: Random, number: int, size: Size) -> Iterator[tuple[type[Model], Columns]]:
    reported = SECOND_OF_ALL + timedelta(minutes=9 * number)
    title, description = words.defect(lot)
    building = lot.randrange(size.properties)
    yield Thread, {"id": _id(7, number), "organisation_id": ORGANISATION}
    yield (
        Incident,
        {
            "id": _id(9, number),
            "organisation_id": ORGANISATION,
            "thread_id": _id(7, number),
            "reference": f"{reported.year}-{number:05d}",
            "title": title,
            "description": description,
            "category_id": CATEGORY,
            "property_id": _id(4, building),
            "unit_id": _id(5, building),
            "reporter_id": _id(6, lot.randrange(size.contacts)),
            "handler_id": EMPLOYEE,
            "status": lot.choice(STATUSES),
            "reported_at": reported,
            "last_activity_at": reported + timedelta(hours=lot.randint(1, 400)),
        },
    )
    yield from _work_order(lot, number, size, title)
    yield from _messages(lot, number, size, reported)


def _work_order(lot: Random, number: int, size: Size, title: str) -> Iterator[tuple[type[Model], Columns]]:
    yield Thread, {"id": _id(8, number), "organisation_id": ORGANISATION}
    yield (
        SubIncident,
        {
            "id": _id(10, number),
            "organisation_id": ORGANISATION,
            "incident_id": _id(9, number),
            "thread_id": _id(8, number),
            "kind": SubIncidentKind.WORK_ORDER,
            "title": title,
            "description": "Graag nakijken en herstellen.",
            "status": WorkOrderStatus.ACCEPTED,
            "party_id": _id(6, lot.randrange(0, size.contacts, 10)),
            "created_by_id": EMPLOYEE,
        },
    )


def _messages(lot: Random, number: int, size: Size, reported: datetime) -> Iterator[tuple[type[Model], Columns]]:
    for seq in range(1, size.messages_per_incident + 1):
        yield (
            Message,
            {
                "created_at": reported + timedelta(hours=seq),
                "thread_id": _id(7 + seq % 2, number),
                "seq": seq,
                "shared_seq": seq,
                "kind": MessageKind.NOTE if seq == 3 else MessageKind.POST,
                "author_employee_id": EMPLOYEE,
                "body": words.saying(lot),
            },
        )


def _id(table: int, number: int) -> UUID:
    return UUID(int=(table << 64) + number + 1)


def batches(size: Size, length: int = 50_000) -> Iterator[tuple[type[Model], list[tuple[Any, ...]]]]:
    """Rows as their tables want them, table by table within a batch, so that parents are there first."""
    waiting: dict[type[Model], list[tuple[Any, ...]]] = {table: [] for table in ORDER_OF_TABLES}
    shapes: dict[type[Model], _Shape] = {table: _Shape(table) for table in ORDER_OF_TABLES}
    for table, columns in rows(size):
        waiting[table].append(shapes[table].record(columns))
        if len(waiting[Message]) >= length:
            yield from _emptied(waiting)
    yield from _emptied(waiting)


def _emptied(
    waiting: dict[type[Model], list[tuple[Any, ...]]],
) -> Iterator[tuple[type[Model], list[tuple[Any, ...]]]]:
    for table, records in waiting.items():
        if records:
            yield table, list(records)
            records.clear()


def columns_of(table: type[Model]) -> list[str]:
    return list(table._meta.fields_db_projection.values())


class _Shape:
    """How the columns of a row become a record: what is not given gets the default of its model."""

    def __init__(self, table: type[Model]) -> None:
        self._fields = [(name, table._meta.fields_map[name]) for name in table._meta.fields_db_projection]
        self._table = table

    def record(self, columns: Columns) -> tuple[Any, ...]:
        return tuple(
            field.to_db_value(columns[name] if name in columns else _default(field), self._table)
            for name, field in self._fields
        )


def _default(field: Any) -> Any:
    return field.default() if callable(field.default) else field.default


async def fill_postgres(url: str, size: Size) -> None:
    """Raises whatever PostgreSQL objects to."""
    connection = await asyncpg.connect(url)
    try:
        for table, records in batches(size):
            await connection.copy_records_to_table(table._meta.db_table, records=records, columns=columns_of(table))
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


def fill_sqlite(file: str, size: Size) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for table, records in batches(size):
            names = columns_of(table)
            marks, quoted = ", ".join("?" * len(names)), ", ".join(f'"{name}"' for name in names)
            insert = f'INSERT INTO "{table._meta.db_table}" ({quoted}) VALUES ({marks})'  # noqa: S608 - our own names
            connection.executemany(insert, map(plain, records))
            connection.commit()
        connection.execute("ANALYZE")


def plain(record: Iterable[Any]) -> list[Any]:
    """A record as SQLite takes it."""
    return [_plain_value(value) for value in record]


def _plain_value(value: Any) -> Any:
    match value:
        case UUID():
            return str(value)
        case datetime():
            return value.isoformat(" ")
        case _:
            return value
