"""Where plans come in: an operation that is to be executed is answered by its plan, if there is one."""

from collections.abc import AsyncIterator
from typing import Any, cast

from graphql import DocumentNode, ExecutionResult
from strawberry.extensions import SchemaExtension

import metrics
from schema.audience import AudienceSchema
from schema.plans.plan import Plan, plan_for


class Planned(SchemaExtension):
    """Stands innermost. An answer that a plan cannot make is left to graphql-core, with its errors and their places."""

    async def on_execute(self) -> AsyncIterator[None]:
        asked = self.execution_context
        document = cast("DocumentNode", asked.graphql_document)
        plan = plan_for(cast("AudienceSchema", asked.schema), document, asked.operation_name, asked.variables or {})
        data = None if plan is None else await self._answer(plan)
        if data is not None:
            asked.result = ExecutionResult(data=data)
        metrics.ANSWERS.labels("executed" if plan is None else "failed" if data is None else "planned").inc()
        yield

    async def _answer(self, plan: Plan) -> dict[str, Any] | None:
        asked = self.execution_context
        try:
            return await plan.answer(asked.context, asked.root_value, asked.variables or {})
        except Exception:  # noqa: BLE001 - graphql-core meets the same, and says what and where
            asked.context.forget()
            return None
