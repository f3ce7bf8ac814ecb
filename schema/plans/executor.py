"""Where plans come in: graphql-core asks for an operation to be executed, or for one pushed event of a subscription."""

from typing import Any, cast

from graphql import OperationType
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
    def build(cls, *arguments: Any, **options: Any) -> Any:
        """Where an operation begins; its context learns what it needs to tell many the same."""
        built = super().build(*arguments, **options)
        if isinstance(built, cls) and built.operation.operation is OperationType.SUBSCRIPTION:
            plan = built._plan()
            if plan is not None and plan.is_shared:
                built.context_value.sharing = Sharing(plan, built.variable_values, first_field(built.operation))
        return built

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
