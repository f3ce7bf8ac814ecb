"""How a field gets its values: for all parents of a level at once, by what the field itself says."""

import asyncio
from collections.abc import Awaitable, Callable
from enum import Enum
from typing import Any

from graphql import FieldNode, GraphQLField, get_named_type, is_leaf_type
from graphql.execution.values import get_argument_values
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from schema.audience import BATCH, AudienceSchema
from schema.plans.converting import Conversion
from schema.plans.run import Run, Unplanned
from schema.plans.variables import variables_in

Read = Callable[[list[Any], Run], Awaitable[list[Any]]]

UNCHANGING = (str, int, float, Enum)


def declared(field: GraphQLField) -> StrawberryField:
    """The declaration behind a field. Raises Unplanned for one that something else steps into."""
    found = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    if not isinstance(found, StrawberryField) or found.extensions or found.permission_classes:
        raise Unplanned
    return found


def is_at_hand(field: StrawberryField) -> bool:
    """Whether it is an attribute, or worked out from its parent without waiting and without being asked for more."""
    return field.base_resolver is None or not (field.is_async or field.arguments)


def is_value_of_many(field: GraphQLField) -> bool:
    """Whether it is a value without braces that is read for many parents at once, and for all of them alike."""
    declaration = declared(field)
    is_batched = declaration.metadata.get(BATCH) is not None
    return is_batched and not declaration.arguments and is_leaf_type(get_named_type(field.type))


def expression(field: StrawberryField, resolver: str) -> str:
    """The source that reads a field that is at hand, from a parent `p`; `resolver` is the name of its method."""
    if field.base_resolver is None:
        return f"p.{field.python_name}"
    given = ["p"] if field.base_resolver.self_parameter else []
    given += [f"{name}={value}" for name, value in _surroundings(field, "p", "info").items()]
    return f"{resolver}({', '.join(given)})"


def reader(schema: AudienceSchema, field: GraphQLField, node: FieldNode) -> Read:
    """How a field that is not at hand is read."""
    declaration, arguments = declared(field), Arguments(schema, field, node)
    if declaration.metadata.get(BATCH) is not None:
        return _together(declaration.metadata[BATCH], arguments)
    return _one_by_one(declaration, arguments)


class Arguments:
    """The arguments of one field in a document, as its method takes them: the same for every parent."""

    def __init__(self, schema: AudienceSchema, field: GraphQLField, node: FieldNode) -> None:
        self._field, self._node = field, node
        self._declared = declared(field).arguments
        self._conversion = Conversion(schema, self._declared)
        self._is_fixed = not variables_in(*node.arguments or ())
        self._fixed: dict[str, Any] | None = None

    def of(self, run: Run) -> dict[str, Any]:
        if not self._declared:
            return {}
        if self._fixed is not None:
            return self._fixed
        if id(self) not in run.arguments:
            run.arguments[id(self)] = self._converted(run)
        return run.arguments[id(self)]

    def _converted(self, run: Run) -> dict[str, Any]:
        converted = self._conversion(get_argument_values(self._field, self._node, run.variables))
        if self._is_fixed and all(value is None or isinstance(value, UNCHANGING) for value in converted.values()):
            self._fixed = converted
        return converted


def _together(read: Callable[..., Awaitable[Any]], arguments: Arguments) -> Read:
    async def values(parents: list[Any], run: Run) -> list[Any]:
        found = await read(None, parents, run.info, **arguments.of(run))
        if len(found) != len(parents):
            raise Unplanned
        return list(found)

    return values


def _one_by_one(field: StrawberryField, arguments: Arguments) -> Read:
    """All have ended when one fails: what goes on in the background would disturb who comes after."""
    resolver = field.base_resolver
    assert resolver is not None  # noqa: S101

    call: Any = resolver.wrapped_func

    def called(parent: Any, run: Run) -> Any:
        given = [parent] if resolver.self_parameter else []
        return call(*given, **_surroundings(field, parent, run.info), **arguments.of(run))

    async def values(parents: list[Any], run: Run) -> list[Any]:
        if not field.is_async:
            return [called(parent, run) for parent in parents]
        if len(parents) == 1:
            return [await called(parents[0], run)]
        found = await asyncio.gather(*(called(parent, run) for parent in parents), return_exceptions=True)
        for each in found:
            if isinstance(each, BaseException):
                raise each
        return found

    return values


def _surroundings(field: StrawberryField, parent: Any, info: Any) -> dict[str, Any]:
    """What a method asks for besides its arguments, by the names that it gives them."""
    resolver = field.base_resolver
    assert resolver is not None  # noqa: S101
    asked = {resolver.parent_parameter: parent, resolver.root_parameter: parent, resolver.info_parameter: info}
    return {parameter.name: value for parameter, value in asked.items() if parameter is not None}
