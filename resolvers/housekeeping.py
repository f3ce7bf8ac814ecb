"""What nobody needs any more goes: old keys, sessions that open nothing, who is here no more, files nobody took."""

from datetime import timedelta

from tortoise.expressions import Q

import clock
from auth.tallies import add_up_tallies
from auth.terms import FILES, discarded_files, objects_in_use
from files.store import FileStore
from models import Attachment, IdempotencyKey, Presence, ReportUpload, Session, SignInLink, Typing
from models.file import File, thumbnail_of
from resolvers.idempotency import KEPT_FOR
from resolvers.retention import forget_what_is_past

SESSIONS_KEPT_FOR = timedelta(days=30)
UPLOADS_KEPT_FOR = timedelta(hours=24)
MOST_AT_ONCE = 100
MOST_ENTRIES = 10_000


async def tidy_up(store: FileStore) -> None:
    """Delete what is past its time. Guest links stay: staff can read back who could get in when."""
    now = clock.now()
    await IdempotencyKey.filter(created_at__lt=now - KEPT_FOR).delete()
    await SignInLink.filter(expires_at__lt=now - KEPT_FOR).delete()
    gone = now - SESSIONS_KEPT_FOR
    await Session.filter(Q(expires_at__lt=gone) | Q(ended_at__lt=gone)).delete()
    await forget_what_is_past()
    await Presence.filter(until__lt=now).delete()
    await Typing.filter(until__lt=now).delete()
    await add_up_tallies(MOST_ENTRIES)
    await _discard_what_nobody_took()
    for kind in FILES:
        await _throw_away(kind, store)


async def _discard_what_nobody_took() -> None:
    """First said, then done: who takes a file in the meantime is refused, and a crash half-way is made good later."""
    now = clock.now()
    await Attachment.filter(
        message_id__isnull=True, draft_id__isnull=True, discarded_at__isnull=True, created_at__lt=now - UPLOADS_KEPT_FOR
    ).update(discarded_at=now)
    await ReportUpload.filter(discarded_at__isnull=True, kept_until__lt=now).update(discarded_at=now)


async def _throw_away(kind: type[File], store: FileStore) -> None:
    discarded = await discarded_files(kind, MOST_AT_ONCE)
    in_use = await objects_in_use({key for _, key in discarded})
    for file_id, key in discarded:
        if key not in in_use:
            await store.delete(key)
            await store.delete(thumbnail_of(key))
        await kind.filter(id=file_id).delete()
