"""The session cookie of browsers."""

from datetime import datetime

from starlette.responses import Response

import clock
from resolvers.sessions import SignedIn
from schema.context import Context

COOKIE = "hm_session"


def set_session_cookie(context: Context, signed_in: SignedIn) -> None:
    """Out of reach of scripts, and not sent along with what another site starts. A websocket sets no cookies."""
    if isinstance(context.response, Response):
        context.response.set_cookie(
            COOKIE,
            signed_in.token,
            max_age=_seconds_left(signed_in.viewer.expires_at),
            httponly=True,
            secure=context.house.is_https,
            samesite="lax",
        )


def drop_session_cookie(context: Context) -> None:
    if isinstance(context.response, Response):
        context.response.delete_cookie(COOKIE, httponly=True, secure=context.house.is_https, samesite="lax")


def _seconds_left(expires_at: datetime | None) -> int | None:
    return int((expires_at - clock.now()).total_seconds()) if expires_at is not None else None
