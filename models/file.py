"""A photo or document as bytes in the store, from the moment that somebody may send it."""

import re
import secrets
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from tortoise import fields

from models.row import Row

OBJECT_COLUMNS = ("name", "content_type", "size", "width", "height", "object_key", "stored_at")


# What lies there is ours to keep and to throw away; what is called otherwise is somebody else's.
OBJECT_KEY = re.compile(r"[0-9a-f]{32}/[0-9a-f]{32}(-thumbnail)?")


def new_object_key(organisation_id: UUID) -> str:
    """Where a new object is stored: drawn, in the organisation's own folder."""
    return f"{organisation_id.hex}/{secrets.token_hex(16)}"


def thumbnail_of(object_key: str) -> str:
    """Where the small picture beside an object is stored."""
    return f"{object_key}-thumbnail"


class File(Row):
    """What every table of files keeps of one.

    `uploader` is the actor who asked for it. `object_key` names the object in the store, from before its bytes are
    written, and `stored_at` says that they are. What nobody wanted in time is `discarded_at`, and gone once its bytes
    are.
    """

    uploader = fields.CharField(max_length=80)
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
        abstract = True

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

    def of_object(self) -> dict[str, Any]:
        """What it is and where its bytes are, for another row on the same object."""
        return {column: getattr(self, column) for column in OBJECT_COLUMNS}
