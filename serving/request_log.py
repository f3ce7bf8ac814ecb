"""One log line for each request, with an id that the answer carries too; never a body, a token or a query string."""

import time
from uuid import uuid4

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger("requests")


class RequestLog:
    """Middleware: the id of the request, and its line in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        started, status, request_id = time.perf_counter(), 0, uuid4().hex
        scope["request_id"] = request_id

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", request_id.encode())]
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, send_with_headers)
            finally:
                milliseconds = round((time.perf_counter() - started) * 1000, 1)
                log.info(
                    "request" if scope["type"] == "http" else "socket",
                    method=scope.get("method", "WS"),
                    path=_loggable(scope["path"]),
                    status=status or None,
                    operation=scope.get("operation"),
                    ms=milliseconds,
                )


def _loggable(path: str) -> str:
    """A path without the secret that one holds, nor the name of a file."""
    _, place, *rest = [*path.split("/", 3), ""]
    if place == "uploads":
        return "/uploads/…"
    return f"/files/{rest[0]}/…" if place == "files" else path
