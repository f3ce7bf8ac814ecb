"""A field without an audience fails the build, and so does a type that is shown to somebody who lacks it."""

from typing import Any

import pytest
import strawberry

from auth.viewer import EVERYBODY, Audience
from schema.audience import AudienceSchema, shown, shown_type
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
