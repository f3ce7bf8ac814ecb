"""A row that is made is the row that Tortoise would make."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from tortoise import Tortoise
from tortoise.exceptions import OperationalError, ValidationError
from tortoise.fields.base import DatabaseDefault
from tortoise.models import Model

from models import Employee, Message, MessageKind, ReadMark
from tests.cast import Cast, reported


def as_tortoise_makes(model: type[Model], **given: Any) -> Model:
    row = model.__new__(model)
    Model.__init__(row, **given)
    return row


def said_of(row: Model, *, but: set[str]) -> dict[str, object]:
    """All that is in a row; what a database is to fill in is an object of its own each time."""
    known = {name: value for name, value in vars(row).items() if name not in but}
    return {name: type(value) if isinstance(value, DatabaseDefault) else value for name, value in known.items()}


@pytest.mark.usefixtures("database")
async def test_rows_of_every_model_begin_alike() -> None:
    for model in Tortoise.apps["models"].values():
        made_each_time = {
            name for name, field in model._meta.fields_map.items() if callable(field.default) and name != "event_facts"
        }
        ours, theirs = model(), as_tortoise_makes(model)
        assert said_of(ours, but=made_each_time) == said_of(theirs, but=made_each_time), model.__name__
        assert vars(ours).keys() == vars(theirs).keys()


async def test_what_is_given_becomes_what_a_column_holds(cast: Cast) -> None:
    thread = (await reported(cast)).thread
    given: dict[str, Any] = {
        "id": str(uuid4()),
        "created_at": "2026-11-28T12:00:00+00:00",
        "thread_id": str(thread.id),
        "kind": "POST",
        "author_employee": cast.anna,
        "author_contact": None,
        "body": "Tekst",
    }

    row = Message(**given)

    assert said_of(row, but=set()) == said_of(as_tortoise_makes(Message, **given), but=set())
    assert (row.thread_id, row.kind) == (thread.id, MessageKind.POST)
    assert (row.author_employee, row.author_employee_id, row.author_contact_id) == (cast.anna, cast.anna.id, None)
    assert isinstance(row.id, UUID)


async def test_what_cannot_be_is_refused_as_tortoise_refuses_it(cast: Cast) -> None:
    with pytest.raises(ValueError, match="non nullable"):
        Message(body=None)
    with pytest.raises(OperationalError, match="save"):
        Message(author_employee=Employee(name="Nieuw"))
    with pytest.raises(ValidationError, match="Employee"):
        ReadMark(employee=await reported(cast))
