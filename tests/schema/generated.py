"""Operations generated from a schema, so that what is added to it takes part by itself."""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

DEPTH = 7

# Which kind of id an argument takes, by its name; a new name must be entered here, or the crossing fails.
PREFIX_OF = {
    "incidentId": "inc",
    "subIncidentId": "sub",
    "workOrderId": "sub",
    "threadId": "thr",
    "messageId": "msg",
    "draftId": "drf",
    "attachmentIds": "att",
    "withoutAttachmentIds": "att",
    "categoryId": "cat",
    "propertyId": "prp",
    "unitId": "unt",
    "reporterId": "con",
    "contactId": "con",
    "contractorId": "con",
    "ownerId": "con",
    "partyId": "con",
    "consultationId": "sub",
    "handlerId": "emp",
    "assigneeId": "emp",
    "tenantId": "con",
    "employeeId": "emp",
    "ownershipId": "own",
    "tenancyId": "ten",
    "guestLinkId": "lnk",
    "deliveryId": "del",
    "sessionId": "ses",
    "subjectId": "inc",
}

SCALARS: Mapping[str, Any] = {
    "String": "text",
    "Int": 1,
    "Boolean": False,
    "DateTime": "2100-01-01T10:00:00+00:00",
    "Date": "2100-01-01",
}


def selection(schema: GraphQLSchema, field_type: Any, path: tuple[str, ...] = ()) -> str:
    """Every field of a type, and of what it leads to, each type once on a path."""
    named = get_named_type(field_type)
    if is_leaf_type(named):
        return ""
    if named.name in path or len(path) >= DEPTH:
        return "{ __typename }"
    here = (*path, named.name)
    parts = ["__typename"]
    for possible in _possible_types(schema, named):
        fields = [_select(schema, possible.name, name, field, here) for name, field in possible.fields.items()]
        parts.append(f"... on {possible.name} {{ {' '.join(fields)} }}")
    return f"{{ {' '.join(parts)} }}"


def _select(schema: GraphQLSchema, owner: str, name: str, field: GraphQLField, path: tuple[str, ...]) -> str:
    """Under a name of its own: two types may have a field of one name and different types."""
    return f"{owner}_{name}: {name} {selection(schema, field.type, path)}"


def _possible_types(schema: GraphQLSchema, named: GraphQLNamedType) -> Iterator[GraphQLObjectType]:
    if isinstance(named, GraphQLInterfaceType | GraphQLUnionType):
        yield from schema.get_possible_types(named)
    elif isinstance(named, GraphQLObjectType):
        yield named


def operation(schema: GraphQLSchema, kind: str, name: str, field: GraphQLField) -> str:
    """An operation with one root field, all its arguments as variables, and every field below it."""
    declared = " ".join(f"${argument}: {taken.type}" for argument, taken in field.args.items())
    passed = " ".join(f"{argument}: ${argument}" for argument in field.args)
    declared, passed = (f"({declared})", f"({passed})") if field.args else ("", "")
    return f"{kind} {declared} {{ {name}{passed} {selection(schema, field.type)} }}"


def id_paths(input_type: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where an input takes ids."""
    named = get_named_type(input_type)
    if isinstance(named, GraphQLInputObjectType):
        for name, field in named.fields.items():
            yield from id_paths(field.type, (*path, name))
    elif named.name == "ID":
        yield path


def value_for(
    input_type: Any,
    ids: Mapping[str, str],
    *,
    name: str = "",
    is_whole: bool = True,
    along: tuple[str, ...] = (),
) -> Any:
    """A value that fits, with ids by the name of the field; `is_whole` fills optional fields with ids too.

    Where one of several fields can be given, it is the one on the path `along`, or else the first.
    """
    if isinstance(input_type, GraphQLNonNull):
        return value_for(input_type.of_type, ids, name=name, is_whole=is_whole, along=along)
    if isinstance(input_type, GraphQLList):
        return []
    if isinstance(input_type, GraphQLInputObjectType):
        return _object_for(input_type, ids, is_whole=is_whole, along=along)
    if isinstance(input_type, GraphQLEnumType):
        return next(iter(input_type.values))
    if input_type.name == "ID":
        return ids[PREFIX_OF[name]]
    return SCALARS[input_type.name]


def _object_for(
    input_type: GraphQLInputObjectType, ids: Mapping[str, str], *, is_whole: bool, along: tuple[str, ...]
) -> dict[str, Any]:
    given = {}
    names = list(input_type.fields)
    if input_type.is_one_of:
        names = [along[0] if along and along[0] in names else names[0]]
    for name in names:
        field = input_type.fields[name]
        is_required = isinstance(field.type, GraphQLNonNull)
        leads_to_id = is_whole and any(True for _ in id_paths(field.type))
        if is_required or leads_to_id or input_type.is_one_of:
            rest = along[1:] if along[:1] == (name,) else ()
            given[name] = value_for(field.type, ids, name=name, is_whole=is_whole, along=rest)
    return given


def with_value(given: dict[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """The same input with another value in one place."""
    name, *rest = path
    return {**given, name: with_value(given[name], tuple(rest), value) if rest else value}
