"""Where plans come in: graphql-core asks for an operation to be executed, or for one pushed event of a subscription."""

from typing import Any, cast

from graphql import DocumentNode, GraphQLSchema, OperationType
from graphql.execution.values import VariableValues
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

import metrics
from schema.metering import first_field
from schema.plans.plan import Plan, plan_for
from schema.plans.sharing import Pushed, Sharing, answered_for_all


class EachEventAnew(StrawberryGraphQLCoreExecutionContext):
    """Lets go of what it took to execute an event.

    graphql-core gives all events of a subscription one memory of collected fields, and keeps that as long as somebody
    follows: kilobytes for each event, never used again.
    """

    def build_per_event_executor(self, payload: Any) -> "EachEventAnew":
        executor = cast("EachEventAnew", super().build_per_event_executor(payload))
        executor._relevant_sub_fields = {}
        return executor


class PlannedExecutor(EachEventAnew):
    """Answers by a plan. What a plan cannot do graphql-core does, with its errors and their places."""

    @classmethod
    def build(cls, schema: GraphQLSchema, document: DocumentNode, *arguments: Any, **options: Any) -> Any:
        """Where an operation begins; from then on the schema knows a subscription that was found to be valid."""
        built = super().build(schema, document, *arguments, **options)
        if isinstance(built, cls) and built.operation.operation is OperationType.SUBSCRIPTION and built.tells_by_plan():
            schema._strawberry_schema.remember(document, built)  # type: ignore[attr-defined]
        return built

    def of(self, context: Any, variables: VariableValues, event: Any = None) -> "PlannedExecutor":
        """The same operation for somebody else, or for one event that is pushed to them."""
        executor = cast("PlannedExecutor", self.build_per_event_executor(event))
        executor.context_value, executor.variable_values = context, variables
        return executor

    def tells_by_plan(self) -> bool:
        """Whether a plan answers what is pushed; its context learns what it needs to tell many the same."""
        plan = self._plan()
        if plan is not None and plan.is_shared:
            self.context_value.sharing = Sharing(plan, self.variable_values, first_field(self.operation))
        return plan is not None

    def execute_operation(self, serially: bool | None = None) -> Any:
        if self.context_value.seconds_lost:
            return self._failed(serially)
        plan = self._plan()
        if plan is not None:
            return self._planned(plan, serially)
        metrics.ANSWERS.labels("executed").inc()
        return super().execute_operation(serially)

    def _plan(self) -> Plan | None:
        return plan_for(self.schema._strawberry_schema, self.operation, self.fragments, self.variable_values)  # type: ignore[attr-defined]

    async def _planned(self, plan: Plan, serially: bool | None) -> Any:
        try:
            data = await self._data(plan)
        except Exception:  # noqa: BLE001 - graphql-core meets the same, and says what and where
            self.context_value.forget()
            executed = self._failed(serially)
            return await executed if self.is_awaitable(executed) else executed
        metrics.ANSWERS.labels("planned").inc()
        return self.build_response(data)

    def _failed(self, serially: bool | None) -> Any:
        metrics.ANSWERS.labels("failed").inc()
        return super().execute_operation(serially)

    async def _data(self, plan: Plan) -> dict[str, Any]:
        if self.context_value.sharing is not None:
            return await answered_for_all(Pushed(self.context_value.sharing, self.context_value, self.root_value))
        return await plan.answer(self.context_value, self.root_value, self.variable_values)
