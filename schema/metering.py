"""Counts each operation by its first field, which the schema bounds; the name in a document could be anything."""

import time
from collections.abc import Iterator

from graphql import FieldNode, GraphQLError, OperationDefinitionNode, OperationType, get_operation_ast
from strawberry.extensions import SchemaExtension
from strawberry.types import StreamExecutionResult

import metrics
from schema.context import Context

NAMELESS = "none"


class Metering(SchemaExtension):
    """Stands outermost, so that it sees errors as clients do: each with a code."""

    def on_operation(self) -> Iterator[None]:
        """Whatever ends it, a client that left included."""
        started = time.perf_counter()
        self._name, self._outcome, self._streamed, self._follows = NAMELESS, "ok", False, False
        try:
            yield
        finally:
            self._end(time.perf_counter() - started)

    def on_execute(self) -> Iterator[None]:
        """Only what fits the schema comes this far, so that the name is one of the schema's."""
        document, asked = self.execution_context.graphql_document, self.execution_context.operation_name
        operation = get_operation_ast(document, asked) if document else None
        if operation is not None:
            self._name = first_field(operation)
            self._follows = operation.operation is OperationType.SUBSCRIPTION
        if self._follows:
            metrics.SUBSCRIPTIONS_OPEN.labels(self._name).inc()
        yield

    def on_stream_result(self, result: StreamExecutionResult) -> Iterator[None]:
        self._streamed = True
        yield
        if self._follows:
            metrics.PUSHES.labels(self._name).inc()
        self._note(getattr(result, "errors", None))

    def _end(self, seconds: float) -> None:
        context: Context = self.execution_context.context
        if not self._streamed:
            self._note(getattr(self.execution_context.result, "errors", None))
        outcome = "refused" if context.is_refused and self._outcome == "ok" else self._outcome
        if self._follows:
            metrics.SUBSCRIPTIONS_OPEN.labels(self._name).dec()
            metrics.OPERATIONS.labels(self._name, outcome).inc()
        else:
            count(self._name, outcome, seconds + context.seconds_lost)

    def _note(self, errors: list[GraphQLError] | None) -> None:
        self._outcome = worse(self._outcome, errors)


def worse(outcome: str, errors: list[GraphQLError] | None) -> str:
    """What an operation has come to after these errors, each of which is counted."""
    for error in errors or []:
        extensions = error.extensions or {}
        code = str(extensions.get("reason") or extensions.get("code"))
        metrics.REFUSALS.labels(code).inc()
        if outcome != "failed":
            outcome = "failed" if code == "INTERNAL" else "refused"
    return outcome


def count(name: str, outcome: str, seconds: float) -> None:
    """One query or mutation that has ended."""
    metrics.OPERATION_SECONDS.labels(name).observe(seconds)
    metrics.OPERATIONS.labels(name, outcome).inc()


def first_field(operation: OperationDefinitionNode) -> str:
    """What an operation is counted by."""
    first = operation.selection_set.selections[0]
    return first.name.value if isinstance(first, FieldNode) else NAMELESS
