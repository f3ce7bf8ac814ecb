"""The words of PostGraphile, whose schema is that of the tables; and its answers in those of the web client."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg

from bench.peers.dialects import Dialect

SCRIPT = Path(__file__).with_suffix(".sql")
OUTSIDE = "Outside"  # ends the name of a contact who stands where an employee may stand

EMPLOYEE, CONTACT = "{ displayName: name role: __typename }", "{ displayName role: type }"
HANDLER = f"handler: employeeByHandlerId {EMPLOYEE}"
PARTY = f"party: employeeByAssigneeId {EMPLOYEE} party{OUTSIDE}: contactByPartyId {CONTACT}"
AUTHOR = f"author: employeeByAuthorEmployeeId {EMPLOYEE} author{OUTSIDE}: contactByAuthorContactId {CONTACT}"
SAID = f"id: rowId kind body createdAt {AUTHOR}"
HEAD = f"id: rowId reference title status reportedAt lastActivityAt {HANDLER}"
SIDE = f"id: rowId reference kind title createdAt {PARTY}"
DOCUMENTS = {
    "Incident": f"""query Incident($id: UUID!) {{ incident: incidentByRowId(rowId: $id) {{
  {HEAD} description version
  subIncidents: subIncidentsByIncidentId(orderBy: [CREATED_AT_ASC, ROW_ID_ASC]) {{ nodes {{
    {SIDE} thread: threadByThreadId {{ id: rowId unreadCount }} }} }}
  thread: threadByThreadId {{ id: rowId unreadCount
    messages: messagesByThreadId(last: 50, orderBy: SEQ_ASC) {{ nodes {{ seq {SAID} }} }} }} }} }}""",
    "Inbox": f"""query Inbox {{ incidents: allIncidents(first: 50, orderBy: [LAST_ACTIVITY_AT_DESC, ROW_ID_DESC]) {{
  nodes {{ {HEAD}
    thread: threadByThreadId {{ id: rowId unreadCount lastMessage {{ seq {SAID} }} }} }}
  pageInfo {{ hasNextPage }} }} }}""",
    "Guest": f"""query Guest($id: UUID!) {{ subIncident: subIncidentByRowId(rowId: $id) {{
  {SIDE} description
  thread: threadByThreadId {{ id: rowId unreadCount: sharedUnreadCount
    messages: messagesByThreadId(last: 50, orderBy: SHARED_SEQ_ASC) {{ nodes {{ seq: sharedSeq {SAID} }} }} }} }} }}""",
    "Portal": f"""query Portal {{ incidents: allIncidents(condition: {{ isOpen: true }}, first: 20,
  orderBy: [LAST_ACTIVITY_AT_DESC, ROW_ID_DESC]) {{
  nodes {{ id: rowId reference title status reportedAt
    property: propertyByPropertyId {{ address }}
    unit: unitByUnitId {{ label }}
    thread: threadByThreadId {{ id: rowId unreadCount: sharedUnreadCount
      lastMessage: lastSharedMessage {{ createdAt body {AUTHOR} }} }} }}
  pageInfo {{ hasNextPage }} }} }}""",
    "Follow": """subscription Follow($threadId: UUID!) { messageAdded(threadId: $threadId) {
  message { id seq kind body createdAt author { displayName role } } } }""",
    "Post": """mutation Post($input: PostMessageInput!) {
  postMessage(input: $input) { message: result { id: rowId seq } } }""",
}


def facts(answer: Any, name: str = "") -> Any:
    match answer:
        case {"nodes": nodes} if name == "subIncidents":
            return facts(nodes)
        case {"property": {"address": address}, **rest}:
            return facts({**rest, "address": address})
        case dict():
            said = {key: facts(each, key) for key, each in answer.items()}
            return {key: _either(each, said.get(f"{key}{OUTSIDE}")) for key, each in said.items() if OUTSIDE not in key}
        case list():
            return [facts(each) for each in answer]
        case str() if name == "role":
            return answer.upper()
        case _:
            return answer


def _either(employee: Any, contact: Any) -> Any:
    return contact if employee is None else employee


OF_POSTGRAPHILE = Dialect(
    DOCUMENTS, lambda _prefix, row_id: str(row_id), posted=b'"postMessage":{"message":{"id"', facts=facts
)


@asynccontextmanager
async def roles_of(database_url: str) -> AsyncIterator[dict[str, str]]:
    """Its roles in this database, by the names that the server is started with; gone at the end, with their rights."""
    run = uuid4().hex
    roles = {kind: f"hm_bench_{kind}_{run}" for kind in ("staff", "contact")}
    await _execute(database_url, SCRIPT.read_text(), roles)
    try:
        yield {f"{kind.upper()}_ROLE": role for kind, role in roles.items()}
    finally:
        gone = "DROP OWNED BY bench_staff, bench_contact; DROP ROLE bench_staff, bench_contact"
        await _execute(database_url, gone, roles)


async def _execute(database_url: str, script: str, roles: Mapping[str, str]) -> None:
    for kind, role in roles.items():
        script = script.replace(f"bench_{kind}", role)
    connection = await asyncpg.connect(database_url)
    try:
        await connection.execute(script)
    finally:
        await connection.close()
