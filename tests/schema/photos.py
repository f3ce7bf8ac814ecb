"""Photos over http: an address for one, and a message that it hangs under."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import clock
from models import GuestLink, SubIncident
from tests.schema.conftest import Portal
from tests.schema.service import token_for

ASK = """
mutation ($input: CreateUploadInput!) { createUpload(input: $input) {
  attachmentId url expiresAt errors { code path } } }
"""
POST = """
mutation ($input: PostMessageInput!) { postMessage(input: $input) {
  message { body attachments { id name contentType size width height url thumbnailUrl } } errors { code path } } }
"""


async def token_of_link(portal: Portal, order: SubIncident) -> str:
    link = await GuestLink.create(
        organisation_id=order.organisation_id,
        thread_id=order.thread_id,
        contact=portal.cast.piet,
        token_hash=uuid4().hex,
        expires_at=clock.now() + timedelta(days=30),
    )
    return await token_for(link)


async def asked(portal: Portal, token: str, document: str, **given: Any) -> dict[str, Any]:
    """The payload of the one act of a document."""
    response = await portal.client.post(
        "/graphql",
        json={"query": document, "variables": {"input": given}},
        headers={"authorization": f"Bearer {token}"},
    )
    [payload] = response.json()["data"].values()
    return dict(payload)


async def address(portal: Portal, token: str, order: SubIncident, name: str = "lek.jpg") -> dict[str, Any]:
    key, thread_id = uuid4().hex, f"thr_{order.thread_id.hex}"
    return await asked(portal, token, ASK, threadId=thread_id, name=name, size=1000, idempotencyKey=key)


async def posted(portal: Portal, token: str, order: SubIncident, content: bytes, name: str = "lek.jpg") -> Any:
    """The file as the message shows it to whoever posted it."""
    upload = await address(portal, token, order, name)
    await portal.client.put(upload["url"], content=content)
    given = {"threadId": f"thr_{order.thread_id.hex}", "body": "", "clientMessageId": uuid4().hex}
    payload = await asked(portal, token, POST, attachmentIds=[upload["attachmentId"]], **given)
    assert payload["errors"] == []
    [attachment] = payload["message"]["attachments"]
    return attachment
