"""What one answer is made with: who asks, the values of its variables, and what is worked out on the way."""

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLSchema
from graphql.execution.values import VariableValues
from graphql.pyutils import is_awaitable

from schema.context import Context


class Unplanned(Exception):  # noqa: N818
    """Something that a plan does not do. graphql-core does, so nobody outside ever sees it."""


class UnexpectedNull(Unplanned):
    """Null where the schema promises something: where it ends up is for graphql-core to say."""


@dataclass(slots=True)
class Surroundings:
    """What resolvers and `is_type_of` look at in their `info`."""

    context: Context
    schema: GraphQLSchema
    is_awaitable: Any = staticmethod(is_awaitable)
    field_name: str = ""


@dataclass(slots=True)
class Run:
    """One answer in the making. `info` are the Surroundings; `arguments` those of each field, converted once.

    `put_off` is what waits until all objects are there, by the field that it is of.
    """

    info: Any
    variables: VariableValues
    arguments: dict[int, dict[str, Any]] = field(default_factory=dict)
    put_off: dict[Hashable, "PutOff"] = field(default_factory=dict)

    async def catch_up(self) -> None:
        """Read what was put off."""
        waiting, self.put_off = self.put_off, {}
        for each in waiting.values():
            await each.fill_in(self)


Values = Callable[[list[Any], Run], Awaitable[list[Any]]]


class PutOff:
    """One field in all the places where it was asked for, to be read together."""

    def __init__(self, read: Values) -> None:
        self._read = read
        self._parents: list[Any] = []
        self._places: list[tuple[dict[str, Any], str]] = []

    def add(self, key: str, parents: list[Any], answers: list[dict[str, Any]]) -> None:
        self._parents += parents
        self._places += [(answer, key) for answer in answers]

    async def fill_in(self, run: Run) -> None:
        for (answer, key), value in zip(self._places, await self._read(self._parents, run), strict=True):
            answer[key] = value
