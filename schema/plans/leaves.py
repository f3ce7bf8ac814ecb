"""Values without braces: how each is written into an answer."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import orjson
from graphql import (
    GraphQLBoolean,
    GraphQLID,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLString,
)
from strawberry.schema.schema_converter import CustomGraphQLEnumType

from schema.plans.run import UnexpectedNull

Leaf = Callable[[Any], Any]

# What needs no work when it is exactly of the class; anything else goes through the type itself.
AS_IT_IS = {GraphQLString: "str", GraphQLID: "str", GraphQLBoolean: "bool"}


def written(kind: Any, value: str, name: Callable[[str, Any], str]) -> str:
    """The source of an expression for `value`, itself source; `name` gives what it needs a name there."""
    inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    leaf = name("leaf", leaf_of(kind))
    if inner in AS_IT_IS:
        return f"(v if (v := {value}).__class__ is {AS_IT_IS[inner]} else {leaf}(v))"
    if inner is GraphQLInt:
        return f"(v if (v := {value}).__class__ is int and -2147483648 <= v <= 2147483647 else {leaf}(v))"
    if isinstance(inner, CustomGraphQLEnumType):
        return f"({name('names', _names_by_identity(inner))}(id(v := {value})) or {leaf}(v))"
    if getattr(inner, "coerce_output_value", None) is datetime.isoformat:
        moment = f"v.__class__ is {name('datetime', datetime)} and v.tzinfo is {name('UTC', UTC)}"
        return f"({name('moment', moment_in_utc)}(v) if (v := {value}) is not None and {moment} else {leaf}(v))"
    return f"{leaf}({value})"


def moment_in_utc(moment: datetime) -> str:
    """As `isoformat` writes it, in a quarter of the time."""
    return orjson.dumps(moment)[1:-1].decode()


def leaf_of(kind: Any) -> Leaf:
    """How one value of a type is completed, by the rules of the type. Raises what the type raises."""
    match kind:
        case GraphQLNonNull():
            return _required(leaf_of(kind.of_type))
        case GraphQLList():
            return _each(leaf_of(kind.of_type))
    return _named(kind)


def _named(kind: GraphQLLeafType) -> Leaf:
    complete: Leaf = kind.coerce_output_value
    if isinstance(kind, CustomGraphQLEnumType):
        return _name_of(kind)

    def leaf(value: Any) -> Any:
        if value is None:
            return None
        completed = complete(value)
        if completed is None:
            raise UnexpectedNull
        return completed

    return leaf


def _name_of(kind: CustomGraphQLEnumType) -> Leaf:
    """Enum types look through all their values; a table does the same at once."""
    names = _names(kind)

    def leaf(value: Any) -> Any:
        return None if value is None else names[value]

    return leaf


def _names(kind: CustomGraphQLEnumType) -> dict[Enum, Any]:
    members: Iterable[Enum] = kind.wrapped_cls
    return {member: kind.coerce_output_value(member) for member in members}


def _names_by_identity(kind: CustomGraphQLEnumType) -> Callable[[int], Any]:
    """A member is one object for as long as the process lives, and looked up faster by that than by its name."""
    return {id(member): name for member, name in _names(kind).items()}.get


def _required(inner: Leaf) -> Leaf:
    def leaf(value: Any) -> Any:
        if value is None:
            raise UnexpectedNull
        return inner(value)

    return leaf


def _each(inner: Leaf) -> Leaf:
    def leaf(values: Any) -> Any:
        return None if values is None else [inner(value) for value in values]

    return leaf
