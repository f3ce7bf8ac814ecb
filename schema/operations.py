"""Each operation in surroundings of its own: who asks now, and loaders that know nothing old."""

from collections.abc import AsyncIterator, Iterator

from strawberry.extensions import SchemaExtension
from strawberry.types import StreamExecutionResult

from schema.limits import check_variables


class OwnSurroundings(SchemaExtension):
    """A context for one operation, and empty loaders before each event that a subscription pushes."""

    async def on_execute(self) -> AsyncIterator[None]:
        check_variables(self.execution_context.variables)
        self.execution_context.context = await self.execution_context.context.for_operation()
        yield

    def on_stream_result(self, result: StreamExecutionResult) -> Iterator[None]:
        yield
        self.execution_context.context.forget()
