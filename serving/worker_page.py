"""What a worker answers when it is asked how it does: that it lives, and its metrics."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from serving import metrics_page
from settings import Settings


@asynccontextmanager
async def answering(settings: Settings) -> AsyncIterator[None]:
    """For as long as the block runs, where the settings name a port."""
    if not settings.worker_port:
        yield
        return
    app = Starlette(routes=[Route("/livez", livez), *metrics_page.routes(settings)])
    server = _LeavesSignalsAlone(
        uvicorn.Config(
            app,
            host=settings.host,
            port=settings.worker_port,
            ws="none",
            lifespan="off",
            forwarded_allow_ips=settings.trusted_proxies,
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
    )
    serving = asyncio.create_task(server.serve(), name="worker page")
    try:
        yield
    finally:
        server.should_exit = True
        await serving


async def livez(_request: Request) -> Response:
    return JSONResponse({"status": "alive"})


class _LeavesSignalsAlone(uvicorn.Server):
    """Being asked to stop is for the worker to hear."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
