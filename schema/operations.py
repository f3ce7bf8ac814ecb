"""Each operation in surroundings of its own: who asks now, loaders that know nothing old, and a name in the log."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any, cast

import structlog
from graphql import DocumentNode, GraphQLError, OperationDefinitionNode, get_operation_ast
from strawberry.extensions import SchemaExtension
from strawberry.types import StreamExecutionResult

from errors import Invalid, Unauthenticated
from schema.audience import AudienceSchema
from schema.context import Context
from schema.cost import cost_of
from schema.limits import Same, check_cost, check_document, check_variables, parse_options, parsed

log = structlog.get_logger("operations")


class OwnSurroundings(SchemaExtension):
    """A context for one operation, and empty loaders before each event that a subscription pushes."""

    def on_operation(self) -> Iterator[None]:
        context: Context = self.execution_context.context
        started = time.perf_counter()
        try:
            yield
        finally:
            note_in_log(context, self._name(), started)

    async def on_execute(self) -> AsyncIterator[None]:
        context: Context = await self.execution_context.context.for_operation()
        schema = self.execution_context.schema
        if isinstance(schema, AudienceSchema) and schema.audience != context.viewer.audience:
            raise Unauthenticated  # what this viewer may name has changed since the socket was opened
        self.execution_context.context = context
        yield

    def on_stream_result(self, result: StreamExecutionResult) -> Iterator[None]:
        yield
        self.execution_context.context.forget()

    def _name(self) -> str | None:
        document = self.execution_context.graphql_document
        operation = get_operation_ast(document, self.execution_context.operation_name) if document else None
        return loggable_name(operation) if operation is not None else None


def note_in_log(context: Context, name: str | None, started: float) -> None:
    """A request has a line in the log already; an operation on a socket gets one of its own."""
    if context.is_socket:
        log.info("operation", operation=name, ms=round((time.perf_counter() - started) * 1000, 1))
    else:
        context.scope["operation"] = name


def loggable_name(operation: OperationDefinitionNode) -> str | None:
    """The name that the document gives to an operation; a name that is only asked for may be anything."""
    return operation.name.value[:100] if operation.name is not None else None


class ParsedOnce(SchemaExtension):
    """Documents are parsed once. One that cannot be is left to the schema: what is raised here reaches nobody."""

    def on_parse(self) -> Iterator[None]:
        asked = self.execution_context
        asked.parse_options.update(parse_options())  # type: ignore[typeddict-item]
        with suppress(GraphQLError):
            asked.graphql_document = parsed(cast("str", asked.query))
        yield


class CheckedOnce(SchemaExtension):
    """Documents are checked once, variables and cost each time. For the same reason nothing is raised here."""

    def on_validate(self) -> Iterator[None]:
        try:
            self.execution_context.pre_execution_errors = self._check()
        except GraphQLError as refused:
            self.execution_context.pre_execution_errors = [refused]
        except (Invalid, RecursionError) as refused:
            error = GraphQLError(type(refused).__name__, original_error=refused)
            self.execution_context.pre_execution_errors = [error]
        yield

    def get_results(self) -> dict[str, Any]:
        return extensions_of(self.execution_context.context)

    def _check(self) -> list[GraphQLError]:
        asked = self.execution_context
        schema, same = asked.schema._schema, Same(cast("DocumentNode", asked.graphql_document))
        check_variables(asked.variables)
        errors = check_document(schema, same, asked.validation_rules)
        if not errors:
            asked.context.cost = cost_of(schema, same, asked.operation_name, asked.variables or {})
            check_cost(asked.context.cost)
        return errors


def extensions_of(context: Context) -> dict[str, Any]:
    """What an answer tells beside its data."""
    return {} if context.cost is None else {"cost": context.cost}
