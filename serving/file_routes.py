"""Where bytes go in and out: PUT to an address that `createUpload` gave, GET from one that an attachment has."""

import sys
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

import metrics
from auth.access import access_attachment
from errors import ErrorCode, NotFound, Refusal, TooManyRequests, Unauthenticated
from files.store import FileStore, StoreAway
from models import Attachment
from models.file import File
from resolvers.uploads import receive_upload
from schema.answers import not_now
from schema.attachments import THUMBNAIL, what_is_signed
from schema.context import House
from schema.ids import known_id, opaque_id
from schema.languages import locale_of
from schema.payloads import refusal_message
from serving.file_access import FILE_HEADERS, disposition, viewer_of
from serving.paper_routes import is_paper, paper

Answering = Callable[[Request], Awaitable[Response]]

COUNTED_HERE = sys.maxsize  # the route counts the bytes itself, so that who sends too many hears it in JSON

STATUS: Mapping[ErrorCode, int] = {
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.FILE_TOO_BIG: 413,
    ErrorCode.FILE_TYPE_NOT_ALLOWED: 415,
    ErrorCode.FILE_UNREADABLE: 422,
}


def routes(store: FileStore) -> list[Route]:
    """The addresses of files."""

    async def upload(request: Request) -> Response:
        try:
            taken_in = await receive_upload(request.path_params["secret"], request.stream(), store)
        except Refusal as refusal:
            metrics.FILES_TAKEN_IN.labels(refusal.code).inc()
            return _refused(refusal, request)
        except ClientDisconnect:
            return Response(status_code=400)
        except StoreAway:
            return Response(status_code=503)
        metrics.FILES_TAKEN_IN.labels(taken_in.content_type).inc()
        return JSONResponse(_told_of(taken_in), status_code=201)

    async def download(request: Request) -> Response:
        try:
            if is_paper(request):
                return await paper(request)
            attachment = await _access(request)
            return await _sent(request, attachment, store)
        except (NotFound, Unauthenticated, FileNotFoundError):
            return PlainTextResponse("Not Found", status_code=404, headers={"cache-control": "no-store"})
        except StoreAway:
            return Response(status_code=503)

    return [
        Route("/uploads/{secret}", _counted(upload), methods=["PUT"], max_body_size=COUNTED_HERE),
        Route("/files/{attachment_id}/{name}", _counted(download)),
    ]


def _counted(answer: Answering) -> Answering:
    """The same, refused to who asks too often."""

    async def counted(request: Request) -> Response:
        house: House = request.app.state.house
        try:
            await house.attempts.count_file_from(request.client.host if request.client else "")
            return await answer(request)
        except TooManyRequests as refused:
            return not_now(refused, locale_of(request))

    return counted


def _refused(refusal: Refusal, request: Request) -> Response:
    """As a mutation would say it, in the language of the browser."""
    error = {"code": refusal.code, "message": refusal_message(refusal, locale_of(request))}
    return JSONResponse({"errors": [error]}, status_code=STATUS[refusal.code])


def _told_of(file: File) -> dict[str, object]:
    return {
        "id": opaque_id(Attachment, file.id),
        "name": file.name,
        "contentType": file.content_type,
        "size": file.size,
        "width": file.width,
        "height": file.height,
    }


async def _access(request: Request) -> Attachment:
    """The file, when whoever asks may read its thread now. Raises NotFound, Unauthenticated: one answer outside."""
    attachment_id = known_id(request.path_params["attachment_id"], Attachment)
    if attachment_id is None:
        raise NotFound
    viewer = await viewer_of(request, what_is_signed(attachment_id, _size(request)))
    return await access_attachment(viewer, attachment_id)


def _size(request: Request) -> str:
    return request.query_params.get("size", "")


async def _sent(request: Request, attachment: Attachment, store: FileStore) -> Response:
    """The bytes, or word that the browser has them already: an object never changes."""
    is_small = _size(request) == THUMBNAIL and attachment.is_image
    name = attachment.thumbnail_name if is_small else attachment.name
    tag = f'"{attachment.id.hex}{_size(request) if is_small else ""}"'
    headers = {**FILE_HEADERS, "content-disposition": disposition(name), "etag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    stored = await store.read(attachment.thumbnail_key if is_small else attachment.object_key or "")
    media_type = "image/webp" if is_small else attachment.content_type
    return StreamingResponse(
        stored.chunks, media_type=media_type, headers={**headers, "content-length": str(stored.size)}
    )
