"""Columns are declared so that no later release has to alter one: SQLite would lose rows and indexes over it."""

import pytest
from tortoise.fields.data import CharEnumFieldInstance, CharField
from tortoise.fields.relational import ForeignKeyFieldInstance, OneToOneFieldInstance
from tortoise.models import Model

import models

TABLES = [made for made in vars(models).values() if isinstance(made, type) and issubclass(made, Model)]


def fields_of(table: type[Model]) -> list[tuple[str, object]]:
    return [(f"{table.__name__}.{name}", field) for name, field in table._meta.fields_map.items()]


FIELDS = [field for table in TABLES for field in fields_of(table)]


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, field in FIELDS if isinstance(field, CharEnumFieldInstance)]
)
def test_an_enum_column_stays_the_same_when_its_enum_grows(name: str, field: CharEnumFieldInstance) -> None:
    longest = max(len(str(member.value)) for member in field.enum_type)

    assert field.description == field.enum_type.__name__, f"{name} repeats its members in the database"
    assert field.max_length >= max(10, longest), f"{name} leaves no room for a longer member"


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, field in FIELDS if isinstance(field, ForeignKeyFieldInstance)]
)
def test_a_foreign_key_is_indexed_and_leads_one_way(name: str, field: ForeignKeyFieldInstance[Model]) -> None:
    is_unique = isinstance(field, OneToOneFieldInstance)

    assert field.index or is_unique, f"{name} makes every delete and join a scan"
    assert field.related_name is False, f"{name} leads back past the doors"


@pytest.mark.parametrize(("name", "field"), [(name, field) for name, field in FIELDS if isinstance(field, CharField)])
def test_a_text_column_is_generous(name: str, field: CharField[str]) -> None:
    assert field.max_length >= 10, f"{name} will have to be widened"


def test_every_table_is_looked_at() -> None:
    assert len(TABLES) > 15
