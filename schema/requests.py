"""What a request over http asks for, as it stands in its body."""

from typing import Any

import orjson
from strawberry.http import GraphQLRequestData

from schema.answers import Refused

JSON = "application/json"


def operation_in(content_type: str, body: bytes) -> GraphQLRequestData:
    """The operation that was posted. Raises Refused."""
    if content_type.partition(";")[0].strip().lower() != JSON:
        raise Refused(400, "BAD_USER_INPUT", "The content type must be application/json.")
    asked = object_in(body)
    return GraphQLRequestData(
        query=_one_of(asked, "query", str, "a string"),
        variables=_one_of(asked, "variables", dict, "an object"),
        operation_name=_one_of(asked, "operationName", str, "a string"),
        extensions=_one_of(asked, "extensions", dict, "an object"),
        protocol="http",
    )


def object_in(text: str | bytes) -> dict[str, Any]:
    """The JSON object that a text is. Raises Refused."""
    try:
        parsed = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Refused(400, "BAD_USER_INPUT", "The request cannot be read as JSON.") from error
    if not isinstance(parsed, dict):
        raise Refused(400, "BAD_USER_INPUT", "The request must be a JSON object.")
    return parsed


def _one_of(asked: dict[str, Any], name: str, kind: type, called: str) -> Any:
    value = asked.get(name)
    if value is not None and not isinstance(value, kind):
        raise Refused(400, "BAD_USER_INPUT", f"`{name}` must be {called} or null.")
    return value
