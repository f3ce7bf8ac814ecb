"""Everything that is kept about a contact, as data: what the law lets a person ask for."""

from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from auth.access import (
    visible_attachments,
    visible_deliveries,
    visible_guest_links,
    visible_incidents,
    visible_messages,
    visible_sub_incidents,
)
from auth.acts import require
from auth.register import (
    access_contact,
    visible_accounts,
    visible_audit_entries,
    visible_ownerships,
    visible_tenancies,
)
from auth.sign_in import sessions_by
from auth.viewer import Viewer
from models import Contact
from models.row import Row
from realtime.announce import announcing
from resolvers.audit import record

CONTACT = (
    "name", "type", "company", "trade", "email", "phone", "locale", "prefers_email", "prefers_sms",
    "quiet_from", "quiet_until", "created_at", "archived_at", "erased_at",
)  # fmt: skip
JOB = (
    "reference", "title", "status", "report", "decline_reason", "decision_reason", "decided_by", "created_at",
)  # fmt: skip


async def export_contact(viewer: Viewer, *, contact_id: UUID) -> dict[str, Any]:
    """All that is kept on a contact; that it was asked for is written down."""
    contact = await access_contact(viewer, contact_id)
    require(viewer, "exportContact")
    kept = await everything_about(viewer, contact)

    async with announcing():
        await record(viewer, "exportContact", contact)
    return kept


async def everything_about(viewer: Viewer, contact: Contact) -> dict[str, Any]:
    """Through the viewer's own doors: what others wrote in the same threads is theirs, and notes are of staff."""
    own, account = Q(contact_id=contact.id), Q(account_id=contact.account_id, account_id__isnull=False)
    incidents = await visible_incidents(viewer).filter(reporter_id=contact.id).order_by("reported_at")
    sides = await visible_sub_incidents(viewer).filter(party_id=contact.id).order_by("created_at")
    tenancies = await visible_tenancies(viewer).filter(tenant_id=contact.id).select_related("unit__property")
    ownerships = await visible_ownerships(viewer).filter(owner_id=contact.id)
    messages = await visible_messages(viewer).filter(author_contact_id=contact.id).order_by("created_at")
    files = await visible_attachments(viewer).filter(message__author_contact_id=contact.id).order_by("created_at")
    deliveries = await visible_deliveries(viewer).filter(own | account).order_by("created_at")
    links = await visible_guest_links(viewer).filter(contact_id=contact.id).order_by("created_at")
    entries = await visible_audit_entries(viewer).filter(own | account).order_by("created_at")
    accounts = await visible_accounts(viewer).filter(id=contact.account_id)
    return {
        "contact": _columns(contact, *CONTACT),
        "account": [_columns(row, "email", "created_at") for row in accounts],
        "tenancies": [
            {"address": row.unit.property.address, **_columns(row, "from_on", "until_on")} for row in tenancies
        ],
        "ownerships": [{"address": row.property.address, **_columns(row, "from_on", "until_on")} for row in ownerships],
        "incidents": [
            _columns(row, "reference", "title", "description", "reported_address", "status", "reported_at")
            for row in incidents
        ],
        "jobs and questions": [_columns(row, *JOB) for row in sides],
        "messages": [_columns(row, "body", "event", "created_at") for row in messages],
        "files": [_columns(row, "name", "content_type", "size", "created_at") for row in files],
        "letters": [_columns(row, "notice", "channel", "status", "created_at", "sent_at") for row in deliveries],
        "links": [_columns(row, "created_at", "expires_at", "revoked_at", "last_used_at") for row in links],
        "sessions": [
            _columns(row, "kind", "browser", "created_at", "last_used_at", "ended_at")
            for row in await sessions_by(contact)
        ],
        "acts": [_columns(row, "act", "address", "created_at") for row in entries],
    }


def _columns(row: Row, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
