"""How the service is put together: the parts of the house, its addresses, and what wraps every request."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from auth.attempts import Attempts
from auth.marks import read_message_rows
from files.store import FileStore
from logs import configure_logs
from models.database import connected
from models.migrate import DatabaseUnreachable, pending
from notifications.postman import outbox_age
from realtime import announce
from realtime.feed import Feed
from realtime.hub import Hub
from resolvers.live import read_marks
from resolvers.presence import everybody_leaves
from resolvers.pushing import push_messages
from resolvers.unfinished import break_off_acts, finish_acts
from schema.api import build_schemas
from schema.context import House
from schema.http import GraphQLApp
from serving import file_routes, metrics_page, outbox_page, security_txt, web_pages
from serving.departing import ACTS_SECONDS, DATABASE_SECONDS, in_time, left_in_time
from serving.garbage import looked_for_less
from serving.pulse import felt
from serving.request_count import RequestCount
from serving.request_log import RequestLog
from serving.security_headers import SecurityHeaders
from settings import Settings, get_settings
from worker import carrying

BODY_LIMIT = 1024 * 1024
STALE_OUTBOX = timedelta(minutes=10)
CONSOLE = Path(__file__).parent / "console"


def create_app(settings: Settings | None = None) -> Starlette:
    """The ASGI application."""
    settings = settings or get_settings()
    configure_logs(settings)
    build_schemas()
    graphql = GraphQLApp(
        lambda: app.state.house,
        origins=settings.allowed_origins,
        console=CONSOLE / "console.html",
        shows_console_to=settings.shows_console_to,
    )
    app = Starlette(
        routes=[
            Route("/graphql", graphql, methods=["GET", "POST"]),
            WebSocketRoute("/graphql", graphql),
            Route("/livez", livez),
            Route("/readyz", readyz),
            Mount("/console", StaticFiles(directory=CONSOLE)),
            *web_pages.routes(),
            *file_routes.routes(FileStore(settings.files_url)),
            *outbox_page.routes(settings),
            *metrics_page.routes(settings),
            *security_txt.routes(settings),
        ],
        middleware=[Middleware(RequestLog), Middleware(RequestCount), *_other_sites(settings)],
        lifespan=_lifespan(settings),
        max_body_size=BODY_LIMIT,
    )
    # Outside of what Starlette puts round an application, which answers for what broke.
    app.middleware_stack = SecurityHeaders(app.build_middleware_stack(), settings)
    return app


def _other_sites(settings: Settings) -> list[Middleware]:
    """Pages elsewhere that may ask with a token. A browser sends them no cookie."""
    if not settings.allowed_origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
            allow_methods=["GET", "POST", "PUT"],
            allow_headers=["authorization", "content-type", "x-locale"],
            expose_headers=["retry-after"],
        )
    ]


def _lifespan(settings: Settings):  # type: ignore[no-untyped-def]
    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(left_in_time(connected(settings.database_url), DATABASE_SECONDS))
            hub = Hub(settings.bus_url)
            await hub.start()
            stack.push_async_callback(hub.stop)
            announce.connect(hub)
            stack.callback(announce.connect, None)
            feed = Feed(
                hub,
                settings.bus_poll_seconds,
                read_rows=read_message_rows,
                push_rows=push_messages,
                read_marks=read_marks,
            )
            await feed.start()
            stack.push_async_callback(feed.stop)
            await stack.enter_async_context(felt(hub))
            if settings.postman:
                await stack.enter_async_context(carrying(settings))
            stack.push_async_callback(in_time, break_off_acts, ACTS_SECONDS / 4)
            stack.push_async_callback(in_time, finish_acts, ACTS_SECONDS / 2)
            stack.push_async_callback(in_time, everybody_leaves, ACTS_SECONDS / 4)
            stack.enter_context(looked_for_less())
            app.state.hub = hub
            app.state.house = House(feed=feed, attempts=Attempts(settings), is_https=settings.is_https)
            yield

    return living


async def livez(_request: Request) -> Response:
    """Whether the process answers at all."""
    return JSONResponse({"status": "alive"})


async def readyz(request: Request) -> Response:
    """Whether it can answer; and whether the bus rings and the outbox moves, without which it answers all the same."""
    checks = {"database": False, "bus": request.app.state.hub.healthy}
    with suppress(DatabaseUnreachable):
        checks["migrations"] = not await pending()
        checks["database"] = True
    if checks.get("migrations"):
        age = await outbox_age()
        checks["outbox"] = age is None or age < STALE_OUTBOX
    status = 200 if checks["database"] and checks.get("migrations") else 503
    return JSONResponse({name: "ok" if fits else "failing" for name, fits in checks.items()}, status_code=status)
