"""What nobody needs any more goes: keys that are no longer compared, links and sessions that open nothing."""

from datetime import timedelta

from tortoise.expressions import Q

import clock
from models import IdempotencyKey, Session, SignInLink
from resolvers.idempotency import KEPT_FOR

SESSIONS_KEPT_FOR = timedelta(days=30)


async def tidy_up() -> None:
    """Delete what is past its time. Guest links stay: staff can read back who could get in when."""
    now = clock.now()
    await IdempotencyKey.filter(created_at__lt=now - KEPT_FOR).delete()
    await SignInLink.filter(expires_at__lt=now - KEPT_FOR).delete()
    gone = now - SESSIONS_KEPT_FOR
    await Session.filter(Q(expires_at__lt=gone) | Q(ended_at__lt=gone)).delete()
