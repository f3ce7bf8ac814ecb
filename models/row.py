"""What every row has: an identity that travels, and the moment it was made."""

import secrets
import time
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from tortoise import fields

import clock
from models.making import making
from models.narrowing import Watched
from models.prepared import Reading


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562, section 5.7): sorts by time of making, tells nothing about how many there are."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | secrets.randbits(80)
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return UUID(int=value)


class Row(Watched):
    """A row of any table."""

    def __init__(self, **given: Any) -> None:
        if not making(type(self)).fill(self.__dict__, given):
            super().__init__(**given)

    @classmethod
    def can_hold(cls, **texts: str) -> bool:
        """Whether texts fit their columns. What does not is in no row, and Tortoise breaks on looking for it."""
        columns = cls._meta.fields_map
        return all(len(text) <= cast("fields.CharField[str]", columns[name]).max_length for name, text in texts.items())

    id: UUID = fields.UUIDField(primary_key=True, default=new_id)
    created_at: datetime = fields.DatetimeField(default=clock.now)

    def __init_subclass__(cls) -> None:
        cls._meta.manager = Reading()

    class Meta:
        abstract = True
