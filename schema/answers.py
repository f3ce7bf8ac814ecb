"""Answers over http: what an operation adds to its own, and those that no schema gives."""

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.responses import Response

from errors import TooManyRequests
from models import Locale
from schema.failures import too_often, unexpected

GRAPHQL_RESPONSE = "application/graphql-response+json"


class Refused(Exception):  # noqa: N818
    """A request that is not answered by any schema."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message

    def answer(self) -> Response:
        return _failure(self.status, self.message, {"code": self.code})


class Answer(Response):
    """The response to an operation, which may add cookies to it before it is written."""

    def __init__(self, accepted: str) -> None:
        """In the media type that the client asked for, by what it accepts."""
        self.media_type = GRAPHQL_RESPONSE if GRAPHQL_RESPONSE in accepted else "application/json"
        self.status_code = 200
        self.background = None
        self.raw_headers = []

    def write(self, said: dict[str, Any]) -> None:
        """The answer itself. Without `path` in any error, nothing was run, and there is no data to speak of."""
        if said.get("data") is None and said.get("errors") and not any("path" in error for error in said["errors"]):
            said.pop("data", None)
            self.status_code = 400 if self.media_type == GRAPHQL_RESPONSE else 200
        self.body = orjson.dumps(said)
        self.raw_headers += [
            (b"content-length", b"%d" % len(self.body)),
            (b"content-type", str(self.media_type).encode()),
            (b"cache-control", b"no-store"),
        ]


def _failure(status: int, message: str, extensions: Mapping[str, object]) -> Response:
    body = {"errors": [{"message": message, "extensions": extensions}]}
    return Response(orjson.dumps(body), status_code=status, media_type="application/json")


def breakdown(error: Exception, locale: Locale) -> Response:
    return _failure(500, *unexpected(error, locale))


def not_now(refused: TooManyRequests, locale: Locale) -> Response:
    answer = _failure(429, *too_often(refused, locale))
    answer.headers["retry-after"] = str(refused.retry_after)
    return answer
