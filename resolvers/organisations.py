"""The organisation that the viewer belongs to, and its settings."""

from typing import Any
from uuid import UUID

from auth.acts import require
from auth.register import find_organisation, own_organisation
from auth.viewer import Viewer
from models import Channel, Organisation
from models.audit_guards import LEAST_DAYS
from realtime.announce import announcing
from resolvers.audit import record
from resolvers.checks import (
    NAME_LENGTH,
    check_email,
    check_optional_text,
    check_phone,
    check_range,
    check_text,
    check_version,
)
from resolvers.versions import save_changes

# What may be given for a number, and the name of its input field.
RANGES = {
    "guest_link_days": ("guestLinkDays", 1, 365),
    "contractor_reminder_days": ("contractorReminderDays", 1, 90),
    "owner_reminder_days": ("ownerReminderDays", 1, 90),
    "owner_answer_days": ("ownerAnswerDays", 1, 90),
    "audit_days": ("auditDays", LEAST_DAYS, 3650),
    "delivery_days": ("deliveryDays", 30, 3650),
    "reporter_months": ("reporterMonths", 1, 120),
}


async def get_organisation(viewer: Viewer, *, organisation_id: UUID | None = None) -> Organisation | None:
    """The viewer's own organisation; asked for another, it is not there."""
    if not viewer.is_signed_in or organisation_id not in {None, viewer.organisation_id}:
        return None
    return await own_organisation(viewer)


async def find_by_slug(viewer: Viewer, *, slug: str) -> Organisation | None:
    """An organisation by its name in addresses; who is signed in finds only its own."""
    return await find_organisation(viewer, slug)


async def update_settings(
    viewer: Viewer, *, changes: dict[str, Any], expected_version: int | None = None
) -> Organisation:
    """Change the settings that stand in `changes`. Terms are in whole days; None switches one off."""
    require(viewer, "updateSettings")
    organisation = await own_organisation(viewer)
    check_version(organisation, expected_version)
    columns = _check(changes)

    async with announcing():
        await save_changes(organisation, columns)
        await record(viewer, "updateSettings", organisation)
    return await own_organisation(viewer)


def _check(given: dict[str, Any]) -> dict[str, Any]:
    """The columns for what a client gave, checked and normalised."""
    columns: dict[str, Any] = {}
    for name, value in given.items():
        match name:
            case "name":
                columns[name] = check_text(value, field=name, limit=NAME_LENGTH)
            case "mail_name":
                columns[name] = check_optional_text(value, field="mailName", limit=NAME_LENGTH)
            case "email":
                columns[name] = check_email(value, field=name)
            case "mail_address":
                columns[name] = check_email(value, field="mailAddress")
            case "phone":
                columns[name] = check_phone(value, field=name)
            case "confirmation_channels":
                columns["confirms_by_email"] = Channel.EMAIL in value
                columns["confirms_by_sms"] = Channel.SMS in value
            case _ if name in RANGES and value is not None:
                field, least, most = RANGES[name]
                columns[name] = check_range(value, field=field, least=least, most=most)
            case _:
                columns[name] = value
    return columns
