"""The server of Strawberry as its documentation shows it.

DATABASE_URL=… PORT=… python -m bench.peers.textbook
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import strawberry
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute
from strawberry.asgi import GraphQL

from bench.peers.textbook_loaders import Loaders
from bench.peers.textbook_schema import Mutation, Query, Subscription, broadcast
from bench.town import EMPLOYEE
from models.database import connected

FOLLOWER = f"emp_{EMPLOYEE.hex}"  # a socket does not say who it is


class Textbook(GraphQL[Any, Any]):
    async def get_context(self, request: Any, response: Any) -> Any:  # noqa: ARG002
        header = request.headers.get("x-viewer", FOLLOWER)
        kind, viewer_id = header[:3], UUID(header[4:])
        column = "employee_id" if kind == "emp" else "contact_id"
        return {"is_staff": kind == "emp", "viewer_id": viewer_id, "loaders": Loaders(column, viewer_id)}


@asynccontextmanager
async def living(_app: Starlette) -> AsyncIterator[None]:
    async with connected(f"{os.environ['DATABASE_URL']}?minsize=1&maxsize={os.environ['POOL']}"), broadcast:
        yield


if __name__ == "__main__":
    graphql = Textbook(strawberry.Schema(Query, Mutation, Subscription))
    app = Starlette(lifespan=living, routes=[Route("/graphql", graphql), WebSocketRoute("/graphql", graphql)])
    uvicorn.run(app, port=int(os.environ["PORT"]), log_level="warning", access_log=False, ws_per_message_deflate=False)
