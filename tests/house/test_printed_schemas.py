"""The printed schemas are current, and say everything in words."""

import re
from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    is_specified_scalar_type,
)

from schema.api import AUDIENCES, schema_for
from schema.export import write_schemas


def test_the_printed_schemas_are_current() -> None:
    assert write_schemas(True) == [], "run `make schema`"


def types_of(audience: str) -> list[GraphQLNamedType]:
    found = schema_for(AUDIENCES[audience])._schema.type_map.values()
    return [made for made in found if not made.name.startswith("__") and not is_specified_scalar_type(made)]


def described(made: GraphQLNamedType) -> Iterator[tuple[str, str | None]]:
    yield made.name, made.description
    if isinstance(made, GraphQLEnumType):
        for name, value in made.values.items():
            yield f"{made.name}.{name}", value.description
    if isinstance(made, GraphQLInputObjectType | GraphQLObjectType | GraphQLInterfaceType):
        for name, field in made.fields.items():
            yield f"{made.name}.{name}", field.description
    if isinstance(made, GraphQLObjectType | GraphQLInterfaceType):
        for name, output in made.fields.items():
            for argument, taken in output.args.items():
                yield f"{made.name}.{name}({argument})", taken.description


@pytest.mark.parametrize("audience", AUDIENCES)
def test_everything_is_described(audience: str) -> None:
    silent = [name for made in types_of(audience) for name, said in described(made) if not said]

    assert silent == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_names_tell_moments_from_dates(audience: str) -> None:
    for made in types_of(audience):
        if isinstance(made, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for name, field in made.fields.items():
                kind = str(field.type).rstrip("!")
                assert (kind == "DateTime") == name.endswith("At"), f"{made.name}.{name}"
                assert kind != "Date" or name.endswith("On"), f"{made.name}.{name}"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_list_holds_no_nulls_but_where_one_stands_for_something_missing(audience: str) -> None:
    for made in types_of(audience):
        if isinstance(made, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for name, field in made.fields.items():
                if "[" in str(field.type) and name != "nodes":
                    assert "!]" in str(field.type), f"{made.name}.{name}"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_list_of_what_is_given_holds_no_nulls(audience: str) -> None:
    for made in types_of(audience):
        if isinstance(made, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in made.fields.items():
                for argument, taken in field.args.items():
                    assert "[" not in str(taken.type) or "!]" in str(taken.type), f"{made.name}.{name}({argument})"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_names_are_written_as_the_conventions_say(audience: str) -> None:
    for made in types_of(audience):
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]*", made.name), made.name
        if isinstance(made, GraphQLEnumType):
            for value in made.values:
                assert re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", value), f"{made.name}.{value}"
        for name, field in getattr(made, "fields", {}).items():
            for each in (name, *getattr(field, "args", {})):
                assert re.fullmatch(r"[a-z][A-Za-z0-9]*", each), f"{made.name}.{each}"
