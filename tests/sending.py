"""Sending files, without http: asking for an address, and the bytes."""

from collections.abc import AsyncIterator
from itertools import count
from typing import Any

from auth.viewer import Viewer
from files.store import FileStore
from models import Attachment, Incident, SubIncident
from resolvers.uploads import Upload, create_upload, receive_upload
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
