"""A photo or document in a thread, from the moment that somebody may send it."""

import secrets
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

from tortoise import fields

from models.message import Message
from models.message_draft import MessageDraft
from models.row import Row
from models.thread import Thread


def new_object_key(organisation_id: UUID) -> str:
    """Where a new object is stored: drawn, in the organisation's own folder."""
    return f"{organisation_id.hex}/{secrets.token_hex(16)}"


def thumbnail_of(object_key: str) -> str:
    """Where the small picture beside an object is stored."""
    return f"{object_key}-thumbnail"


class Attachment(Row):
    """One file by its name in one thread; several rows may stand for the same stored object.

    `uploader` is the actor who asked for it. `object_key` names the object in the store, from before its bytes are
    written, and `stored_at` says that they are. `position` is its place within the message. What nobody posted in
    time is `discarded_at`, and gone once its bytes are.
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
    uploader = fields.CharField(max_length=80)
    position = fields.IntField(default=0)
    name = fields.CharField(max_length=300)
    content_type = fields.CharField(max_length=100, default="")
    size: int = fields.BigIntField(default=0)
    width: int | None = fields.IntField(null=True)
    height: int | None = fields.IntField(null=True)
    object_key = fields.CharField(max_length=200, null=True, db_index=True)
    upload_hash = fields.CharField(max_length=64, null=True, unique=True)
    upload_expires_at: datetime | None = fields.DatetimeField(null=True)
    stored_at: datetime | None = fields.DatetimeField(null=True)
    discarded_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "attachment"

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def thumbnail_key(self) -> str:
        """Where the small picture of an image is stored."""
        return thumbnail_of(self.object_key or "")

    @property
    def thumbnail_name(self) -> str:
        """What the small picture is called: as the file, by its own type."""
        return f"{PurePosixPath(self.name).stem}.webp"
