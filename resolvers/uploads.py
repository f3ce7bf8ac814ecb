"""Sending a file: first an address is asked for, then the bytes go there, once; posting or reporting comes after."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from tempfile import SpooledTemporaryFile
from typing import Any
from uuid import UUID

from tortoise.queryset import QuerySet

import clock
from auth.access import find_upload, own_report_uploads, own_uploads
from auth.acts import require
from auth.tokens import TokenKind, mint
from auth.viewer import Viewer
from errors import ErrorCode, Invalid, NotFound
from files.content import Kind, kind_of
from files.pictures import Unreadable, remake
from files.store import FileStore, StoreAway
from models import Attachment
from models.file import File, new_object_key
from realtime.announce import announcing
from resolvers import idempotency
from resolvers.audit import record
from resolvers.file_names import check_file_name, name_as
from resolvers.idempotency import Claim
from resolvers.messages import check_can_post
from resolvers.threads import subject_of

LARGEST_FILE = 10 * 1024 * 1024
VALID_FOR = timedelta(minutes=15)
MOST_WAITING = 50
HELD_IN_MEMORY = 64 * 1024  # of a file that is still coming in


@dataclass(frozen=True)
class Upload:
    """What may be sent: `secret` is shown this once, and None when the bytes are there already."""

    attachment_id: UUID
    secret: str | None
    expires_at: datetime | None


async def create_upload(viewer: Viewer, *, thread_id: UUID, name: str, size: int, idempotency_key: str) -> Upload:
    """Ask for an address to send a file to, for whoever may post in the thread. The same key again: a new address
    for the same file, until its bytes have come."""
    subject = await subject_of(viewer, thread_id)
    require(viewer, "createUpload")
    check_can_post(viewer, subject)
    name = check_file(name, size)
    given: dict[str, object] = {"thread": thread_id, "name": name, "size": size}

    async with announcing():
        claim = await idempotency.claim(viewer, "createUpload", idempotency_key, given)
        return await wait_for(viewer, claim, Attachment, most=MOST_WAITING, thread_id=thread_id, name=name)


def check_file(name: str, size: int) -> str:
    """What it is to be called. Raises BLANK, TOO_LONG, FILE_TOO_BIG and OUT_OF_RANGE."""
    name = check_file_name(name)
    if size > LARGEST_FILE:
        raise too_big("size")
    if size < 1:
        raise Invalid(ErrorCode.OUT_OF_RANGE, field="size", least=1, most=LARGEST_FILE)
    return name


async def wait_for(viewer: Viewer, claim: Claim, kind: type[File], *, most: int, **columns: Any) -> Upload:
    """Write down, once, that a file may come, and give it a fresh address until it has. A step of acts.

    Raises TOO_MANY when so many of the viewer's are waited for, or wait to be used.
    """
    minted, expires_at = mint(TokenKind.UPLOAD), clock.now() + VALID_FOR
    if not claim.is_repeated:
        if await own_uploads(viewer).count() + await own_report_uploads(viewer).count() >= most:
            raise Invalid(ErrorCode.TOO_MANY, limit=most)
        made = await kind.create(
            id=claim.subject_id,
            uploader=viewer.actor,
            object_key=new_object_key(claim.organisation_id),
            upload_hash=minted.hash,
            **columns,
        )
        await record(viewer, "createUpload", made)
    waiting = kind.filter(id=claim.subject_id, uploader=viewer.actor, stored_at__isnull=True, discarded_at__isnull=True)
    is_waiting = await waiting.update(upload_hash=minted.hash, upload_expires_at=expires_at)
    return Upload(claim.subject_id, minted.secret if is_waiting else None, expires_at if is_waiting else None)


async def receive_upload(secret: str, body: AsyncIterator[bytes], store: FileStore) -> File:
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
    rows = type(upload).filter(id=upload.id, discarded_at__isnull=True)
    if not await rows.filter(upload_hash=upload.upload_hash).update(upload_hash=None):
        raise NotFound
    try:
        columns = await _store(store, upload, content, kind)
    except StoreAway:
        await rows.update(upload_hash=upload.upload_hash)
        raise
    if not await rows.filter(stored_at__isnull=True).update(**columns, upload_hash=None, stored_at=clock.now()):
        await _not_kept(rows, store, upload)
    return upload.update_from_dict(columns)


def too_big(field: str | None = None) -> Invalid:
    return Invalid(ErrorCode.FILE_TOO_BIG, field=field, limit=LARGEST_FILE // 1024 // 1024)


async def _read(body: AsyncIterator[bytes]) -> bytes:
    """The whole of it, in memory once it is there: who sends slowly, on many connections, fills a disc at most."""
    with SpooledTemporaryFile(max_size=HELD_IN_MEMORY) as content:
        async for chunk in body:
            content.write(chunk)
            if content.tell() > LARGEST_FILE:
                raise too_big()
        content.seek(0)
        return content.read()


async def _not_kept(rows: QuerySet[Any], store: FileStore, upload: File) -> None:
    """It came at another address meanwhile; or was thrown away, and nobody would ever look for its bytes again."""
    if not await rows.exists():
        await store.delete(upload.object_key or "")
        await store.delete(upload.thumbnail_key)
    raise NotFound


async def _store(store: FileStore, upload: File, content: bytes, kind: Kind) -> dict[str, Any]:
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
