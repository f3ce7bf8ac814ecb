"""Files for a report before there is one: sent first, and taken by the report. See decision 0012."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import clock
from auth.access import count_public_uploads, own_report_uploads
from auth.acts import require
from auth.attempts import REPORT_WINDOW_MINUTES, Attempts
from auth.register import find_organisation
from auth.tokens import hash_of_report_key
from auth.viewer import Viewer
from errors import ErrorCode, Invalid, NotAllowed, NotFound
from models import Attachment, Message, ReportUpload
from realtime.announce import announcing
from resolvers import idempotency
from resolvers.attachments import MOST_FILES
from resolvers.checks import KEY_LENGTH, check_text
from resolvers.uploads import MOST_WAITING, Upload, check_file, wait_for
from settings import get_settings

KEPT_FOR = timedelta(hours=24)
KEPT_PUBLICLY_FOR = timedelta(hours=2)  # as long as a challenge of the form
SHORTEST_REPORT_KEY = 32  # characters: 128 bits, drawn from sixteen letters or more


async def create_report_upload(viewer: Viewer, *, name: str, size: int, idempotency_key: str) -> Upload:
    """Ask for an address to send a file to, for a report that the viewer is about to make: staff, or by account."""
    require(viewer, "createUpload")
    if not viewer.is_staff and viewer.account is None:
        raise NotAllowed("threadId")
    name = check_file(name, size)
    given: dict[str, object] = {"name": name, "size": size}
    until = clock.now() + KEPT_FOR

    async with announcing():
        claim = await idempotency.claim(viewer, "createUpload", idempotency_key, given)
        columns = {"organisation_id": claim.organisation_id, "name": name, "kept_until": until}
        return await wait_for(viewer, claim, ReportUpload, most=MOST_WAITING, **columns)


async def create_public_upload(
    viewer: Viewer,
    *,
    slug: str,
    report_key: str,
    name: str,
    size: int,
    idempotency_key: str,
    network_address: str,
    attempts: Attempts,
) -> Upload:
    """The same without an account. `report_key` is the sender's secret: the report that names it takes the file.

    Raises RATE_LIMITED when this network sends too much, or all together do.
    """
    require(viewer, "createUpload")
    organisation = await find_organisation(viewer, slug)
    if organisation is None:
        raise NotFound("organisation")
    sender = viewer.reporting_to(organisation.id, check_report_key(report_key))
    name = check_file(name, size)
    await attempts.count_upload(network_address)
    if await count_public_uploads(organisation) >= get_settings().report_files_waiting:
        raise Invalid(ErrorCode.RATE_LIMITED, minutes=REPORT_WINDOW_MINUTES)
    given: dict[str, object] = {"name": name, "size": size}
    until = clock.now() + KEPT_PUBLICLY_FOR

    async with announcing():
        claim = await idempotency.claim(sender, "createUpload", idempotency_key, given)
        columns = {"organisation_id": organisation.id, "is_public": True, "name": name, "kept_until": until}
        return await wait_for(sender, claim, ReportUpload, most=MOST_FILES, **columns)


def check_report_key(value: str) -> str:
    """What is kept of the secret that a sender drew; refused when it can hardly be one."""
    key = check_text(value, field="reportKey", limit=KEY_LENGTH)
    if len(key) < SHORTEST_REPORT_KEY:
        raise Invalid(ErrorCode.TOO_SHORT, field="reportKey", least=SHORTEST_REPORT_KEY)
    return hash_of_report_key(key)


async def take_uploads(sender: Viewer, attachment_ids: Sequence[UUID]) -> list[ReportUpload]:
    """What the sender sent for its report, in the order asked for; they wait no longer, so no other report has them.

    A step of acts, in their transaction. Raises NotFound.
    """
    ids = list(dict.fromkeys(attachment_ids))
    if not ids:
        return []
    own = own_report_uploads(sender).filter(id__in=ids, stored_at__isnull=False)
    found = {row.id: row for row in await own}
    if len(found) < len(ids) or await own.delete() < len(ids):
        raise NotFound("attachmentIds")
    return [found[row_id] for row_id in ids]


async def attach_uploads(message: Message, uploads: Sequence[ReportUpload]) -> None:
    """Make attachments of a message of what was sent for it. A step of acts."""
    await Attachment.bulk_create(
        Attachment(
            id=row.id,
            thread_id=message.thread_id,
            message_id=message.id,
            uploader=row.uploader,
            position=position,
            **row.of_object(),
        )
        for position, row in enumerate(uploads)
    )
