"""Counts what comes in: answers by the hundred of their status, and the sockets that are open."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

import metrics


class RequestCount:
    """Middleware. An address is no label: there is no end to them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            with metrics.SOCKETS_OPEN.track_inprogress():
                await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self.app(scope, receive, _counting(send))
        else:
            await self.app(scope, receive, send)


def _counting(send: Send) -> Send:
    async def counted(message: Message) -> None:
        if message["type"] == "http.response.start":
            metrics.REQUESTS.labels(f"{message['status'] // 100}xx").inc()
        await send(message)

    return counted
