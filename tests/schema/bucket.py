"""A bucket of S3 on this machine, as far as the house speaks to one, that can go away and come back."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


class Bucket:
    """Not there until `come`; what lies in it stays."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port: int = free.getsockname()[1]
        self.endpoint = f"http://127.0.0.1:{self._port}"
        self._objects: dict[str, bytes] = {}
        self._server: uvicorn.Server | None = None
        self._serving: asyncio.Task[None] | None = None

    async def come(self) -> None:
        app = Starlette(routes=[Route("/{key:path}", self._answer, methods=["GET", "PUT"])])
        config = uvicorn.Config(app, port=self._port, log_level="error", lifespan="off", ws="none")
        self._server = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._server.serve())
        while not self._server.started:
            await asyncio.sleep(0)

    async def go(self) -> None:
        """Whoever asks from now on is refused the connection."""
        if self._server is not None and self._serving is not None:
            self._server.should_exit = True
            await self._serving
            self._server = self._serving = None

    async def _answer(self, request: Request) -> Response:
        key = request.path_params["key"]
        if request.method == "PUT":
            self._objects[key] = await request.body()
        elif key not in self._objects:
            return Response(status_code=404)
        headers = {"etag": '"1"', "last-modified": "Thu, 01 Jan 2026 00:00:00 GMT"}
        return Response(self._objects[key] if request.method == "GET" else b"", headers=headers)


@asynccontextmanager
async def bucket() -> AsyncIterator[Bucket]:
    made = Bucket()
    await made.come()
    try:
        yield made
    finally:
        await made.go()
