"""From values of GraphQL to what a method takes: what Strawberry finds out about a type each time, found out once."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING
from functools import cached_property, partial
from typing import Any

from strawberry import UNSET
from strawberry.scalars import is_scalar
from strawberry.types.arguments import StrawberryArgument, convert_argument
from strawberry.types.base import StrawberryList, StrawberryMaybe, StrawberryOptional, has_object_definition
from strawberry.types.enum import StrawberryEnumDefinition, has_enum_definition
from strawberry.types.lazy_type import LazyType

from schema.audience import AudienceSchema

Converter = Callable[[Any], Any]


class Conversion:
    """Of the arguments of one field."""

    def __init__(self, schema: AudienceSchema, arguments: list[StrawberryArgument]) -> None:
        name_of = schema.config.name_converter.from_argument
        self._converters = [
            (name_of(argument), argument.python_name, converter_for(schema, argument.type)) for argument in arguments
        ]

    def __call__(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return {python: convert(given[name]) for name, python, convert in self._converters if name in given}


def converter_for(schema: AudienceSchema, kind: Any) -> Converter:
    """What Strawberry does with values of a type. Where a type asks for more than is known here, Strawberry does it."""
    registry = schema.schema_converter.scalar_registry
    if isinstance(kind, StrawberryMaybe):  # before the optional ones, of which it is one
        return _by_strawberry(schema, kind)
    if isinstance(kind, StrawberryOptional):
        return converter_for(schema, kind.of_type)
    if isinstance(kind, StrawberryList):
        return partial(_list, converter_for(schema, kind.of_type))
    if isinstance(kind, LazyType):
        return converter_for(schema, kind.resolve_type())
    if is_scalar(kind, registry) or isinstance(kind, StrawberryEnumDefinition) or has_enum_definition(kind):
        return _same
    if has_object_definition(kind) and kind.__strawberry_definition__.from_input is None:
        return _InputObject(schema, kind)
    return _by_strawberry(schema, kind)


class _InputObject:
    """An input type. Its fields are looked at when it is first used: types may be within themselves."""

    def __init__(self, schema: AudienceSchema, kind: Any) -> None:
        self._schema, self._kind = schema, kind

    def __call__(self, value: Any) -> Any:
        if value is None or value is UNSET:
            return value
        missing, fields = self._fields
        given = {python: convert(value[name]) for name, python, convert in fields if name in value}
        return self._kind(**{**missing, **given})

    @cached_property
    def _fields(self) -> tuple[dict[str, None], list[tuple[str, str, Converter]]]:
        """Those without a default of their own, which is None then; and how each is converted."""
        schema, definition = self._schema, self._kind.__strawberry_definition__
        name_of = schema.config.name_converter.from_field
        missing = {
            field.python_name: None
            for field in definition.fields
            if definition.is_input and field.default_value is MISSING and field.default_factory is MISSING
        }
        return missing, [
            (name_of(field), field.python_name, converter_for(schema, field.resolve_type(type_definition=definition)))
            for field in definition.fields
        ]


def _by_strawberry(schema: AudienceSchema, kind: Any) -> Converter:
    registry = schema.schema_converter.scalar_registry
    return partial(convert_argument, type_=kind, scalar_registry=registry, config=schema.config)


def _list(convert: Converter, values: Any) -> Any:
    """Copied also where its values stay as they are: a default is one list for everybody."""
    return values if values is None or values is UNSET else [convert(value) for value in values]


def _same(value: Any) -> Any:
    return value
