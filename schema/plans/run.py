"""What one answer is made with: who asks, the values of its variables, and what is worked out on the way."""

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
    """One answer in the making. `info` are the Surroundings; `arguments` are those of each field, converted once for all its parents."""

    info: Any
    variables: VariableValues
    arguments: dict[int, dict[str, Any]] = field(default_factory=dict)
