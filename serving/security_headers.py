"""What every answer tells the browser to refuse: one place, for pages, files, the API and whatever goes wrong."""

from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from settings import Settings

HEADERS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'"
    ),
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
}
ALWAYS_HTTPS: Mapping[str, str] = {"strict-transport-security": "max-age=31536000"}


class SecurityHeaders:
    """Around the whole application. A route that needs another policy than the usual one says so, and keeps it."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        headers = {**HEADERS, **(ALWAYS_HTTPS if settings.environment == "production" else {})}
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                said = message.get("headers", ())
                names = {name for name, _ in said}
                message["headers"] = [*said, *(header for header in self._headers if header[0] not in names)]
            await send(message)

        await self.app(scope, receive, send_with_headers)
