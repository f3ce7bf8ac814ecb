"""Every answer, at every address and however it went, tells the browser what to refuse."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route
from tortoise import connections

from serving.security_headers import ALWAYS_HTTPS, HEADERS
from tests.schema.conftest import Portal
from tests.schema.service import client_of, serving

# An address for each parameter of a route; what is not there answers too.
EXAMPLES = {"organisation": "van-dam", "secret": "hm_upload_x", "attachment_id": "att_x", "name": "x.jpg", "rest": "x"}
BESIDES = [
    "/nowhere",
    "/console/client.js",
    "/console/nothing.js",
    "/web/assets/nothing.js",
    "/files/att_x/x.jpg?size=y",
]
OWN_POLICY = ("/files/", "/outbox/")


def paths_of(routes: list[BaseRoute]) -> list[str]:
    paths = [route.path for route in routes if isinstance(route, Route | Mount)]
    return [re.sub(r"{(\w+)(:path)?}", lambda found: EXAMPLES[found[1]], path) for path in paths]


async def answers(app: Starlette) -> AsyncIterator[tuple[str, httpx2.Response]]:
    """Of every route, by every method that it may be asked with, and of what is no route."""
    async with client_of(app) as client:
        for path in [*paths_of(app.routes), *BESIDES]:
            for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS"):
                yield path, await client.request(method, path, content=b"{}")
        too_big = await client.post("/graphql", content=b" " * 2_000_000, headers={"content-type": "application/json"})
        yield "too big", too_big


def assert_guarded(path: str, headers: httpx2.Headers) -> None:
    own = {"content-security-policy", "x-frame-options"}
    for name, value in HEADERS.items():
        if name not in own:
            assert headers[name] == value, (path, name)
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy or "default-src 'none'" in policy, path
    assert path.startswith(OWN_POLICY) or "frame-ancestors 'none'" in policy, path
    assert path.startswith(OWN_POLICY) or "unsafe" not in policy, path


async def test_every_route_is_guarded_in_production(portal: Portal) -> None:
    statuses = set()
    async for path, answer in answers(portal.app):
        statuses.add(answer.status_code)
        assert_guarded(path, answer.headers)
        assert answer.headers["strict-transport-security"] == ALWAYS_HTTPS["strict-transport-security"]

    assert statuses >= {200, 400, 404, 405, 413}


async def test_the_pages_of_a_local_run_are_guarded_and_leave_http_alone(tmp_path: Path) -> None:
    local = {"environment": "development", "base_url": "http://portal.example", "outbox_path": str(tmp_path)}
    async with serving(**local) as app:
        paths = set()
        async for path, answer in answers(app):
            paths.add(path)
            assert_guarded(path, answer.headers)
            assert "strict-transport-security" not in answer.headers

    assert paths >= {"/outbox", "/graphql", "/desk", "/l"}


async def test_what_breaks_is_guarded_too(portal: Portal) -> None:
    await connections.get("default").close()

    async with client_of(portal.app) as client:
        broken = await client.get(
            "/files/att_" + "0" * 32 + "/x.jpg", headers={"authorization": f"Bearer {portal.anna}"}
        )

    assert broken.status_code == 500
    assert_guarded("/broken", broken.headers)
