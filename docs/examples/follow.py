"""Sign in, follow a thread, and go on after a break without missing a message (needs `gql[websockets,httpx]`).

DEMO_EMAIL=… DEMO_PASSWORD=… python follow.py http://127.0.0.1:8000
"""

# ruff: noqa: T201
import asyncio
import os
import sys
from collections.abc import AsyncIterator
from typing import Any

from gql import Client, GraphQLRequest, gql
from gql.transport.exceptions import TransportConnectionFailed
from gql.transport.httpx import HTTPXAsyncTransport
from gql.transport.websockets import WebsocketsTransport

SIGN_IN = gql("""
mutation ($email: String!, $password: String!) {
  signIn(input: {email: $email, password: $password}) { token errors { message } }
}""")
DESK = gql("{ incidents(first: 1) { nodes { title thread { id } } } }")
FOLLOW = gql("""
subscription ($threadId: ID!, $after: String) {
  messageAdded(threadId: $threadId, after: $after) {
    cursor
    message { seq body event { text } author { displayName } }
  }
}""")


async def main(base_url: str) -> None:
    token = await sign_in(base_url)
    headers = {"authorization": f"Bearer {token}"}
    async with Client(transport=HTTPXAsyncTransport(f"{base_url}/graphql", headers=headers)) as session:
        [incident] = (await session.execute(DESK))["incidents"]["nodes"]
    print(f"Following: {incident['title']}")
    last_cursor = None
    while True:
        try:
            async for cursor in follow(base_url, token, incident["thread"]["id"], last_cursor):
                last_cursor = cursor
        except (TransportConnectionFailed, OSError):
            await asyncio.sleep(1)  # then go on after the last cursor


async def sign_in(base_url: str) -> str:
    who = {"email": os.environ["DEMO_EMAIL"], "password": os.environ["DEMO_PASSWORD"]}
    async with Client(transport=HTTPXAsyncTransport(f"{base_url}/graphql")) as session:
        payload = (await session.execute(with_values(SIGN_IN, who)))["signIn"]
    if payload["errors"]:
        sys.exit(payload["errors"][0]["message"])
    return str(payload["token"])


async def follow(base_url: str, token: str, thread_id: str, after: str | None) -> AsyncIterator[str]:
    """The messages after `after` (None: only what is new), then each as it comes."""
    address = base_url.replace("http", "ws", 1) + "/graphql"
    transport = WebsocketsTransport(address, init_payload={"token": token})
    async with Client(transport=transport) as session:
        async for event in session.subscribe(with_values(FOLLOW, {"threadId": thread_id, "after": after})):
            message = event["messageAdded"]["message"]
            author = (message["author"] or {}).get("displayName", "")
            print(message["seq"], author, message["body"] or message["event"]["text"], sep="  ", flush=True)
            yield event["messageAdded"]["cursor"]


def with_values(document: GraphQLRequest, values: dict[str, Any]) -> GraphQLRequest:
    return GraphQLRequest(document, variable_values=values)


asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"))
