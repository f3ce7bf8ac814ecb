"""How a contact wants to be told, as it says itself."""

import re
from typing import Any

from auth.acts import require
from auth.doors import lock
from auth.register import visible_contacts
from auth.sign_in import authenticate_again
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import Channel, Contact
from realtime.announce import announcing
from resolvers.audit import record

TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


async def update_my_preferences(viewer: Viewer, *, changes: dict[str, Any]) -> Viewer:
    """Change what stands in `changes`, for all that the viewer is: locale, channels, quiet_from, quiet_until.

    Quiet hours have a beginning and an end, or there are none.
    """
    require(viewer, "updateMyPreferences")
    columns = _check(changes)

    async with announcing():
        for contact in await visible_contacts(viewer).order_by("id"):
            locked = await lock(contact)
            locked.update_from_dict({**columns, "version": locked.version + 1})
            _check_hours(locked)
            await locked.save(update_fields=[*columns, "version"])
        await record(viewer, "updateMyPreferences", viewer.account or viewer.contact)
    return await authenticate_again(viewer)


def _check(changes: dict[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name, value in changes.items():
        match name:
            case "quiet_from":
                columns[name] = _check_time(value, field="quietFrom")
            case "quiet_until":
                columns[name] = _check_time(value, field="quietUntil")
            case "channels":
                columns["prefers_email"] = Channel.EMAIL in value
                columns["prefers_sms"] = Channel.SMS in value
            case "locale":
                columns[name] = value
    return columns


def _check_time(value: str | None, *, field: str) -> str | None:
    """A time of the day such as 22:00."""
    if value is not None and not TIME.fullmatch(value):
        raise Invalid(ErrorCode.INVALID_TIME, field=field)
    return value


def _check_hours(contact: Contact) -> None:
    if (contact.quiet_from is None) != (contact.quiet_until is None):
        raise Invalid(ErrorCode.INVALID_TIME, field="quietFrom" if contact.quiet_from is None else "quietUntil")
    if contact.quiet_from is not None and contact.quiet_from == contact.quiet_until:
        raise Invalid(ErrorCode.INVALID_TIME, field="quietUntil")
