"""A plan: one operation of one document for one audience, made once and kept for as long as it is asked."""

import asyncio
from functools import lru_cache
from typing import Any

from graphql import FieldNode, OperationDefinitionNode, OperationType
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.values import VariableValues

from models.narrowing import Attention
from schema.audience import AudienceSchema
from schema.context import Context
from schema.limits import KEPT_DOCUMENTS
from schema.plans.reading import Read
from schema.plans.run import Run, Surroundings, Unplanned
from schema.plans.selections import Selections
from schema.plans.variables import switches_in, variables_in

Switches = frozenset[tuple[str, bool]]


class Plan:
    """How one operation is answered, with what `@skip` and `@include` leave of it. Raises Unplanned."""

    def __init__(
        self,
        schema: AudienceSchema,
        operation: OperationDefinitionNode,
        fragments: dict[str, FragmentDetails],
        switches: Switches,
    ) -> None:
        self._schema = schema._schema
        root = self._schema.get_root_type(operation.operation)
        if root is None:
            raise Unplanned
        selections = Selections(schema, operation, fragments, VariableValues({}, dict(switches)))
        self._selection = selections.of_root(root, READ[operation.operation])
        # An act saves what it reads, and what is pushed was read before.
        self._attention = Attention() if operation.operation is OperationType.QUERY else None
        self.variables_below = _variables_below(operation, fragments)
        self.is_shared = operation.operation is OperationType.SUBSCRIPTION and not selections.is_personal

    async def answer(self, context: Context, root: Any, variables: VariableValues) -> dict[str, Any]:
        """The data of the answer. Whatever is raised, graphql-core is to make the answer instead."""
        if self._attention is None:
            return await self._answer(context, root, variables)
        return await self._attention.reading(lambda: self._read(context, root, variables))

    async def _read(self, context: Context, root: Any, variables: VariableValues) -> dict[str, Any]:
        """With nothing at hand of an attempt that read too little."""
        context.forget()
        return await self._answer(context, root, variables)

    async def _answer(self, context: Context, root: Any, variables: VariableValues) -> dict[str, Any]:
        answers: list[dict[str, Any]]
        answers = await self._selection.render([root], Run(Surroundings(context, self._schema), variables))
        return answers[0]


def plan_for(
    schema: AudienceSchema,
    operation: OperationDefinitionNode,
    fragments: dict[str, FragmentDetails],
    variables: VariableValues,
) -> Plan | None:
    """The plan for an operation of a valid document; None where graphql-core is to answer."""
    parts = Parts(operation, fragments)
    given = variables.coerced
    switches = frozenset((name, given[name]) for name in _switches(parts) if isinstance(given.get(name), bool))
    return _plan(schema, parts, switches)


class Parts:
    """An operation and its fragments as the key of a cache; a document that is kept is one object."""

    def __init__(self, operation: OperationDefinitionNode, fragments: dict[str, FragmentDetails]) -> None:
        self.operation, self.fragments = operation, fragments

    def __hash__(self) -> int:
        return id(self.operation)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Parts) and self.operation is other.operation


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _plan(schema: AudienceSchema, parts: Parts, switches: Switches) -> Plan | None:
    if {name for name, _ in switches} != _switches(parts):
        return None
    try:
        return Plan(schema, parts.operation, parts.fragments, switches)
    except Unplanned:
        return None


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _switches(parts: Parts) -> frozenset[str]:
    return switches_in(parts.operation, *(fragment.definition for fragment in parts.fragments.values()))


def _variables_below(operation: OperationDefinitionNode, fragments: dict[str, FragmentDetails]) -> frozenset[str]:
    """The variables that the answer hangs on; those of the fields of the operation itself say what is followed."""
    selections = operation.selection_set.selections
    below = [each.selection_set if isinstance(each, FieldNode) else each for each in selections]
    definitions = [fragment.definition for fragment in fragments.values()]
    return variables_in(*(node for node in below if node is not None), *definitions)


def _asked(_key: str, read: Read) -> Read:
    return read


def _pushed(_key: str, _read: Read) -> Read:
    """What a subscription yields is the value of its field."""

    async def values(parents: list[Any], _run: Run) -> list[Any]:
        return parents

    return values


def _acted(key: str, read: Read) -> Read:
    """An act is done once: should the rest of the answer fail, graphql-core finds its outcome."""

    async def values(parents: list[Any], run: Run) -> list[Any]:
        [found] = await asyncio.gather(read(parents, run), return_exceptions=True)
        run.info.context.outcomes[key] = found if isinstance(found, BaseException) else found[0]
        if isinstance(found, BaseException):
            raise found
        return found

    return values


READ = {OperationType.QUERY: _asked, OperationType.MUTATION: _acted, OperationType.SUBSCRIPTION: _pushed}
