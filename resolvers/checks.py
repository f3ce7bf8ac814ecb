"""What text, addresses and times must look like before they are stored."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import phonenumbers
from email_validator import EmailNotValidError, validate_email

import clock
from auth.doors import V
from errors import Conflict, ErrorCode, Invalid
from models import Category, Contact, Property, Unit

TITLE_LENGTH = 300
NAME_LENGTH = 200
BODY_LENGTH = 20_000
KEY_LENGTH = 200
EMAIL_LENGTH = 320
PHONE_LENGTH = 40
TRADE_LENGTH = 100
HOME_REGION = "NL"
LARGEST_AMOUNT = 2_000_000_000


def check_text(value: str, *, field: str, limit: int) -> str:
    """The text without blanks around it; refused when nothing is left, or too much."""
    text = value.strip()
    if not text:
        raise Invalid(ErrorCode.BLANK, field=field)
    if len(text) > limit:
        raise Invalid(ErrorCode.TOO_LONG, field=field, limit=limit)
    return text


def check_optional_text(value: str | None, *, field: str, limit: int) -> str | None:
    """The same for a text that may be left out; blank counts as left out."""
    if value is None or not value.strip():
        return None
    return check_text(value, field=field, limit=limit)


def check_email(value: str | None, *, field: str) -> str | None:
    """A normalised e-mail address. No DNS is asked."""
    text = check_optional_text(value, field=field, limit=EMAIL_LENGTH)
    if text is None:
        return None
    try:
        return validate_email(text, check_deliverability=False, allow_smtputf8=False).normalized
    except EmailNotValidError:
        raise Invalid(ErrorCode.INVALID_EMAIL, field=field) from None


def check_sign_in_email(value: str, *, field: str) -> str:
    """An e-mail address to sign in with: in small letters, by which it is looked for."""
    return (check_email(check_text(value, field=field, limit=EMAIL_LENGTH), field=field) or "").lower()


def check_phone(value: str | None, *, field: str) -> str | None:
    """A phone number as E.164; 06-12345678 becomes +31612345678."""
    text = check_optional_text(value, field=field, limit=PHONE_LENGTH)
    if text is None:
        return None
    try:
        number = phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException:
        raise Invalid(ErrorCode.INVALID_PHONE, field=field) from None
    if not phonenumbers.is_valid_number(number):
        raise Invalid(ErrorCode.INVALID_PHONE, field=field)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def check_window(starts_at: datetime, ends_at: datetime, *, field: str) -> None:
    """An appointment lasts from a moment to a later one, within a day, and is not long past."""
    too_long = ends_at - starts_at > timedelta(days=1)
    too_early = starts_at < clock.now() - timedelta(days=1)
    if ends_at <= starts_at or too_long or too_early:
        raise Invalid(ErrorCode.INVALID_TIME, field=field)


def check_amount(cents: int | None, *, field: str) -> int | None:
    """An amount of money in euro cents: more than nothing, and not more than twenty million euro."""
    if cents is not None and not 0 < cents <= LARGEST_AMOUNT:
        raise Invalid(ErrorCode.OUT_OF_RANGE, field=field, least=1, most=LARGEST_AMOUNT)
    return cents


def check_key(value: str, *, field: str = "idempotencyKey") -> str:
    """A key that a client made up, to tell a repetition from a second request."""
    return check_text(value, field=field, limit=KEY_LENGTH)


def check_count(values: Sequence[object], *, field: str, limit: int) -> None:
    if len(values) > limit:
        raise Invalid(ErrorCode.TOO_MANY, field=field, limit=limit)


def check_range(value: int, *, field: str, least: int, most: int) -> int:
    """A number between two bounds, both of which it may be."""
    if not least <= value <= most:
        raise Invalid(ErrorCode.OUT_OF_RANGE, field=field, least=least, most=most)
    return value


def check_in_use(**chosen: Category | Property | Unit | Contact | None) -> None:
    """Refuse what is archived, each under the name of the input field by which it was chosen."""
    for field, row in chosen.items():
        if row is not None and row.archived_at is not None:
            code = ErrorCode.CONTACT_ARCHIVED if isinstance(row, Contact) else ErrorCode.ARCHIVED
            raise Invalid(code, field=field)


def check_version(row: V, expected_version: int | None) -> None:
    """Refuse with CONFLICT when the client looked at an older version. None means that it did not look."""
    if expected_version is not None and expected_version != row.version:
        raise Conflict(current_version=row.version)
