"""The pages of the web client, as Vite built them: behind a link, the desk, Mijn Portaal, and those for anybody."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

BUILT = Path(__file__).parent.parent / "web" / "dist"

PAGE_HEADERS = {
    # Photos that somebody picked and did not send yet are shown from the memory of the browser.
    "content-security-policy": (
        "default-src 'self'; img-src 'self' blob:; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
        "form-action 'self'"
    ),
    "cache-control": "no-cache",
}


class _Assets(StaticFiles):
    """Scripts, styles and pictures; their names change with their content, so browsers keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def routes() -> list[Route | Mount]:
    """A page for each kind of person. What follows `#` in an address stays in the browser."""
    return [
        Route("/", _front_door),
        Route("/l", _page("guest")),
        Route("/desk", _page("desk")),
        Route("/desk/{rest:path}", _page("desk")),
        Route("/portal", _page("portal")),
        Route("/portal/{rest:path}", _page("portal")),
        Route("/sign-in", _page("public")),
        Route("/sign-in/{organisation}", _page("public")),
        Route("/report/{organisation}", _page("public")),
        Mount("/web/assets", GZipMiddleware(_Assets(directory=BUILT / "assets", check_dir=False))),
    ]


async def _front_door(_request: Request) -> Response:
    """Who knows but the name of the house signs in, or goes on as who they are."""
    return RedirectResponse("/sign-in", headers={"cache-control": "no-cache"})


def _page(name: str):  # type: ignore[no-untyped-def]
    async def page(_request: Request) -> Response:
        file = BUILT / f"{name}.html"
        if not file.exists():
            raise HTTPException(503, "The pages are not built: run make web.")
        return FileResponse(file, headers=PAGE_HEADERS)

    return page
