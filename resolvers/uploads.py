"""Sending a file: first an address is asked for, then the bytes go there, once; posting comes after."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import clock
from auth.access import access_thread, find_upload, own_uploads
from auth.acts import require
from auth.tokens import TokenKind, mint
from auth.viewer import Viewer
from errors import ErrorCode, Invalid, NotFound
from files.content import Kind, kind_of
from files.pictures import Unreadable, remake
from files.store import FileStore, StoreAway
from models import Attachment
from models.attachment import new_object_key
from realtime.announce import announcing
from resolvers import idempotency
from resolvers.audit import record
from resolvers.file_names import check_file_name, name_as
from resolvers.messages import check_can_post
from resolvers.threads import subject_of

LARGEST_FILE = 10 * 1024 * 1024
VALID_FOR = timedelta(minutes=15)
MOST_WAITING = 50


@dataclass(frozen=True)
class Upload:
    """What may be sent: `secret` is shown this once, and None when the bytes are there already."""

    attachment_id: UUID
    secret: str | None
    expires_at: datetime | None


async def create_upload(viewer: Viewer, *, thread_id: UUID, name: str, size: int, idempotency_key: str) -> Upload:
    """Ask for an address to send a file to, for whoever may post in the thread. The same key again: a new address
    for the same file, until its bytes have come."""
    thread = await access_thread(viewer, thread_id)
    require(viewer, "createUpload")
    check_can_post(viewer, await subject_of(viewer, thread.id))
    name = check_file_name(name)
    if size > LARGEST_FILE:
        raise too_big("size")
    if size < 1:
        raise Invalid(ErrorCode.OUT_OF_RANGE, field="size", least=1, most=LARGEST_FILE)
    if await own_uploads(viewer).count() >= MOST_WAITING:
        raise Invalid(ErrorCode.TOO_MANY, limit=MOST_WAITING)
    minted, expires_at = mint(TokenKind.UPLOAD), clock.now() + VALID_FOR
    given: dict[str, object] = {"thread": thread.id, "name": name, "size": size}

    async with announcing():
        claim = await idempotency.claim(viewer, "createUpload", idempotency_key, given)
        if not claim.is_repeated:
            made = await Attachment.create(
                id=claim.subject_id,
                thread_id=thread.id,
                uploader=viewer.actor,
                name=name,
                object_key=new_object_key(thread.organisation_id),
                upload_hash=minted.hash,
            )
            await record(viewer, "createUpload", made)
        waiting = own_uploads(viewer).filter(id=claim.subject_id, upload_hash__isnull=False)
        is_waiting = await waiting.update(upload_hash=minted.hash, upload_expires_at=expires_at)
    return Upload(claim.subject_id, minted.secret if is_waiting else None, expires_at if is_waiting else None)


async def receive_upload(secret: str, body: AsyncIterator[bytes], store: FileStore) -> Attachment:
    """Take in the bytes. They decide what the file is: a picture is made anew, a PDF kept as it is.

    Raises NotFound, FILE_TOO_BIG, FILE_TYPE_NOT_ALLOWED, and FILE_UNREADABLE, after which the address is used up; and
    StoreAway, after which it is not.
    """
    upload = await find_upload(secret)
    if upload is None:
        raise NotFound
    content = await _read(body)
    kind = kind_of(content)
    if kind is None:
        raise Invalid(ErrorCode.FILE_TYPE_NOT_ALLOWED)
    if not await Attachment.filter(id=upload.id, upload_hash=upload.upload_hash).update(upload_hash=None):
        raise NotFound
    try:
        columns = await _store(store, upload, content, kind)
    except StoreAway:
        await Attachment.filter(id=upload.id).update(upload_hash=upload.upload_hash)
        raise
    await Attachment.filter(id=upload.id).update(**columns, stored_at=clock.now())
    return upload.update_from_dict(columns)


def too_big(field: str | None = None) -> Invalid:
    return Invalid(ErrorCode.FILE_TOO_BIG, field=field, limit=LARGEST_FILE // 1024 // 1024)


async def _read(body: AsyncIterator[bytes]) -> bytes:
    """The whole of it, in memory: there it is looked at, and it is bounded."""
    content = bytearray()
    async for chunk in body:
        content += chunk
        if len(content) > LARGEST_FILE:
            raise too_big()
    return bytes(content)


async def _store(store: FileStore, upload: Attachment, content: bytes, kind: Kind) -> dict[str, Any]:
    """Write the objects, and say what the row has to know of them."""
    key = upload.object_key or ""
    if kind is Kind.PDF:
        await store.write(key, content)
        return {"name": name_as(upload.name, kind), "content_type": kind.value, "size": len(content)}
    try:
        picture = await remake(content, kind)
    except Unreadable:
        raise Invalid(ErrorCode.FILE_UNREADABLE) from None
    await store.write(key, picture.content)
    await store.write(upload.thumbnail_key, picture.thumbnail)
    return {
        "name": name_as(upload.name, picture.kind),
        "content_type": picture.kind.value,
        "size": len(picture.content),
        "width": picture.width,
        "height": picture.height,
    }
