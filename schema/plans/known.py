"""Operations that were answered before: what a document takes but once has been done, and its plan is at hand."""

import asyncio
import time
from collections.abc import Iterable, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    get_operation_ast,
)
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.values import VariableValues, get_variable_values
from strawberry.types import ExecutionResult

import metrics
from errors import Invalid
from models.kept import Kept
from schema.audience import AudienceSchema
from schema.context import Context
from schema.cost import cost_of
from schema.limits import KEPT_DOCUMENTS, Same, check_cost, check_variables, parsed
from schema.metering import count, first_field
from schema.operations import extensions_of, loggable_name
from schema.plans.plan import plan_for
from schema.plans.run import Unplanned


class PlannedSchema(AudienceSchema):
    """Answers known operations by their plan at once. All else goes the long way, and so does what is refused or fails:
    graphql-core and the extensions meet the same there, and say what it is and where.
    """

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any = None,
        root_value: Any = None,
        operation_name: str | None = None,
        allowed_operation_types: Iterable[Any] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        known = _known.get((self, query, operation_name))
        if known is not None and known.is_among(allowed_operation_types):
            answer = await known.answer(context_value, variable_values or {})
            if answer is not None:
                return answer
        result = await super().execute(
            query,
            variable_values,
            context_value,
            root_value,
            operation_name,
            allowed_operation_types,
            operation_extensions,
        )
        if known is None and query is not None and not result.errors:
            _remember(self, query, operation_name)
        return result


class Known:
    """One query or mutation of a document that is valid for an audience."""

    def __init__(self, schema: AudienceSchema, document: DocumentNode, operation: OperationDefinitionNode) -> None:
        self._schema, self._document, self._operation = schema, Same(document), operation
        self._name = operation.name.value if operation.name is not None else None
        self._loggable_name, self._first_field = loggable_name(operation), first_field(operation)
        self._fragments = {
            definition.name.value: FragmentDetails(definition)
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }

    def is_among(self, allowed: Iterable[Any] | None) -> bool:
        """Whether an operation of this kind may be asked here, such as a mutation by GET."""
        return allowed is None or any(each.value == self._operation.operation.value for each in allowed)

    async def answer(self, context: Context, given: dict[str, Any]) -> ExecutionResult | None:
        """The answer, where all is well with it; None where it is to be made the long way."""
        began = time.perf_counter()
        try:
            cost, values = self._checked_cost(given), self._coerced(given)
        except (Invalid, GraphQLError, RecursionError, Unplanned):
            return None
        plan = plan_for(self._schema, self._operation, self._fragments, values)
        if plan is None or context.is_socket:
            return None
        context = await context.for_operation()
        context.cost = cost
        try:
            data = await plan.answer(context, None, values)
        except asyncio.CancelledError:
            self._note(context, began)
            raise
        except Exception:  # noqa: BLE001 - graphql-core meets the same, and says what and where
            context.forget()
            context.seconds_lost = time.perf_counter() - began
            return None
        self._note(context, began)
        metrics.ANSWERS.labels("planned").inc()
        return ExecutionResult(data=data, errors=None, extensions=extensions_of(context))

    def _checked_cost(self, given: Mapping[str, Any]) -> int:
        check_variables(given)
        cost = cost_of(self._schema._schema, self._document, self._name, given)
        check_cost(cost)
        return cost

    def _coerced(self, given: dict[str, Any]) -> VariableValues:
        definitions = self._operation.variable_definitions or ()
        values = get_variable_values(self._schema._schema, definitions, given, max_errors=1)
        if not isinstance(values, VariableValues):
            raise Unplanned
        return values

    def _note(self, context: Context, began: float) -> None:
        """As the extensions do it, also for a client that left."""
        context.scope["operation"] = self._loggable_name
        count(self._first_field, "refused" if context.is_refused else "ok", time.perf_counter() - began)


_known: Kept[Known] = Kept(KEPT_DOCUMENTS)


def _remember(schema: AudienceSchema, text: str, operation_name: str | None) -> None:
    """What was answered once without errors, where it is no subscription and says which operation it is."""
    document = parsed(text)
    operation = get_operation_ast(document, operation_name)
    if operation is None or operation.operation is OperationType.SUBSCRIPTION:
        return
    _known.of((schema, text, operation_name), lambda: Known(schema, document, operation))
