"""What everybody is asked: three pages of the web client, and to follow a thread."""

from dataclasses import dataclass
from typing import Any

import orjson

from bench.town import BUSY_INCIDENT, BUSY_SIDE, BUSY_THREAD

PEOPLE = "displayName role"
SAID = f"id seq kind body createdAt author {{ {PEOPLE} }}"
INCIDENT = f"""query Incident($id: ID!) {{ incident(id: $id) {{
  id reference title description status reportedAt lastActivityAt version
  handler {{ {PEOPLE} }}
  subIncidents {{ id reference kind title createdAt party {{ {PEOPLE} }} thread {{ id unreadCount }} }}
  thread {{ id unreadCount messages(last: 50) {{ nodes {{ {SAID} }} }} }} }} }}"""
INBOX = f"""query Inbox {{ incidents(first: 50) {{ nodes {{
  id reference title status reportedAt lastActivityAt
  handler {{ {PEOPLE} }}
  thread {{ id unreadCount lastMessage {{ {SAID} }} }} }} pageInfo {{ hasNextPage }} }} }}"""
GUEST = f"""query Guest($id: ID!) {{ subIncident(id: $id) {{
  id reference kind title description createdAt
  party {{ {PEOPLE} }}
  thread {{ id unreadCount messages(last: 50) {{ nodes {{ {SAID} }} }} }} }} }}"""
FOLLOW = f"""subscription Follow($threadId: ID!) {{
  messageAdded(threadId: $threadId) {{ message {{ {SAID} }} }} }}"""
POST = """mutation Post($input: PostMessageInput!) {
  postMessage(input: $input) { message { id seq } errors { code } } }"""

THREAD_ID = f"thr_{BUSY_THREAD.hex}"


@dataclass(frozen=True)
class Page:
    """One question, and whether it is the guest who asks."""

    name: str
    document: str
    variables: dict[str, Any]
    is_guests: bool = False

    @property
    def body(self) -> bytes:
        return body_of(self.name, self.document, self.variables)


PAGES = (
    Page("incident", INCIDENT, {"id": f"inc_{BUSY_INCIDENT.hex}"}),
    Page("inbox", INBOX, {}),
    Page("guest", GUEST, {"id": f"sub_{BUSY_SIDE.hex}"}, is_guests=True),
)


def body_of(name: str, document: str, variables: dict[str, Any]) -> bytes:
    return orjson.dumps({"query": document, "operationName": name.capitalize(), "variables": variables})
