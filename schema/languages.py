"""The language in which somebody is answered, as far as a request tells."""

from starlette.requests import HTTPConnection

from models import Locale

HEADER = "x-locale"  # chosen in the client, and so before that of the account


def named(name: object) -> Locale | None:
    """The language with this name, if there is one."""
    return Locale.__members__.get(name) if isinstance(name, str) else None


def asked_in_headers(request: HTTPConnection) -> Locale | None:
    """The language that the client asks to be answered in, whoever it is for."""
    return named(request.headers.get(HEADER))


def locale_of(request: HTTPConnection) -> Locale:
    """The language of somebody of whom no more is known: the one asked for, or else English if the browser prefers it,
    and Dutch otherwise.
    """
    prefers_english = request.headers.get("accept-language", "").lower().startswith("en")
    return asked_in_headers(request) or (Locale.EN if prefers_english else Locale.NL)
