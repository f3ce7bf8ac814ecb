"""In which words a server is asked: those of the web client, or others where its schema has others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from bench.peers.pages import Page

PEOPLE = "displayName role"
SAID = f"id seq kind body createdAt author {{ {PEOPLE} }}"
DOCUMENTS = {
    "Incident": f"""query Incident($id: ID!) {{ incident(id: $id) {{
  id reference title description status reportedAt lastActivityAt version
  handler {{ {PEOPLE} }}
  subIncidents {{ id reference kind title createdAt party {{ {PEOPLE} }} thread {{ id unreadCount }} }}
  thread {{ id unreadCount messages(last: 50) {{ nodes {{ {SAID} }} }} }} }} }}""",
    "Inbox": f"""query Inbox {{ incidents(first: 50) {{ nodes {{
  id reference title status reportedAt lastActivityAt
  handler {{ {PEOPLE} }}
  thread {{ id unreadCount lastMessage {{ {SAID} }} }} }} pageInfo {{ hasNextPage }} }} }}""",
    "Guest": f"""query Guest($id: ID!) {{ subIncident(id: $id) {{
  id reference kind title description createdAt
  party {{ {PEOPLE} }}
  thread {{ id unreadCount messages(last: 50) {{ nodes {{ {SAID} }} }} }} }} }}""",
    "Portal": f"""query Portal {{ incidents(filter: {{ isOpen: true }}, first: 20) {{ nodes {{
  id reference title status reportedAt address
  unit {{ label }}
  thread {{ id unreadCount lastMessage {{ createdAt body author {{ {PEOPLE} }} }} }} }}
  pageInfo {{ hasNextPage }} }} }}""",
    "Follow": f"""subscription Follow($threadId: ID!) {{
  messageAdded(threadId: $threadId) {{ message {{ {SAID} }} }} }}""",
    "Post": """mutation Post($input: PostMessageInput!) {
  postMessage(input: $input) { message { id seq } errors { code } } }""",
}


def opaque(prefix: str, row_id: UUID) -> str:
    return f"{prefix}_{row_id.hex}"


@dataclass(frozen=True)
class Dialect:
    """Documents by their operations, how an id is written, what stands in an answer when a message was posted,
    and what an answer says, as the web client reads it."""

    documents: Mapping[str, str]
    id_of: Callable[[str, UUID], str]
    posted: bytes
    facts: Callable[[Any], Any]

    def page(self, page: Page) -> bytes:
        return self._body(page.name.capitalize(), {"id": self.id_of(*page.about)} if page.about else {})

    def post(self, thread_id: UUID, body: str, key: str) -> bytes:
        given = {"threadId": self.id_of("thr", thread_id), "body": body, "clientMessageId": key}
        return self._body("Post", {"input": given})

    def follow(self, thread_id: UUID) -> dict[str, Any]:
        return self._asked("Follow", {"threadId": self.id_of("thr", thread_id)})

    def _body(self, operation: str, variables: dict[str, Any]) -> bytes:
        return orjson.dumps(self._asked(operation, variables))

    def _asked(self, operation: str, variables: dict[str, Any]) -> dict[str, Any]:
        return {"query": self.documents[operation], "operationName": operation, "variables": variables}


OF_THE_WEB = Dialect(DOCUMENTS, opaque, posted=b'"errors":[]', facts=lambda answer: answer)
