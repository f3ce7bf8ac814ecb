"""A plan: one operation of one document for one audience, made once and kept for as long as it is asked."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    FragmentDefinitionNode,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    Visitor,
    get_operation_ast,
    visit,
)
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.values import VariableValues, get_variable_values

from schema.audience import AudienceSchema
from schema.context import Context
from schema.limits import KEPT_DOCUMENTS, Same
from schema.plans.reading import Read
from schema.plans.run import Run, Surroundings, Unplanned
from schema.plans.selections import Selections

Switches = frozenset[tuple[str, bool]]


class Plan:
    """How one operation is answered, with what `@skip` and `@include` leave of it. Raises Unplanned."""

    def __init__(
        self, schema: AudienceSchema, document: DocumentNode, operation: OperationDefinitionNode, switches: Switches
    ) -> None:
        root = schema._schema.get_root_type(operation.operation)
        if root is None or operation.operation is OperationType.SUBSCRIPTION:
            raise Unplanned
        self._schema, self._operation = schema._schema, operation
        fragments = {
            definition.name.value: FragmentDetails(definition, None)
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        selections = Selections(schema, operation, fragments, VariableValues({}, dict(switches)))
        is_act = operation.operation is OperationType.MUTATION
        self._selection = selections.of_root(root, _remembered if is_act else _as_it_is)

    async def answer(self, context: Context, root: Any, given: Mapping[str, Any]) -> dict[str, Any]:
        """The data of the answer. Whatever is raised, graphql-core is to make the answer instead."""
        variables = get_variable_values(self._schema, self._operation.variable_definitions or (), dict(given))
        if isinstance(variables, list):
            raise Unplanned
        run = Run(Surroundings(context, self._schema), variables)
        (answer,) = await self._selection.render([root], run)
        return answer


def plan_for(
    schema: AudienceSchema, document: DocumentNode, operation: str | None, given: Mapping[str, Any]
) -> Plan | None:
    """The plan for an operation in a document that is valid; None where graphql-core is to answer."""
    same = Same(document)
    switches = frozenset((name, given[name]) for name in _switches(same) if isinstance(given.get(name), bool))
    return _plan(schema, same, operation, switches)


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _plan(schema: AudienceSchema, same: Same, operation: str | None, switches: Switches) -> Plan | None:
    node = get_operation_ast(same.document, operation)
    if node is None or {name for name, _ in switches} != _switches(same):
        return None
    try:
        return Plan(schema, same.document, node, switches)
    except Unplanned:
        return None


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _switches(same: Same) -> frozenset[str]:
    """The variables on which it hangs what is selected."""
    found = _Switches()
    visit(same.document, found)
    return frozenset(found.names)


class _Switches(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, directive: DirectiveNode, *_: Any) -> None:
        values = [argument.value for argument in directive.arguments or ()]
        self.names.update(value.name.value for value in values if isinstance(value, VariableNode))


def _as_it_is(_key: str, read: Read) -> Read:
    return read


def _remembered(key: str, read: Read) -> Read:
    """An act is done once: should the rest of the answer fail, graphql-core finds its outcome."""

    async def values(parents: list[Any], run: Run) -> list[Any]:
        outcomes = run.info.context.outcomes
        try:
            (outcome,) = await read(parents, run)
        except Exception as error:
            outcomes[key] = error
            raise
        outcomes[key] = outcome
        return [outcome]

    return values
