"""The floor: what uvicorn and PostgreSQL cost when nothing is between them. No GraphQL, no types, no rights.

DATABASE_URL=… PORT=… python -m bench.peers.floor
"""

import os
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import asyncpg
import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bench.peers import statements

STATEMENTS = {
    "Incident": statements.INCIDENT,
    "Inbox": statements.INBOX,
    "Guest": statements.GUEST,
    "Portal": statements.PORTAL,
}
ORGANISATION = UUID(os.environ["ORGANISATION"])
followers: defaultdict[str, set[WebSocket]] = defaultdict(set)


async def answer(request: Request) -> Response:
    asked = orjson.loads(await request.body())
    viewer, variables = UUID(request.headers["x-viewer"][4:]), asked["variables"]
    if asked["operationName"] == "Post":
        return await post(request, viewer, variables["input"])
    about = UUID(variables["id"][4:]) if variables else ORGANISATION
    text = await request.app.state.pool.fetchval(STATEMENTS[asked["operationName"]], viewer, about)
    return Response(text, media_type="application/json")


async def post(request: Request, viewer: UUID, given: dict[str, str]) -> Response:
    thread_id = UUID(given["threadId"][4:])
    message = await request.app.state.pool.fetchval(statements.POST, uuid4(), thread_id, viewer, given["body"])
    frame = f'{{"id":"1","type":"next","payload":{{"data":{{"messageAdded":{{"message":{message}}}}}}}}}'
    for follower in list(followers[given["threadId"]]):
        await follower.send_text(frame)
    return Response('{"data":{"postMessage":{"errors":[]}}}', media_type="application/json")


async def follow(socket: WebSocket) -> None:
    followed: set[WebSocket] = set()
    await socket.accept("graphql-transport-ws")
    try:
        while True:
            said = await socket.receive_json()
            if said["type"] == "connection_init":
                await socket.send_json({"type": "connection_ack"})
            elif said["type"] == "subscribe":
                followed = followers[said["payload"]["variables"]["threadId"]]
                followed.add(socket)
    except WebSocketDisconnect:
        followed.discard(socket)


@asynccontextmanager
async def living(app: Starlette) -> AsyncIterator[None]:
    size = int(os.environ["POOL"])
    settings = {"jit": "off"}
    async with asyncpg.create_pool(
        os.environ["DATABASE_URL"], min_size=1, max_size=size, server_settings=settings
    ) as pool:
        app.state.pool = pool
        yield


if __name__ == "__main__":
    routes = [Route("/graphql", answer, methods=["POST"]), WebSocketRoute("/graphql", follow)]
    app = Starlette(routes=routes, lifespan=living)
    uvicorn.run(app, port=int(os.environ["PORT"]), log_level="warning", access_log=False, ws_per_message_deflate=False)
