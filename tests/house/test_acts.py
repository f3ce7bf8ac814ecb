"""No act without a rule, and no rule without an act and its test."""

from pathlib import Path

import pytest
from graphql import GraphQLNonNull, GraphQLObjectType
from strawberry.utils.str_converters import to_snake_case

from auth.acts import ACTS
from schema.api import AUDIENCES, schema_for

TESTS = Path(__file__).parents[1] / "resolvers"
WITHOUT_INPUT = {"signOut", "endOtherSessions"}  # there is nothing to say but that


def mutations(audience: str) -> dict[str, GraphQLObjectType]:
    root = schema_for(AUDIENCES[audience])._schema.mutation_type
    assert root is not None
    return {name: field.type.of_type for name, field in root.fields.items()}


def test_every_mutation_has_a_rule_and_every_rule_a_mutation() -> None:
    assert {name for audience in AUDIENCES for name in mutations(audience)} == set(ACTS)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_mutation_exists_for_exactly_those_who_may(audience: str) -> None:
    allowed = {name for name, to in ACTS.items() if to & AUDIENCES[audience]}

    assert set(mutations(audience)) == allowed


@pytest.mark.parametrize("act", ACTS)
def test_an_act_has_tests_of_its_own(act: str) -> None:
    assert (TESTS / f"test_{to_snake_case(act)}.py").exists()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_mutation_takes_one_input_and_answers_with_errors(audience: str) -> None:
    root = schema_for(AUDIENCES[audience])._schema.mutation_type
    assert root is not None
    for name, field in root.fields.items():
        pascal = name[0].upper() + name[1:]
        payload = field.type.of_type
        assert payload.name == f"{pascal}Payload"
        assert isinstance(payload.fields["errors"].type, GraphQLNonNull)
        if name not in WITHOUT_INPUT:
            [(argument, taken)] = field.args.items()
            assert (argument, str(taken.type)) == ("input", f"{pascal}Input!")
