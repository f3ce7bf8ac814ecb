"""Quiet hours: when what can wait is told to somebody who wants to be left alone for part of the day."""

from datetime import UTC, datetime, time, timedelta

from clock import AMSTERDAM
from models import Contact, Notice
from notifications.recipients import Recipient

# The reader asked for it at that moment, or is waiting for it.
AT_ONCE = {Notice.REPORT_CONFIRMED, Notice.PORTAL_INVITATION, Notice.EMPLOYEE_INVITATION, Notice.SIGN_IN_LINK}


def moment_for(notice: Notice, recipient: Recipient, due_at: datetime) -> datetime:
    """When to tell it: when it is due, or at the end of the recipient's quiet hours when it is due within them."""
    if notice in AT_ONCE or not isinstance(recipient, Contact):
        return due_at
    if recipient.quiet_from is None or recipient.quiet_until is None:
        return due_at
    return after_quiet(due_at, time.fromisoformat(recipient.quiet_from), time.fromisoformat(recipient.quiet_until))


def after_quiet(moment: datetime, start: time, end: time) -> datetime:
    """The moment itself, or the end of the quiet hours that it falls in; they may go over midnight."""
    local = moment.astimezone(AMSTERDAM)
    now = local.time()
    is_over_midnight = start > end
    is_quiet = (now >= start or now < end) if is_over_midnight else start <= now < end
    if not is_quiet:
        return moment
    day = local.date() + timedelta(days=1) if is_over_midnight and now >= start else local.date()
    return _last_moment(datetime.combine(day, end, AMSTERDAM))


def _last_moment(local: datetime) -> datetime:
    """The later of the two that have this time when the clock goes back, and the later reading when it skips it."""
    return max(local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
