"""Changes of rows, both ways: written once, and as Tortoise writes them each time."""

import re
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import uuid4

import pytest
from tortoise import Tortoise, fields
from tortoise.exceptions import FieldError, IntegrityError
from tortoise.expressions import F, Q
from tortoise.fields.data import CharEnumFieldInstance, IntEnumFieldInstance
from tortoise.models import Model
from tortoise.queryset import BulkCreateQuery, DeleteQuery, UpdateQuery

import clock
from models import (
    Delivery,
    Incident,
    IncidentStatus,
    Message,
    MessageKind,
    ReadMark,
    Thread,
    Typing,
)
from models.changing import Change, Changed, Removed
from models.joining import together
from models.shapes import Unshaped, shape_of_change
from tests.cast import Cast, reported, says

Written = tuple[str, list[Any]]


def values_for(field: fields.Field[Any]) -> list[Any]:
    """Several for one column, of the kind that it holds."""
    now, none = clock.now(), [None] if field.null else []
    if isinstance(field, CharEnumFieldInstance | IntEnumFieldInstance):
        return [*list(cast("Any", field).enum_type)[:3], *none]
    kinds: dict[type[Any], list[Any]] = {
        fields.UUIDField: [uuid4(), uuid4()],
        fields.BooleanField: [True, False],
        fields.DatetimeField: [now, now + timedelta(days=1)],
        fields.DateField: [date(2026, 11, 28), date(1999, 1, 1)],
        fields.JSONField: [{"naam": "Piet"}, {}, {"lijst": [1, None]}],
        fields.IntField: [0, 7, 2**31 - 1],
        fields.BigIntField: [0, 2**40],
        fields.CharField: ["", "é '%s' $1", "kort"],
        fields.TextField: ["", "lang " * 200],
    }
    [kind] = [kind for kind in kinds if type(field) is kind]
    return [*kinds[kind], *none]


def every_column() -> list[tuple[type[Model], str]]:
    """Those that can be set, of all tables."""
    return [
        (model, name)
        for model in Tortoise.apps["models"].values()
        for name in model._meta.fields_db_projection
        if name != model._meta.pk_attr
    ]


def spelled(statement: Written) -> str:
    """With its values in it: whether a NULL or a constant is a parameter, or an id a text, is all the same."""
    sql, values = statement
    said = ["NULL" if value is None else f"<{value}>" for value in values]
    if "?" in sql:
        assert sql.count("?") == len(said)
        parts = iter(said)
        return re.sub(r"\?", lambda _: next(parts), sql)
    sql = re.sub(r"'(\w+)'", r"<\1>", sql).replace("=true", "=<True>").replace("=false", "=<False>")
    return re.sub(r"\$(\d+)", lambda number: said[int(number[1]) - 1], sql)


def as_tortoise_writes(change: Change) -> str:
    query: Any = change
    own: UpdateQuery | DeleteQuery
    found: Any = query._q_objects, {}, {}, None, []
    if isinstance(change, UpdateQuery):
        own = UpdateQuery(query.model, query.update_kwargs, query._db, *found)
    else:
        own = DeleteQuery(query.model, query._db, *found)
    own._choose_db_if_not_chosen(True)
    own._make_query()
    return spelled(own.query.get_parameterized_sql())


def as_written(change: Change) -> str:
    [statement] = cast("Changed | Removed", change).written()
    return spelled(statement)


async def every_column_is_set_as_tortoise_sets_it(_people: Cast) -> None:
    for model, name in every_column():
        for value in values_for(model._meta.fields_map[name]):
            change = model.filter(id=uuid4()).update(**{name: value})
            assert as_written(change) == as_tortoise_writes(change), f"{model.__name__}.{name}"


async def what_is_found_is_what_tortoise_finds(people: Cast) -> None:
    """For whatever values; a statement serves several."""
    now = clock.now()
    for number in range(2):
        later = now + timedelta(days=number)
        for change in (
            Typing.filter(thread_id=uuid4(), employee_id=people.anna.id).delete(),
            Typing.filter(Q(until__lt=later) | ~Q(kind=MessageKind.NOTE)).delete(),
            Message.filter(thread__organisation_id=uuid4(), seq__gt=number).update(body=f"{number}", event_facts={}),
            Delivery.filter(contact__name=f"Naam {number}", claimed_until=None).delete(),
            Thread.filter(id=uuid4()).update(last_seq=F("last_seq") + 1, last_message_at=later, last_message_id=None),
            Incident.filter(status=IncidentStatus.REPORTED).update(handler=people.anna, version=number),
            Incident.all().update(title=F("reference")),
        ):
            assert as_written(change) == as_tortoise_writes(change)


async def rows_are_added_as_tortoise_adds_them(people: Cast) -> None:
    thread = (await reported(people)).thread
    for options in (
        {},
        {"ignore_conflicts": True},
        {"on_conflict": ["thread_id", "employee_id"], "update_fields": ["seq", "read_at"]},
    ):
        for row in (
            ReadMark(thread_id=thread.id, employee_id=people.anna.id, seq=3, read_at=clock.now()),
            ReadMark(thread=thread, employee=people.bas, seq=4, read_at=clock.now(), has_written=True),
        ):
            [written] = cast("Any", ReadMark.bulk_create([row], **cast("Any", options))).written()
            own = BulkCreateQuery(ReadMark, cast("Any", None), [row], **cast("Any", options))
            assert written[0] == own.sql()
            assert written[1][:1] == [str(row.id)]
            assert len(written[1]) == len(ReadMark._meta.fields_db_projection)


async def a_row_that_was_added_is_the_row_that_is_read(people: Cast) -> None:
    incident = await reported(people)
    facts = {"naam": "Piet", "keer": [1, 2]}
    row = Message(thread=incident.thread, seq=90, shared_seq=90, kind=MessageKind.NOTE, body="*", event_facts=facts)

    await Message.bulk_create([row])

    read = await Message.get(id=row.id)
    for name in Message._meta.fields_db_projection:
        assert getattr(read, name) == getattr(row, name), name


async def what_no_shape_describes_tortoise_writes(people: Cast) -> None:
    incident = await reported(people)
    await says(people.as_anna, incident, "Tekst")
    long = "x" * 150

    assert await Message.filter(body=long).update(body="kort") == 0
    assert await Incident.filter(id=incident.id).update(handler=people.anna) == 1
    assert (await Incident.get(id=incident.id)).handler_id == people.anna.id
    for limited in (Message.all().limit(1).update(body="kort"), Message.all().limit(1).delete()):
        with pytest.raises(Unshaped):  # or what has no limit would get this one
            shape_of_change(limited, {}, [])
    with pytest.raises(FieldError):
        await Incident.filter(id=incident.id).update(nothing_of_the_kind=1)
    with pytest.raises(IntegrityError):
        await Incident.filter(id=incident.id).update(id=uuid4())


async def what_a_constraint_forbids_is_told_as_before(people: Cast) -> None:
    thread = (await reported(people)).thread
    mark: dict[str, Any] = {"thread": thread, "employee": people.bas, "read_at": datetime.now(clock.now().tzinfo)}
    await ReadMark.bulk_create([ReadMark(**mark)])

    await ReadMark.bulk_create([ReadMark(**mark)], ignore_conflicts=True)
    with pytest.raises(IntegrityError):
        await ReadMark.bulk_create([ReadMark(**mark)])
    with pytest.raises(IntegrityError):
        await together(ReadMark.bulk_create([ReadMark(**mark)]), Typing.filter(thread=thread).delete())
    with pytest.raises(IntegrityError):
        await ReadMark.filter(thread_id=thread.id).update(employee_id=uuid4())


# What holds of changes on every database.
RULES = [
    every_column_is_set_as_tortoise_sets_it,
    what_is_found_is_what_tortoise_finds,
    rows_are_added_as_tortoise_adds_them,
    a_row_that_was_added_is_the_row_that_is_read,
    what_no_shape_describes_tortoise_writes,
    what_a_constraint_forbids_is_told_as_before,
]
