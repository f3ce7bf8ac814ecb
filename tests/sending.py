"""Sending files, without http: asking for an address, and the bytes."""

from collections.abc import AsyncIterator
from itertools import count
from typing import Any
from uuid import UUID

from auth.attempts import Attempts
from auth.viewer import Viewer, nobody
from files.store import FileStore
from models import Attachment, Incident, SubIncident
from resolvers.report_uploads import create_public_upload, create_report_upload
from resolvers.uploads import Upload, create_upload, receive_upload
from settings import Settings
from tests.cast import Cast
from tests.pictures import photo

_number = count()


async def in_pieces(content: bytes, size: int = 64 * 1024) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


async def asked_to_send(viewer: Viewer, subject: SubIncident | Incident, name: str = "lek.jpg", **more: Any) -> Upload:
    """An address for a file."""
    given = {"size": 1000, "idempotency_key": f"upload {next(_number)}", **more}
    return await create_upload(viewer, thread_id=subject.thread_id, name=name, **given)


async def sent(
    viewer: Viewer,
    subject: SubIncident | Incident,
    name: str = "lek.jpg",
    content: bytes | None = None,
    store: FileStore | None = None,
) -> Attachment:
    """A file that has come in and was not posted yet."""
    upload = await asked_to_send(viewer, subject, name)
    assert upload.secret is not None
    body = in_pieces(photo() if content is None else content)
    file = await receive_upload(upload.secret, body, store or FileStore("memory://"))
    assert isinstance(file, Attachment)
    return file


async def sent_for_report(viewer: Viewer, store: FileStore | None = None, **more: Any) -> UUID:
    """A file that has come in for a report which the viewer is about to make."""
    given = {"name": "lek.jpg", "size": 1000, "idempotency_key": f"upload {next(_number)}", **more}
    upload = await create_report_upload(viewer, **given)
    return await _come_in(upload, store)


async def sent_publicly(cast: Cast, key: str, store: FileStore | None = None, **more: Any) -> UUID:
    """The same without an account, under a secret of the sender's."""
    return await _come_in(await asked_publicly(cast, key, **more), store)


async def asked_publicly(cast: Cast, key: str, **more: Any) -> Upload:
    """An address for a file, without an account."""
    given = {
        "slug": cast.organisation.slug,
        "report_key": key,
        "name": "lek.jpg",
        "size": 1000,
        "idempotency_key": f"upload {next(_number)}",
        "network_address": "192.0.2.1",
        "attempts": more.pop("attempts", None) or Attempts(Settings()),
        **more,
    }
    return await create_public_upload(nobody(), **given)


async def _come_in(upload: Upload, store: FileStore | None) -> UUID:
    assert upload.secret is not None
    await receive_upload(upload.secret, in_pieces(photo()), store or FileStore("memory://"))
    return upload.attachment_id
