"""`/metrics`, for whoever knows the token; where none is set, for this machine alone. Nobody else learns that it is."""

import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from hmac import compare_digest
from ipaddress import ip_address
from pathlib import Path

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import metrics
from models.database import DATABASE_AWAY
from notifications.postman import outbox_state
from settings import Settings

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


def routes(settings: Settings) -> list[Route]:
    return [Route("/metrics", _page(settings))]


def _page(settings: Settings) -> Callable[[Request], Awaitable[Response]]:
    async def page(request: Request) -> Response:
        if not _may_read(request, settings.metrics_token.get_secret_value()):
            raise HTTPException(404)
        await _look_into_the_outbox()
        return Response(generate_latest(_registry()), headers={"content-type": CONTENT_TYPE_LATEST})

    return page


def _may_read(request: Request, token: str) -> bool:
    """What came through a proxy is not from this machine, whatever its address says."""
    if token:
        return compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {token}".encode())
    return _is_loopback(request) and not any(name in request.headers for name in FORWARDED)


def _is_loopback(request: Request) -> bool:
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False


async def _look_into_the_outbox() -> None:
    """A database that is away must not take the other figures with it."""
    metrics.DATABASE_UP.set(0)
    with suppress(*DATABASE_AWAY):
        state = await outbox_state()
        metrics.OUTBOX_WAITING.set(state.waiting)
        metrics.OUTBOX_OLDEST_SECONDS.set(state.oldest.total_seconds())
        metrics.OUTBOX_GIVEN_UP.set(state.given_up)
        metrics.DATABASE_UP.set(1)


def _registry() -> CollectorRegistry:
    """Of this process; or of all that count in one folder, without those of them that died."""
    folder = os.environ.get(FOLDER)
    if folder is None:
        return metrics.REGISTRY
    for pid in {int(file.stem.rpartition("_")[2]) for file in Path(folder).glob("gauge_live*.db")}:
        if not Path(f"/proc/{pid}").exists():
            mark_process_dead(pid, folder)  # type: ignore[no-untyped-call]
    registry = CollectorRegistry()
    MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
    return registry
