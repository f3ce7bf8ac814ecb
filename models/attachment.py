"""A photo or document in a thread, from the moment that somebody may send it."""

from uuid import UUID

from tortoise import fields

from models.file import File
from models.message import Message
from models.message_draft import MessageDraft
from models.thread import Thread


class Attachment(File):
    """One file by its name in one thread; several rows may stand for the same stored object.

    `position` is its place within the message. What nobody posted in time is thrown away.
    """

    thread: fields.ForeignKeyRelation[Thread] = fields.ForeignKeyField(
        "models.Thread", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    thread_id: UUID
    message: fields.ForeignKeyNullableRelation[Message] = fields.ForeignKeyField(
        "models.Message", related_name=False, on_delete=fields.RESTRICT, null=True, db_index=True
    )
    message_id: UUID | None
    draft: fields.ForeignKeyNullableRelation[MessageDraft] = fields.ForeignKeyField(
        "models.MessageDraft", related_name=False, on_delete=fields.SET_NULL, null=True, db_index=True
    )
    draft_id: UUID | None
    position = fields.IntField(default=0)

    class Meta:
        table = "attachment"
