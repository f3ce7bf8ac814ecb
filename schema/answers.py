"""Answers over http: what an operation adds to its own, and those that no schema gives."""

import orjson
from starlette.responses import Response

from models import Locale
from schema.failures import unexpected

GRAPHQL_RESPONSE = "application/graphql-response+json"


class Refused(Exception):  # noqa: N818
    """A request that is not answered by any schema."""

    def __init__(self, status: int, code: str, message: str, *, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.status, self.code, self.message, self.retry_after = status, code, message, retry_after

    def answer(self) -> Response:
        if self.retry_after is None:
            return failure(self.status, self.code, self.message)
        response = failure(self.status, self.code, self.message, retryAfter=self.retry_after)
        response.headers["retry-after"] = str(self.retry_after)
        return response


class Answer(Response):
    """What an operation adds to its response (cookies), and the media type that the client asked for."""

    media_type = "application/json"


def failure(status: int, code: str, message: str, **extensions: object) -> Response:
    body = {"errors": [{"message": message, "extensions": {"code": code, **extensions}}]}
    return Response(orjson.dumps(body), status_code=status, media_type="application/json")


def breakdown(error: Exception, locale: Locale) -> Response:
    message, extensions = unexpected(error, locale)
    return failure(500, str(extensions.pop("code")), message, **extensions)
