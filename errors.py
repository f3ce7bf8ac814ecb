"""What can be refused: each refusal has a stable code, and the catalogues have its words."""

from enum import StrEnum


class ErrorCode(StrEnum):
    """Why something was refused. Codes are stable; new ones may be added."""

    NOT_FOUND = "NOT_FOUND"
    NOT_ALLOWED = "NOT_ALLOWED"
    CONFLICT = "CONFLICT"
    IDEMPOTENCY_KEY_REUSED = "IDEMPOTENCY_KEY_REUSED"
    RATE_LIMITED = "RATE_LIMITED"
    BLANK = "BLANK"
    TOO_LONG = "TOO_LONG"
    TOO_SHORT = "TOO_SHORT"
    TOO_MANY = "TOO_MANY"
    INVALID_TEXT = "INVALID_TEXT"
    INVALID_EMAIL = "INVALID_EMAIL"
    INVALID_PHONE = "INVALID_PHONE"
    INVALID_TIME = "INVALID_TIME"
    INVALID_CURSOR = "INVALID_CURSOR"
    WRONG_CREDENTIALS = "WRONG_CREDENTIALS"
    LINK_NOT_VALID = "LINK_NOT_VALID"
    NO_ADDRESS = "NO_ADDRESS"
    WRONG_CONTACT_TYPE = "WRONG_CONTACT_TYPE"
    CONTACT_ARCHIVED = "CONTACT_ARCHIVED"
    NOT_MANAGED_FOR_OWNER = "NOT_MANAGED_FOR_OWNER"
    UNIT_NOT_IN_PROPERTY = "UNIT_NOT_IN_PROPERTY"
    EMPLOYEE_NOT_ACTIVE = "EMPLOYEE_NOT_ACTIVE"
    INCIDENT_CLOSED = "INCIDENT_CLOSED"
    SUB_INCIDENT_CLOSED = "SUB_INCIDENT_CLOSED"
    MOVE_NOT_ALLOWED = "MOVE_NOT_ALLOWED"
    OPEN_SUB_INCIDENTS = "OPEN_SUB_INCIDENTS"
    REASON_REQUIRED = "REASON_REQUIRED"
    DATE_REQUIRED = "DATE_REQUIRED"
    APPOINTMENT_REQUIRED = "APPOINTMENT_REQUIRED"
    NOTHING_TO_RETRY = "NOTHING_TO_RETRY"
    NOTHING_TO_SEND = "NOTHING_TO_SEND"
    EMAIL_TAKEN = "EMAIL_TAKEN"
    WEAK_PASSWORD = "WEAK_PASSWORD"  # noqa: S105
    LAST_ADMIN = "LAST_ADMIN"
    CONTACT_IN_USE = "CONTACT_IN_USE"
    ARCHIVED = "ARCHIVED"
    INVALID_PERIOD = "INVALID_PERIOD"
    OUT_OF_RANGE = "OUT_OF_RANGE"
    AMOUNT_REQUIRED = "AMOUNT_REQUIRED"
    OWNER_REQUIRED = "OWNER_REQUIRED"
    PARTY_HAS_ANSWERED = "PARTY_HAS_ANSWERED"
    OTHER_INCIDENT = "OTHER_INCIDENT"
    NOT_TO_BE_COPIED = "NOT_TO_BE_COPIED"
    REOPEN_TERM_OVER = "REOPEN_TERM_OVER"
    PROOF_NOT_VALID = "PROOF_NOT_VALID"
    ADDRESS_REQUIRED = "ADDRESS_REQUIRED"
    FILE_TOO_BIG = "FILE_TOO_BIG"
    FILE_TYPE_NOT_ALLOWED = "FILE_TYPE_NOT_ALLOWED"
    FILE_UNREADABLE = "FILE_UNREADABLE"
    ALREADY_ATTACHED = "ALREADY_ATTACHED"


class Refusal(Exception):  # noqa: N818
    """An act or question that was refused. Nothing changed.

    `code` says why, `field` is the camelCase input field that it is about (dots go deeper), `params` fill the
    placeholders of the catalogue's text.
    """

    def __init__(self, code: ErrorCode, *, field: str | None = None, **params: object) -> None:
        super().__init__(code.value)
        self.code = code
        self.field = field
        self.params = params


class NotFound(Refusal):
    """It is not there, or not yours: the two are one answer."""

    def __init__(self, field: str | None = None) -> None:
        super().__init__(ErrorCode.NOT_FOUND, field=field)


class NotAllowed(Refusal):
    """You may see it, and may not do this to it."""

    def __init__(self, field: str | None = None) -> None:
        super().__init__(ErrorCode.NOT_ALLOWED, field=field)


class Invalid(Refusal):
    """The input does not fit the facts."""


class Conflict(Refusal):
    """Somebody else was first; `current_version` is what stands now."""

    def __init__(self, *, current_version: int, field: str | None = "expectedVersion") -> None:
        super().__init__(ErrorCode.CONFLICT, field=field, current_version=current_version)
        self.current_version = current_version


class Unauthenticated(Exception):  # noqa: N818
    """The credential is unknown, expired, revoked or ended: sign in again."""


class TooManyRequests(Exception):  # noqa: N818
    """More requests than a minute allows; `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class StreamEnded(Exception):  # noqa: N818
    """The viewer may no longer follow this; the stream stops here."""
