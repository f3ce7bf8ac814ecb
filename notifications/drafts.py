"""Which notice says what, or that it need not be said any more; one function per notice, all of them data."""

from collections.abc import Awaitable, Callable, Mapping

from models import Incident, Notice, SubIncident
from notifications.consultation_drafts import CONSULTATION_DRAFTS
from notifications.incident_drafts import INCIDENT_DRAFTS
from notifications.reading import Reading, unread_messages
from notifications.task_drafts import TASK_DRAFTS
from notifications.wording import Draft, quotes, words
from notifications.work_order_drafts import WORK_ORDER_DRAFTS

ABOUT_SIDES: Mapping[Notice, Callable[[Reading, SubIncident], Awaitable[Draft | None]]] = {
    **WORK_ORDER_DRAFTS,
    **CONSULTATION_DRAFTS,
    **TASK_DRAFTS,
}
ABOUT_HEADS: Mapping[Notice, Callable[[Reading, Incident], Awaitable[Draft | None]]] = INCIDENT_DRAFTS


async def draft(reading: Reading) -> Draft | None:
    """What to tell this reader now; None when there is nothing left to tell."""
    notice = reading.delivery.notice
    if notice is Notice.MESSAGES_UNREAD:
        return await _messages_unread(reading)
    if isinstance(reading.subject, SubIncident):
        return await ABOUT_SIDES[notice](reading, reading.subject) if notice in ABOUT_SIDES else None
    return await ABOUT_HEADS[notice](reading, reading.subject) if notice in ABOUT_HEADS else None


async def _messages_unread(reading: Reading) -> Draft | None:
    count, last = await unread_messages(reading)
    if count == 0:
        return None
    wording = "messages_unread.one" if count == 1 else "messages_unread.more"
    return Draft(wording, words(reading, count=count), quotes=await quotes(reading, last))
