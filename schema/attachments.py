"""Files in threads: what clients see of them, and asking to send one."""

from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

import strawberry

import models
from auth.signatures import signed
from auth.viewer import EVERYBODY, SIGNED_IN, Audience, Viewer
from resolvers import report_uploads, uploads
from resolvers.uploads import Upload
from schema.audience import personal, resolved, shown, shown_input, shown_type
from schema.context import Info
from schema.ids import node_id, opaque_id, row_id
from schema.nodes import Node
from schema.payloads import Payload, act

PUBLIC = Audience.PUBLIC
THUMBNAIL = "thumbnail"


@shown_type(SIGNED_IN, "A photo or document in a thread.", source=models.Attachment)
class Attachment(Node):
    name: str = shown(SIGNED_IN, "What it is called; its suffix fits the content.")
    content_type: str = shown(SIGNED_IN, "Its media type: image/jpeg, image/png, image/webp or application/pdf.")
    size: int = shown(SIGNED_IN, "How many bytes.")
    width: int | None = shown(SIGNED_IN, "Of an image: how many points wide, as it is to be shown.")
    height: int | None = shown(SIGNED_IN, "Of an image: how many points high.")

    @personal
    @resolved(
        SIGNED_IN,
        "Where it is, below the address of the API. Opens without a header for this session alone, for one to two "
        "hours, while the viewer may read the thread.",
    )
    def url(self, parent: strawberry.Parent[models.Attachment], info: Info) -> str:
        return file_address(info.context.viewer, parent)

    @personal
    @resolved(SIGNED_IN, "Of an image: the same for a small one, at most 480 points wide and high.")
    def thumbnail_url(self, parent: strawberry.Parent[models.Attachment], info: Info) -> str | None:
        return thumbnail_address(info.context.viewer, parent) if parent.is_image else None


def file_address(viewer: Viewer, attachment: models.Attachment) -> str:
    return _address(attachment, attachment.name, signed(viewer, what_is_signed(attachment.id)))


def thumbnail_address(viewer: Viewer, attachment: models.Attachment) -> str:
    signature = signed(viewer, what_is_signed(attachment.id, THUMBNAIL))
    query = f"size={THUMBNAIL}&{signature}" if signature else f"size={THUMBNAIL}"
    return _address(attachment, attachment.thumbnail_name, query)


def what_is_signed(attachment_id: UUID, size: str = "") -> str:
    """What the signature of an address is about."""
    return f"file {attachment_id.hex} {size}"


def _address(attachment: models.Attachment, name: str, query: str) -> str:
    path = f"/files/{node_id(attachment)}/{quote(name, safe='')}"
    return f"{path}?{query}" if query else path


@shown_input(SIGNED_IN, "A file to send.")
class CreateUploadInput:
    thread_id: strawberry.ID | None = shown(
        SIGNED_IN, "The thread that it is for; absent for a report that the viewer is about to make.", default=None
    )
    name: str = shown(SIGNED_IN, "What it is called. What it is, is told by its content.")
    size: int = shown(SIGNED_IN, "How many bytes, at most 10 MiB.")
    idempotency_key: str = shown(
        SIGNED_IN, "A key that the client makes up; the same key again is the same file, at a new address."
    )


@shown_input(PUBLIC, "A file to send for a report, without an account.", name="CreateUploadInput")
class CreatePublicUploadInput:
    organisation: str = shown(PUBLIC, "The `slug` of the property manager.")
    report_key: str = shown(
        PUBLIC,
        "A secret of 32 characters or more, which the client draws at random for its report and tells nobody: only "
        "the report that gives it too takes the file.",
    )
    name: str = shown(PUBLIC, "What it is called. What it is, is told by its content.")
    size: int = shown(PUBLIC, "How many bytes, at most 10 MiB.")
    idempotency_key: str = shown(
        PUBLIC, "A key that the client makes up; the same key again is the same file, at a new address."
    )


@shown_type(EVERYBODY, "What became of asking.")
class CreateUploadPayload(Payload):
    attachment_id: strawberry.ID | None = shown(
        EVERYBODY, "Give it to the act that posts it, or to the report.", default=None
    )
    url: str | None = shown(
        EVERYBODY,
        "Where to PUT the bytes, once, below the address of the API. Null when they have come already.",
        default=None,
    )
    expires_at: datetime | None = shown(EVERYBODY, "Until when they are waited for.", default=None)


@shown_type(EVERYBODY, "Sending files.")
class AttachmentActs:
    @act(
        CreateUploadPayload,
        "Ask for an address to send a file to, for a report without an account. Reported within two hours, it stays.",
        name="createUpload",
        to=PUBLIC,
    )
    async def create_public_upload(self, info: Info, input: CreatePublicUploadInput) -> CreateUploadPayload:
        upload = await report_uploads.create_public_upload(
            info.context.viewer,
            slug=input.organisation,
            report_key=input.report_key,
            name=input.name,
            size=input.size,
            idempotency_key=input.idempotency_key,
            network_address=info.context.address,
            attempts=info.context.house.attempts,
        )
        return _given(upload)

    @act(
        CreateUploadPayload,
        "Ask for an address to send a file to. Posted or reported within a day, it stays.",
        to=SIGNED_IN,
    )
    async def create_upload(self, info: Info, input: CreateUploadInput) -> CreateUploadPayload:
        viewer = info.context.viewer
        file: dict[str, Any] = {"name": input.name, "size": input.size, "idempotency_key": input.idempotency_key}
        if input.thread_id is None:
            return _given(await report_uploads.create_report_upload(viewer, **file))
        thread_id = row_id(input.thread_id, models.Thread, "threadId")
        return _given(await uploads.create_upload(viewer, thread_id=thread_id, **file))


def _given(upload: Upload) -> CreateUploadPayload:
    return CreateUploadPayload(
        attachment_id=opaque_id(models.Attachment, upload.attachment_id),
        url=f"/uploads/{upload.secret}" if upload.secret else None,
        expires_at=upload.expires_at,
    )
