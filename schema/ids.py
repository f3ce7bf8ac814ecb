"""Opaque ids: a few letters for the type, and the row's own id."""

from uuid import UUID

import strawberry

from errors import NotFound
from models import (
    Account,
    Attachment,
    AuditEntry,
    Category,
    Contact,
    Delivery,
    Employee,
    GuestLink,
    Incident,
    Message,
    MessageDraft,
    Organisation,
    Ownership,
    Property,
    ReportUpload,
    Session,
    SubIncident,
    Tenancy,
    Thread,
    Unit,
)
from models.row import Row

PREFIXES: dict[type[Row], str] = {
    Attachment: "att",
    AuditEntry: "aud",
    Category: "cat",
    Contact: "con",
    Delivery: "del",
    Employee: "emp",
    GuestLink: "lnk",
    Incident: "inc",
    Message: "msg",
    MessageDraft: "drf",
    Organisation: "org",
    Ownership: "own",
    Property: "prp",
    Session: "ses",
    SubIncident: "sub",
    Tenancy: "ten",
    Thread: "thr",
    Unit: "unt",
}
MODELS = {prefix: model for model, prefix in PREFIXES.items()}
# By the names that the audit trail keeps. An account is no thing of the API, and yet something can be done to it; what
# is sent for a report becomes an attachment of the same id.
SPOKEN = {
    **{model.__name__: prefix for model, prefix in PREFIXES.items()},
    Account.__name__: "acc",
    ReportUpload.__name__: PREFIXES[Attachment],
}


def node_id(row: Row) -> strawberry.ID:
    """The id by which clients know a row."""
    return opaque_id(type(row), row.id)


def opaque_id(model: type[Row], row_id: UUID) -> strawberry.ID:
    """The same, of a row that is not at hand."""
    return strawberry.ID(f"{PREFIXES[model]}_{row_id.hex}")


def spoken_id(model_name: str | None, row_id: UUID | None) -> strawberry.ID | None:
    """The same, of something that may be gone, by the name of its model."""
    return None if model_name is None or row_id is None else strawberry.ID(f"{SPOKEN[model_name]}_{row_id.hex}")


def row_id(value: str, model: type[Row], field: str) -> UUID:
    """The id of a row of `model`. What cannot be one is not there: NotFound."""
    found = parse_id(value)
    if found is None or found[0] is not model:
        raise NotFound(field)
    return found[1]


def known_id(value: str | None, model: type[Row]) -> UUID | None:
    """The id of a row of `model`, for questions: what cannot be one is None, and its answer null."""
    found = parse_id(value) if value is not None else None
    return found[1] if found is not None and found[0] is model else None


def row_ids(values: list[strawberry.ID] | None, model: type[Row], field: str) -> list[UUID]:
    """The ids in a list that may be left out."""
    return [row_id(value, model, field) for value in values or []]


def optional_row_id(value: str | None, model: type[Row], field: str) -> UUID | None:
    return None if value is None else row_id(value, model, field)


def parse_id(value: str) -> tuple[type[Row], UUID] | None:
    """The model and id in an opaque id, or None."""
    prefix, _, digits = value.partition("_")
    model = MODELS.get(prefix)
    if model is None or len(digits) != 32 or not set(digits) <= set("0123456789abcdef"):
        return None
    return model, UUID(digits)
