"""Scalars that say more than String."""

from datetime import datetime
from typing import NewType

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig

EmailAddress = NewType("EmailAddress", str)
PhoneNumber = NewType("PhoneNumber", str)


def _parse_moment(value: object) -> datetime:
    """A moment must say in which zone it is; without that it would mean another moment on each server."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not 1900 < moment.year < 3000:
        raise GraphQLError("DateTime must be an ISO 8601 moment with a zone, such as 2026-11-24T10:00:00+01:00.")
    return moment


CONFIG = StrawberryConfig(
    scalar_map={
        EmailAddress: strawberry.scalar(name="EmailAddress", description="An e-mail address.", serialize=str),
        PhoneNumber: strawberry.scalar(name="PhoneNumber", description="A phone number as E.164.", serialize=str),
        datetime: strawberry.scalar(
            name="DateTime",
            description="A moment, ISO 8601 with a zone.",
            serialize=datetime.isoformat,
            parse_value=_parse_moment,
        ),
    }
)
