"""How the application is served: by uvicorn, in one process or several that count together."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import uvicorn

from serving.departing import REQUESTS_SECONDS
from serving.direct_frames import DirectSocket
from serving.metrics_page import FOLDER
from serving.slow_readers import PING_SECONDS, PONG_SECONDS
from settings import Settings

FRAME_LIMIT = 64 * 1024


def serve_with(settings: Settings, workers: int = 1) -> None:
    """Serve until the process is asked to stop."""
    with _counting_together() if workers > 1 else nullcontext():
        uvicorn.run(
            "app:create_app",
            factory=True,
            host=settings.host,
            port=settings.port,
            workers=workers,
            ws=DirectSocket,
            ws_max_size=FRAME_LIMIT,
            ws_ping_interval=PING_SECONDS,
            ws_ping_timeout=PONG_SECONDS,
            ws_per_message_deflate=False,  # 91 kB per idle socket instead of 48
            timeout_graceful_shutdown=REQUESTS_SECONDS,
            forwarded_allow_ips=settings.trusted_proxies,
            access_log=False,  # a query string may hold what no log should
            log_config=None,
            server_header=False,
        )


@contextmanager
def _counting_together() -> Iterator[None]:
    """A folder in which the processes that are begun from here add up their metrics."""
    with tempfile.TemporaryDirectory(prefix="huismeester-metrics-") as folder:
        os.environ.setdefault(FOLDER, folder)
        yield
