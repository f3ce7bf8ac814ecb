"""Answers over http: what an operation adds to its own, and those that no schema gives."""

from collections.abc import Mapping

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
    """What an operation adds to its response (cookies), and the media type that the client asked for."""

    media_type = "application/json"


def _failure(status: int, message: str, extensions: Mapping[str, object]) -> Response:
    body = {"errors": [{"message": message, "extensions": extensions}]}
    return Response(orjson.dumps(body), status_code=status, media_type="application/json")


def breakdown(error: Exception, locale: Locale) -> Response:
    return _failure(500, *unexpected(error, locale))


def not_now(refused: TooManyRequests, locale: Locale) -> Response:
    answer = _failure(429, *too_often(refused, locale))
    answer.headers["retry-after"] = str(refused.retry_after)
    return answer
