"""Braces: how what is between them is answered for all objects of a level at once."""

from collections.abc import Awaitable, Callable, Hashable
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
from schema.plans.reading import Read, declared, is_at_hand, is_value_of_many, reader
from schema.plans.run import PutOff, Run, UnexpectedNull, Unplanned
from schema.plans.source import Build, Source, leads_to_one_or_many, values_written

MOST_SELECTIONS = 150  # pairs of braces with their type in one plan; each takes about a third of a millisecond to make

Complete = Callable[[list[Any], Run], Awaitable[list[Any]]]
Step = tuple[str, Read, Complete]
Wrap = Callable[[str, Read], Read]
Groups = dict[str, list[FieldDetails]]


class Selection:
    """What is selected of one object type. What is at hand is written at once, each other field a step later.

    `last` are values that are read in batches: they wait, so that they are read once for all places in the answer.
    """

    def __init__(self, build: Build, steps: list[Step], last: list[tuple[str, Hashable, Read]]) -> None:
        self.build = build
        self._steps, self._last = steps, last

    @property
    def is_at_hand(self) -> bool:
        return not (self._steps or self._last)

    async def render(self, parents: list[Any], run: Run) -> list[Any]:
        """The answers for these objects, in their order."""
        answers: list[Any] = self.build(parents, run)
        for key, field, read in self._last:
            run.put_off.setdefault(field, PutOff(read)).add(key, parents, answers)
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

    def of_root(self, root: GraphQLObjectType, wrap: Wrap) -> Selection:
        """What the operation selects. `wrap` is put around the reading of each field."""
        collected = collect_fields(self._graphql, self._fragments, self._variables, root, self._operation)
        return self._of_groups(root, collected.grouped_field_set, wrap)

    def _below(self, kind: GraphQLObjectType, details: list[FieldDetails]) -> Selection:
        collected = collect_subfields(self._graphql, self._fragments, self._variables, self._operation, kind, details)
        return self._of_groups(kind, collected.grouped_field_set)

    def _of_groups(self, kind: GraphQLObjectType, groups: Groups, wrap: Wrap | None = None) -> Selection:
        self._count += 1
        if self._count > MOST_SELECTIONS:
            raise Unplanned
        source, steps = Source(kind), []
        last: list[tuple[str, Hashable, Read]] = []
        for key, details in groups.items():
            if details[0].node.name.value == "__typename":
                source.constant(key, kind.name)
                continue
            field = self._field(kind, details[0])
            below = self._selection_below(field, details)
            if is_at_hand(declared(field)) and is_leaf_type(get_named_type(field.type)):
                source.leaf(key, field)
            elif wrap is None and below is not None and _is_all_at_hand(field, below):
                source.objects(key, field, below.build)
            else:
                source.constant(key, None)
                read = self._read(kind, field, details[0].node)
                complete = self._complete(field.type, details, below)
                if wrap is not None:
                    steps.append((key, wrap(key, read), _to_the_end(complete)))
                elif is_value_of_many(field):
                    last.append((key, (kind.name, details[0].node.name.value), _completed(read, complete)))
                else:
                    steps.append((key, read, complete))
        return Selection(source.compiled(), steps, last)

    def _field(self, kind: GraphQLObjectType, details: FieldDetails) -> GraphQLField:
        name = details.node.name.value
        if details.fragment_variable_values is not None or name not in kind.fields:
            raise Unplanned  # introspection
        field: GraphQLField = kind.fields[name]
        self.is_personal |= PERSONAL in declared(field).metadata
        return field

    def _selection_below(self, field: GraphQLField, details: list[FieldDetails]) -> Selection | None:
        """What is selected of a field of one object type; of an interface it is known when its objects are met."""
        named = get_named_type(field.type)
        return self._below(named, details) if isinstance(named, GraphQLObjectType) else None

    def _read(self, kind: GraphQLObjectType, field: GraphQLField, node: FieldNode) -> Read:
        if is_at_hand(declared(field)):
            return Source(kind).column(field)
        return reader(self._schema, field, node)

    def _complete(self, kind: Any, details: list[FieldDetails], below: Selection | None) -> Complete:
        if isinstance(kind, GraphQLNonNull):
            return _required(self._complete(kind.of_type, details, below))
        if isinstance(kind, GraphQLList):
            return _each(self._complete(kind.of_type, details, below))
        if is_abstract_type(kind):
            return self._of_abstract(kind, details)
        return _leaves(kind) if below is None else _of_objects(below)

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


def _to_the_end(complete: Complete) -> Complete:
    """One field of the operation is answered whole before the next, which may be an act."""

    async def completed(values: list[Any], run: Run) -> list[Any]:
        answers = await complete(values, run)
        await run.catch_up()
        return answers

    return completed


def _completed(read: Read, complete: Complete) -> Read:
    async def values(parents: list[Any], run: Run) -> list[Any]:
        return await complete(await read(parents, run), run)

    return values


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


def _is_all_at_hand(field: GraphQLField, below: Selection) -> bool:
    return is_at_hand(declared(field)) and below.is_at_hand and leads_to_one_or_many(field.type)


def _of_objects(selection: Selection) -> Complete:
    """One that stands in several places is answered once."""

    async def complete(values: list[Any], run: Run) -> list[Any]:
        things = {id(value): value for value in values if value is not None}
        if len(things) == len(values):
            return await selection.render(values, run)
        if not things:
            return [None] * len(values)
        answers = dict(zip(things, await selection.render(list(things.values()), run), strict=True))
        return [answers.get(id(value)) for value in values]

    return complete


def _leaves(kind: Any) -> Complete:
    write = values_written(kind)

    async def complete(values: list[Any], _run: Run) -> list[Any]:
        return write(values)

    return complete


def _required(inner: Complete) -> Complete:
    async def complete(values: list[Any], run: Run) -> list[Any]:
        answers = await inner(values, run)
        if None in answers:
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
