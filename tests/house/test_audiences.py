"""A field without an audience fails the build, and so does a type that is shown to somebody who lacks it."""

import re
from typing import Any

import pytest
import strawberry
from graphql import GraphQLObjectType, parse, validate

from auth.viewer import EVERYBODY, Audience
from schema.api import AUDIENCES, schema_for
from schema.audience import AudienceSchema, shown, shown_input, shown_type
from schema.scalars import CONFIG

PUBLIC, CONTACT, STAFF = Audience.PUBLIC, Audience.CONTACT, Audience.STAFF


def build(query: type, audience: Audience = PUBLIC) -> AudienceSchema:
    return AudienceSchema(audience, query=query, config=CONFIG)


def as_type(name: str, **fields: Any) -> Any:
    """A strawberry type made up here, with annotations as a class would have them."""
    annotations = {field: annotation for field, (annotation, _) in fields.items()}
    defaults = {field: default for field, (_, default) in fields.items() if default is not None}
    return type(name, (), {"__annotations__": annotations, **defaults})


def test_a_field_that_does_not_say_who_sees_it_fails_the_build() -> None:
    query = shown_type(EVERYBODY, "Made up.")(as_type("Query", secret=(str, None)))

    with pytest.raises(TypeError, match="secret"):
        build(query)


def test_a_type_that_does_not_say_who_has_it_fails_the_build() -> None:
    query = strawberry.type(as_type("Query", told=(str, shown(EVERYBODY, "Made up."))))

    with pytest.raises(TypeError, match="Query"):
        build(query)


def test_a_type_shown_to_somebody_who_lacks_it_fails_the_build() -> None:
    secret = shown_type(STAFF, "Made up.")(as_type("Secret", told=(str, shown(STAFF, "Made up."))))
    query = shown_type(EVERYBODY, "Made up.")(as_type("Query", secret=(secret, shown(EVERYBODY, "Made up."))))

    with pytest.raises(TypeError, match="Secret"):
        build(query)
    build(query, STAFF)


def test_each_audience_can_name_only_its_own() -> None:
    query = shown_type(EVERYBODY, "Made up.")(
        as_type("Query", told=(str, shown(EVERYBODY, "Made up.")), kept=(str, shown(STAFF, "Made up.")))
    )

    assert "kept" not in build(query, CONTACT).as_str()
    assert "kept" in build(query, STAFF).as_str()


def test_an_input_that_does_not_say_who_sends_it_fails_the_build() -> None:
    wish = strawberry.input(as_type("Wish", told=(str, shown(EVERYBODY, "Made up."))))
    query = shown_type(EVERYBODY, "Made up.")(as_type("Query", told=(str, shown(EVERYBODY, "Made up."))))

    def ask(wish: Any) -> str:
        return str(wish)

    ask.__annotations__ = {"wish": wish, "return": str}
    act = shown_type(EVERYBODY, "Made up.")(as_type("Mutation", ask=(str, shown(EVERYBODY, "Made up.", resolver=ask))))

    with pytest.raises(TypeError, match="Wish"):
        AudienceSchema(PUBLIC, query=query, mutation=act, config=CONFIG)


def test_an_input_field_that_does_not_say_who_sends_it_fails_the_build() -> None:
    wish = shown_input(EVERYBODY, "Made up.")(as_type("Wish", secret=(str, None)))

    def ask(wish: Any) -> str:
        return str(wish)

    ask.__annotations__ = {"wish": wish, "return": str}
    query = shown_type(EVERYBODY, "Made up.")(as_type("Query", ask=(str, shown(EVERYBODY, "Made up.", resolver=ask))))

    with pytest.raises(TypeError, match="secret"):
        build(query)


HIDDEN_FROM_A_PLUMBER = [
    "query ($id: ID!) { subIncident(id: $id) { incident { title } } }",
    "query ($id: ID!) { subIncident(id: $id) { incidents { title } } }",
    "query ($id: ID!) { subIncident(id: $id) { createdby { displayName } guestLink { id } delivery { id } } }",
    "{ employee { nodes { id } } contact { id } deliverys { nodes { id } } }",
    "query ($id: ID!) { incident(id: $id) { subIncident { id } waitingon { displayName } reporters { name } } }",
    "query ($id: ID!) { node(id: $id) { ... on Deliverie { id } ... on InternalTasks { id } } }",
    "mutation ($input: CreateSubIncidentInputs!) { createSubIncidents(input: $input) { errors { code } } }",
    "mutation { revokeGuestLinks { errors { code } } }",
]


@pytest.mark.parametrize("question", HIDDEN_FROM_A_PLUMBER)
def test_a_plumber_who_guesses_is_not_helped_by_suggestions(question: str) -> None:
    errors = validate(schema_for(CONTACT)._schema, parse(question))
    said = " ".join(error.message.partition("Did you mean")[2] for error in errors)

    assert any(error.message.startswith(("Cannot query field", "Unknown type")) for error in errors)
    assert set(re.findall(r"'(\w+)'", said)) <= names_in("contact")


def test_a_plumber_cannot_ask_for_the_head_of_its_job() -> None:
    [error] = validate(schema_for(CONTACT)._schema, parse(HIDDEN_FROM_A_PLUMBER[0]))

    assert error.message == "Cannot query field 'incident' on type 'SubIncident'."


def names_in(audience: str) -> set[str]:
    """All that this audience can name."""
    types = schema_for(AUDIENCES[audience])._schema.type_map
    fields = {name for made in types.values() for name in getattr(made, "fields", {})}
    arguments = {
        name
        for made in types.values()
        if isinstance(made, GraphQLObjectType)
        for field in made.fields.values()
        for name in field.args
    }
    return {*types, *fields, *arguments}
