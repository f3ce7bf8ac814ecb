"""`/.well-known/security.txt`: to whom a hole is reported, where the operator says so. See RFC 9116."""

from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

import clock
from settings import Settings

PLACE = "/.well-known/security.txt"
HOLDS_FOR = timedelta(days=90)  # RFC 9116, 2.5.5: less than a year


def routes(settings: Settings) -> list[Route]:
    async def security_txt(_request: Request) -> Response:
        if not settings.security_contact:
            raise HTTPException(404)
        fields = {
            "Contact": settings.security_contact,
            "Expires": f"{clock.now() + HOLDS_FOR:%Y-%m-%dT%H:%M:%SZ}",
            "Preferred-Languages": "nl, en",
            "Canonical": settings.base_url + PLACE,
        }
        return PlainTextResponse("".join(f"{name}: {value}\n" for name, value in fields.items()))

    return [Route(PLACE, security_txt)]
