"""How the textbook server posts: row by row in one transaction, the rows that everybody writes."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

import models


async def post(thread_id: UUID, employee_id: UUID, body: str) -> models.Message:
    now = datetime.now(UTC)
    async with in_transaction():
        thread = await models.Thread.select_for_update().get(id=thread_id)
        message = await models.Message.create(
            thread_id=thread_id,
            seq=thread.last_seq + 1,
            shared_seq=thread.last_shared_seq + 1,
            kind=models.MessageKind.POST,
            author_employee_id=employee_id,
            body=body,
        )
        thread.last_seq, thread.last_shared_seq = message.seq, message.shared_seq
        thread.last_message_id = thread.last_shared_message_id = message.id
        thread.last_message_at = thread.last_shared_at = now
        await thread.save()
        incident = await models.Incident.get(thread_id=thread_id)
        incident.last_activity_at = now
        await incident.save(update_fields=["last_activity_at"])
        await _tell(incident)
        noted: dict[str, Any] = {"act": "postMessage", "subject_type": "Message", "subject_id": message.id}
        await models.AuditEntry.create(organisation_id=thread.organisation_id, employee_id=employee_id, **noted)
    return message


async def _tell(incident: models.Incident) -> None:
    """A letter to the reporter, once."""
    letter: dict[str, Any] = {
        "organisation_id": incident.organisation_id,
        "notice": models.Notice.MESSAGES_UNREAD,
        "channel": models.Channel.EMAIL,
        "contact_id": incident.reporter_id,
        "thread_id": incident.thread_id,
        "due_at": incident.last_activity_at,
    }
    await models.Delivery.get_or_create(dedupe_key=f"post {incident.thread_id}", defaults=letter)
