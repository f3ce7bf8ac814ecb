"""Subscriptions that were followed before. Whoever waits for what is pushed holds nothing of the library meanwhile.

For each who follows it, Strawberry keeps six extensions with their stacks, and graphql-core an executor: a quarter of
what a listener takes.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterable
from contextlib import suppress
from typing import Any

from graphql import DocumentNode, GraphQLError, get_operation_ast
from graphql.execution import create_source_event_stream
from graphql.execution.values import VariableValues
from strawberry.types import ExecutionResult
from strawberry.utils.await_maybe import await_maybe

import metrics
from models.kept import Kept
from schema.context import Context
from schema.failures import has_code, shown
from schema.limits import KEPT_DOCUMENTS, parsed
from schema.metering import worse
from schema.operations import extensions_of, note_in_log
from schema.plans.executor import PlannedExecutor
from schema.plans.known import Known, PlannedSchema
from schema.plans.plan import Parts
from schema.plans.run import Unplanned

Results = AsyncGenerator[ExecutionResult, None]


class FollowingSchema(PlannedSchema):
    """Begins known subscriptions at once. What cannot begin so begins the long way, and is refused there."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._followed: Kept[Followed] = Kept(KEPT_DOCUMENTS)

    async def stream(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any = None,
        root_value: Any = None,
        operation_name: str | None = None,
        operation_extensions: dict[str, Any] | None = None,
        allowed_operation_types: Iterable[Any] | None = None,
    ) -> Any:
        followed = self._followed_before(query or "", operation_name)
        if followed is not None and followed.is_among(allowed_operation_types):
            results = await followed.follow(context_value, variable_values or {})
            if results is not None:
                return results
        return await super().stream(
            query,
            variable_values,
            context_value,
            root_value,
            operation_name,
            operation_extensions,
            allowed_operation_types,
        )

    def remember(self, document: DocumentNode, begun: PlannedExecutor) -> None:
        """A subscription that begins, in a document without mistakes."""
        self._followed.of(Parts(begun.operation, begun.fragments), lambda: Followed(self, document, begun))

    def _followed_before(self, text: str, operation_name: str | None) -> "Followed | None":
        with suppress(GraphQLError):
            operation = get_operation_ast(parsed(text), operation_name)
            return self._followed.get(Parts(operation, {})) if operation is not None else None
        return None


class Followed(Known):
    """One subscription of a document that is valid for an audience."""

    def __init__(self, schema: FollowingSchema, document: DocumentNode, begun: PlannedExecutor) -> None:
        super().__init__(schema, document, begun.operation)
        self._executor = begun.of(None, VariableValues({}, {}))

    async def follow(self, context: Context, given: dict[str, Any]) -> Results | None:
        """What is pushed; None where it is to begin the long way."""
        began = time.perf_counter()
        try:
            cost, variables = self._checked_cost(given), self._coerced(given)
            context = await context.for_operation()
            context.cost = cost
            events = await self._begin(context, variables)
        except asyncio.CancelledError:
            self._end(context, "ok", began)
            raise
        except Exception:  # noqa: BLE001 - the extensions meet the same, and say what it is
            return None
        return self._results(context, variables, events, began) if isinstance(events, AsyncGenerator) else None

    async def _begin(self, context: Context, variables: VariableValues) -> Any:
        executor = self._executor.of(context, variables)
        if context.viewer.audience != self._schema.audience or not executor.tells_by_plan():
            raise Unplanned
        return await await_maybe(create_source_event_stream(executor))

    async def _results(
        self, context: Context, variables: VariableValues, events: AsyncGenerator[Any, None], began: float
    ) -> Results:
        """Each as it is pushed, counted when it has gone out; how it ended is counted and logged."""
        outcome = "ok"
        with metrics.SUBSCRIPTIONS_OPEN.labels(self._first_field).track_inprogress():
            try:
                while (result := await self._next(context, variables, events)) is not None:
                    yield result
                    metrics.PUSHES.labels(self._first_field).inc()
                    outcome = worse(outcome, result.errors)
                    context.forget()
                    del result
            finally:
                await events.aclose()
                self._end(context, outcome, began)

    async def _next(
        self, context: Context, variables: VariableValues, events: AsyncGenerator[Any, None]
    ) -> ExecutionResult | None:
        """The answer to the next event, or the error with which all ended; None after the last."""
        try:
            result: Any = await await_maybe(
                self._executor.of(context, variables, await anext(events)).execute_operation()
            )
        except StopAsyncIteration:
            return None
        except Exception as error:  # noqa: BLE001 - whatever ended it is told
            await events.aclose()
            known = error if isinstance(error, GraphQLError) else GraphQLError(str(error), original_error=error)
            result = ExecutionResult(data=None, errors=[known])
        locale = context.viewer.locale
        errors = [error if has_code(error) else shown(error, locale) for error in result.errors or []]
        return ExecutionResult(data=result.data, errors=errors or None, extensions=extensions_of(context))

    def _end(self, context: Context, outcome: str, began: float) -> None:
        metrics.OPERATIONS.labels(self._first_field, outcome).inc()
        note_in_log(context, self._loggable_name, began)
