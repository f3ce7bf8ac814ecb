"""A town of incidents for a measurement: the same rows every time, as many as asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from tortoise.models import Model

from bench import words
from bench.thread import Said, thread_with
from models import (
    Account,
    Category,
    Contact,
    ContactType,
    Employee,
    GuestLink,
    Incident,
    IncidentStatus,
    Message,
    Organisation,
    Property,
    ReadMark,
    SubIncident,
    SubIncidentKind,
    Thread,
    Unit,
    WorkOrderStatus,
)
from models.sub_incident import REFERENCE_ALPHABET

ORDER_OF_TABLES = (
    *(Organisation, Employee, Category, Account, Contact, Property, Unit, Thread, Incident, SubIncident),
    *(Message, ReadMark, GuestLink),
)
SECOND_OF_ALL = datetime(2024, 1, 1, tzinfo=UTC)
LAST_OF_ALL = datetime(2100, 1, 1, tzinfo=UTC)
STATUSES = (*[IncidentStatus.CLOSED] * 8, IncidentStatus.REPORTED, IncidentStatus.IN_PROGRESS)
MOST_SIDES = 3

Columns = dict[str, Any]
Rows = Iterator[tuple[type[Model], Columns]]


def _id(table: int, number: int) -> UUID:
    return UUID(int=(table << 64) + number + 1)


ORGANISATION, EMPLOYEE, CATEGORY = UUID(int=1), UUID(int=2), UUID(int=3)
COLLEAGUES = tuple(_id(2, number) for number in range(5))


def thread_of(number: int) -> UUID:
    """The thread of an incident."""
    return _id(7, number)


# The first incident is the busy one: a long thread, three side threads, a link to the first of these.
BUSY_INCIDENT, BUSY_THREAD, BUSY_SIDE, BUSY_SIDE_THREAD = _id(9, 0), _id(7, 0), _id(10, 0), _id(8, 0)
GUEST_LINK, ACCOUNT, GUEST = _id(12, 0), _id(13, 0), _id(6, 0)
# The tenant, by its account, waits for these besides what it reported by the lot.
TENANT, OWN_REPORTS = _id(6, 1), range(1, 6)


@dataclass(frozen=True)
class Size:
    incidents: int
    messages_per_incident: int = 6

    @property
    def properties(self) -> int:
        return max(self.incidents // 50, 1)

    @property
    def contacts(self) -> int:
        return max(self.incidents // 10, 2)


def rows(size: Size) -> Rows:
    """Every row, parents first."""
    yield Organisation, {"id": ORGANISATION, "name": "Grootbezit", "slug": "grootbezit"}
    lot = Random(42)  # noqa: S311 - the same town every time
    shared = {"organisation_id": ORGANISATION}
    yield from _staff(shared)
    yield Category, {"id": CATEGORY, **shared, "name_nl": "Overig", "name_en": "Other"}
    yield Account, {"id": ACCOUNT, **shared, "email": "portaal@post.example"}
    for number in range(size.contacts):
        yield Contact, _contact(lot, number)
    for number in range(size.properties):
        yield Property, _property(lot, number)
        yield Unit, {"id": _id(5, number), **shared, "property_id": _id(4, number), "label": f"{number % 9}-hoog"}
    for number in range(size.incidents):
        yield from _incident(lot, number, size)
    link = {"thread_id": BUSY_SIDE_THREAD, "contact_id": GUEST, "token_hash": "-", "expires_at": LAST_OF_ALL}
    yield GuestLink, {"id": GUEST_LINK, **shared, **link}


def _staff(shared: Columns) -> Rows:
    names = ("Anna de Vries", "Bas Mulder", "Carla Vos", "Daan Bos", "Esra Yilmaz", "Floor Smit")
    for row_id, name in zip((EMPLOYEE, *COLLEAGUES), names, strict=True):
        email = f"{name.split()[0].lower()}@grootbezit.example"
        yield Employee, {"id": row_id, **shared, "name": name, "email": email, "password_hash": "-"}


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
        "account_id": ACCOUNT if _id(6, number) == TENANT else None,
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


def _incident(lot: Random, number: int, size: Size) -> Rows:
    reported = SECOND_OF_ALL + timedelta(minutes=9 * number)
    title, description = words.defect(lot)
    is_awaited = number in OWN_REPORTS
    building, drawn = lot.randrange(size.properties), _id(6, lot.randrange(size.contacts))
    reporter = TENANT if is_awaited else drawn
    said = Said(
        thread_id=_id(7, number),
        organisation_id=ORGANISATION,
        since=reported,
        messages=60 if number == 0 else (size.messages_per_incident + 1) // 2,
        employees=(EMPLOYEE, *COLLEAGUES),
        contact_id=reporter,
    )
    yield from thread_with(lot, said)
    yield (
        Incident,
        {
            "id": _id(9, number),
            "organisation_id": ORGANISATION,
            "thread_id": said.thread_id,
            "reference": f"{reported.year}-{number:05d}",
            "title": title,
            "description": description,
            "category_id": CATEGORY,
            "property_id": _id(4, building),
            "unit_id": _id(5, building),
            "reporter_id": reporter,
            "handler_id": lot.choice(said.employees),
            "status": IncidentStatus.IN_PROGRESS if is_awaited else lot.choice(STATUSES),
            "reported_at": reported,
            "last_activity_at": reported + timedelta(hours=lot.randint(1, 400)),
        },
    )
    for side in range(MOST_SIDES if number == 0 else 1):
        yield from _work_order(lot, number, side, size, title, reported)


def _work_order(lot: Random, number: int, side: int, size: Size, title: str, reported: datetime) -> Rows:
    is_busy = number == 0
    place = number * MOST_SIDES + side
    said = Said(
        thread_id=_id(8, place),
        organisation_id=ORGANISATION,
        since=reported,
        messages=20 if is_busy else size.messages_per_incident // 2,
        employees=(EMPLOYEE, *COLLEAGUES),
        contact_id=GUEST if is_busy else _id(6, lot.randrange(0, size.contacts, 10)),
    )
    yield from thread_with(lot, said)
    drawn = "".join(lot.choices(REFERENCE_ALPHABET, k=8))
    yield (
        SubIncident,
        {
            "id": _id(10, place),
            "created_at": reported,
            "organisation_id": ORGANISATION,
            "incident_id": _id(9, number),
            "thread_id": said.thread_id,
            "reference": f"{drawn[:4]}-{drawn[4:]}",
            "kind": SubIncidentKind.WORK_ORDER,
            "title": title,
            "description": "Graag nakijken en herstellen.",
            "status": WorkOrderStatus.ACCEPTED,
            "party_id": said.contact_id,
            "created_by_id": EMPLOYEE,
        },
    )
