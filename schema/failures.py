"""Errors as clients see them: always a code, never the text of an exception."""

from uuid import uuid4

import structlog
from graphql import GraphQLError
from strawberry.extensions import MaskErrors
from strawberry.schema.exceptions import CannotGetOperationTypeError

from catalogue import say
from errors import ErrorCode, NotAllowed, NotFound, Refusal, StreamEnded, TooManyRequests, Unauthenticated
from models import Locale
from schema.limits import refused_by_parser
from schema.payloads import refusal_message

log = structlog.get_logger(__name__)


class Failures(MaskErrors):
    """Gives every top-level error its `extensions.code`, and logs the unexpected once, with the id that is shown."""

    def __init__(self) -> None:
        super().__init__(should_mask_error=lambda error: not has_code(error))

    def anonymise_error(self, error: GraphQLError) -> GraphQLError:
        return shown(error, self.execution_context.context.viewer.locale)


def has_code(error: GraphQLError) -> bool:
    return "code" in (error.extensions or {})


def shown(error: GraphQLError, locale: Locale) -> GraphQLError:
    """An error as clients see it."""
    if refused := refused_by_parser(error):
        return refused
    message, extensions = describe(error, locale)
    return GraphQLError(message, error.nodes, error.source, error.positions, error.path, extensions=extensions)


def describe(error: GraphQLError, locale: Locale) -> tuple[str, dict[str, object]]:
    """What is said about an error, and its extensions."""
    match _cause(error):
        case None:
            return error.message, {"code": "BAD_USER_INPUT"}
        case CannotGetOperationTypeError() as refusal:
            return refusal.as_http_error_reason(), {"code": "BAD_USER_INPUT"}
        case RecursionError():
            return "The request is nested too deeply.", {"code": "QUERY_TOO_COMPLEX"}
        case Unauthenticated():
            return say(locale, "failure.unauthenticated"), {"code": "UNAUTHENTICATED"}
        case StreamEnded():
            return say(locale, "failure.stream_ended"), {"code": "FORBIDDEN"}
        case NotAllowed() as refusal:
            return refusal_message(refusal, locale), {"code": "FORBIDDEN"}
        case NotFound() as refusal:
            return refusal_message(refusal, locale), {"code": "BAD_USER_INPUT", "reason": refusal.code}
        case Refusal() as refusal:
            code = "RATE_LIMITED" if refusal.code is ErrorCode.RATE_LIMITED else "BAD_USER_INPUT"
            return refusal_message(refusal, locale), {"code": code, "reason": refusal.code}
        case cause:
            return unexpected(cause, locale, path=error.path)


def unexpected(cause: BaseException, locale: Locale, **facts: object) -> tuple[str, dict[str, object]]:
    """The same for what nobody foresaw: the log and the client get an id to find each other by."""
    error_id = uuid4().hex
    log.error("operation failed", error_id=error_id, exc_info=cause, **facts)
    return say(locale, "failure.internal"), {"code": "INTERNAL", "errorId": error_id}


def too_often(refused: TooManyRequests, locale: Locale) -> tuple[str, dict[str, object]]:
    """The same for who must wait."""
    message = say(locale, "failure.too_many_requests", seconds=refused.retry_after)
    return message, {"code": "RATE_LIMITED", "retryAfter": refused.retry_after}


def _cause(error: GraphQLError) -> BaseException | None:
    """What was raised, below the wrappings of the library; None when the library itself refused."""
    cause: BaseException | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause
