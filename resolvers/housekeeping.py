"""What nobody needs any more goes: keys that are no longer compared, sessions that open nothing, files never posted."""

from datetime import timedelta

from tortoise.expressions import Q

import clock
from auth.terms import discarded_attachments, objects_in_use
from files.store import FileStore
from models import Attachment, IdempotencyKey, Session, SignInLink
from models.attachment import thumbnail_of
from resolvers.idempotency import KEPT_FOR
from resolvers.retention import forget_what_is_past

SESSIONS_KEPT_FOR = timedelta(days=30)
UPLOADS_KEPT_FOR = timedelta(hours=24)
MOST_AT_ONCE = 100


async def tidy_up(store: FileStore) -> None:
    """Delete what is past its time. Guest links stay: staff can read back who could get in when."""
    now = clock.now()
    await IdempotencyKey.filter(created_at__lt=now - KEPT_FOR).delete()
    await SignInLink.filter(expires_at__lt=now - KEPT_FOR).delete()
    gone = now - SESSIONS_KEPT_FOR
    await Session.filter(Q(expires_at__lt=gone) | Q(ended_at__lt=gone)).delete()
    await forget_what_is_past()
    await _drop_what_nobody_posted(store)


async def _drop_what_nobody_posted(store: FileStore) -> None:
    """First said, then done: who posts a file in the meantime is refused, and a crash half-way is made good later."""
    too_old = clock.now() - UPLOADS_KEPT_FOR
    await Attachment.filter(
        message_id__isnull=True, draft_id__isnull=True, discarded_at__isnull=True, created_at__lt=too_old
    ).update(discarded_at=clock.now())
    discarded = await discarded_attachments(MOST_AT_ONCE)
    in_use = await objects_in_use({key for _, key in discarded})
    for attachment_id, key in discarded:
        if key not in in_use:
            await store.delete(key)
            await store.delete(thumbnail_of(key))
        await Attachment.filter(id=attachment_id).delete()
