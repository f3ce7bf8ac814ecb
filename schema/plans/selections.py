"""Braces: how what is between them is answered for all objects of a level at once."""

from collections.abc import Awaitable, Callable
from typing import Any

from graphql import (
    FieldNode,
    GraphQLAbstractType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    OperationDefinitionNode,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import VariableValues

from schema.audience import PERSONAL, AudienceSchema
from schema.plans.leaves import leaf_of, written
from schema.plans.reading import Read, declared, expression, is_at_hand, reader
from schema.plans.run import Run, UnexpectedNull, Unplanned

MOST_SELECTIONS = 150  # pairs of braces with their type in one plan; each takes about a third of a millisecond to make

Complete = Callable[[list[Any], Run], Awaitable[list[Any]]]
Build = Callable[[list[Any], Run], list[dict[str, Any]]]
Groups = dict[str, list[FieldDetails]]


class Selection:
    """What is selected of one object type. What is at hand is written at once, each other field a step later."""

    def __init__(self, build: Build, steps: list[tuple[str, Read, Complete]]) -> None:
        self._build = build
        self._steps = steps

    async def render(self, parents: list[Any], run: Run) -> list[dict[str, Any]]:
        """The answers for these objects, in their order."""
        answers = self._build(parents, run)
        for key, read, complete in self._steps:
            values = await complete(await read(parents, run), run)
            for answer, value in zip(answers, values, strict=True):
                answer[key] = value
        return answers


class Selections:
    """Makes the selections of one operation: those of concrete types now, those behind interfaces when met."""

    def __init__(
        self,
        schema: AudienceSchema,
        operation: OperationDefinitionNode,
        fragments: dict[str, FragmentDetails],
        variables: VariableValues,
    ) -> None:
        self._schema, self._graphql = schema, schema._schema
        self._operation, self._fragments, self._variables = operation, fragments, variables
        self._count = 0
        self.is_personal = False

    def of_root(self, root: GraphQLObjectType, wrap: Callable[[str, Read], Read]) -> Selection:
        """What the operation selects. `wrap` is put around the reading of each field."""
        collected = collect_fields(self._graphql, self._fragments, self._variables, root, self._operation)
        return self._of_groups(root, collected.grouped_field_set, wrap)

    def _below(self, kind: GraphQLObjectType, details: list[FieldDetails]) -> Selection:
        collected = collect_subfields(self._graphql, self._fragments, self._variables, self._operation, kind, details)
        return self._of_groups(kind, collected.grouped_field_set)

    def _of_groups(
        self, kind: GraphQLObjectType, groups: Groups, wrap: Callable[[str, Read], Read] = lambda _key, read: read
    ) -> Selection:
        self._count += 1
        if self._count > MOST_SELECTIONS:
            raise Unplanned
        source, names, steps = Source(), kind.fields, []
        for key, details in groups.items():
            node = details[0].node
            if node.name.value == "__typename":
                source.constant(key, kind.name)
                continue
            if details[0].fragment_variable_values is not None or node.name.value not in names:
                raise Unplanned  # introspection
            field = names[node.name.value]
            self.is_personal |= PERSONAL in declared(field).metadata
            if is_leaf_type(get_named_type(field.type)) and is_at_hand(declared(field)):
                source.leaf(key, field)
            else:
                source.constant(key, None)
                read = wrap(key, self._read(field, node))
                steps.append((key, read, self._complete(field.type, details)))
        return Selection(source.compiled(), steps)

    def _read(self, field: GraphQLField, node: FieldNode) -> Read:
        declaration = declared(field)
        if not is_at_hand(declaration):
            return reader(self._schema, field, node)
        source = Source()
        return source.column(field)

    def _complete(self, kind: Any, details: list[FieldDetails]) -> Complete:
        if isinstance(kind, GraphQLNonNull):
            return _required(self._complete(kind.of_type, details))
        if isinstance(kind, GraphQLList):
            return _each(self._complete(kind.of_type, details))
        if is_leaf_type(kind):
            return _leaves(kind)
        if is_abstract_type(kind):
            return self._of_abstract(kind, details)
        return _of_objects(kind, self._below(kind, details))

    def _of_abstract(self, kind: GraphQLAbstractType, details: list[FieldDetails]) -> Complete:
        self.is_personal = True  # as far as is known before its objects are met
        known: dict[GraphQLObjectType, Selection] = {}
        possible = self._graphql.get_possible_types(kind)

        async def complete(values: list[Any], run: Run) -> list[Any]:
            by_type: dict[GraphQLObjectType, dict[int, Any]] = {}
            for value in values:
                if value is not None:
                    by_type.setdefault(_type_of(value, kind, possible, run), {})[id(value)] = value
            answers: dict[int, Any] = {}
            for concrete, things in by_type.items():
                if concrete not in known:
                    known[concrete] = self._below(concrete, details)
                answers.update(zip(things, await known[concrete].render(list(things.values()), run), strict=True))
            return [answers.get(id(value)) for value in values]

        return complete


class Source:
    """The source of a function that makes the answers of one level, and what its names stand for."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._names: dict[str, Any] = {}

    def constant(self, key: str, value: str | None) -> None:
        self._lines.append(f"{key!r}: {value!r}")

    def leaf(self, key: str, field: GraphQLField) -> None:
        leaf = self._name("leaf", leaf_of(field.type))
        self._lines.append(f"{key!r}: {written(field.type, self._value(field), leaf)}")

    def compiled(self) -> Build:
        build: Build = self._function(f"{{{', '.join(self._lines)}}}")
        return build

    def column(self, field: GraphQLField) -> Read:
        """The values of one field that is at hand, as they are."""
        values: Callable[[list[Any], Run], list[Any]] = self._function(self._value(field))

        async def read(parents: list[Any], run: Run) -> list[Any]:
            return values(parents, run)

        return read

    def _value(self, field: GraphQLField) -> str:
        declaration = declared(field)
        resolver = declaration.base_resolver
        return expression(declaration, self._name("call", resolver.wrapped_func) if resolver else "")

    def _name(self, of: str, value: Any) -> str:
        name = f"{of}_{len(self._names)}"
        self._names[name] = value
        return name

    def _function(self, each: str) -> Any:
        source = f"def build(parents, run):\n    info = run.info\n    return [{each} for p in parents]\n"
        exec(compile(source, "<plan>", "exec"), self._names)  # noqa: S102 - names of the schema and our own, no values
        return self._names["build"]


def _type_of(value: Any, kind: GraphQLAbstractType, possible: Any, run: Run) -> GraphQLObjectType:
    """What an object behind an interface is, as graphql-core finds it: what is no row says it itself."""
    concrete: GraphQLObjectType
    if hasattr(value, "__strawberry_definition__"):
        name = kind.resolve_type(value, run.info, kind) if kind.resolve_type else None
        concrete = next(concrete for concrete in possible if concrete.name == name)
        return concrete
    for concrete in possible:
        if concrete.is_type_of is not None and concrete.is_type_of(value, run.info):
            return concrete
    raise Unplanned


def _of_objects(kind: GraphQLObjectType, selection: Selection) -> Complete:
    """One that stands in several places is answered once."""

    async def complete(values: list[Any], run: Run) -> list[Any]:
        things = {id(value): value for value in values if value is not None}
        if not things:
            return [None] * len(values)
        if kind.is_type_of is not None and not all(kind.is_type_of(thing, run.info) for thing in things.values()):
            raise Unplanned
        answers = dict(zip(things, await selection.render(list(things.values()), run), strict=True))
        return [answers.get(id(value)) for value in values]

    return complete


def _leaves(kind: Any) -> Complete:
    leaf = leaf_of(kind)

    async def complete(values: list[Any], _run: Run) -> list[Any]:
        return [leaf(value) for value in values]

    return complete


def _required(inner: Complete) -> Complete:
    async def complete(values: list[Any], run: Run) -> list[Any]:
        answers = await inner(values, run)
        if any(answer is None for answer in answers):
            raise UnexpectedNull
        return answers

    return complete


def _each(inner: Complete) -> Complete:
    """The lists of all parents, laid end to end and cut again."""

    async def complete(values: list[Any], run: Run) -> list[Any]:
        lists = [None if value is None else list(value) for value in values]
        answers = iter(await inner([item for row in lists if row for item in row], run))
        return [None if row is None else [next(answers) for _ in row] for row in lists]

    return complete
