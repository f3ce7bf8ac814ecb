"""Contacts: finding, adding and changing people outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from auth.acts import require
from auth.doors import lock_unchanged
from auth.register import access_contact, visible_contacts
from auth.viewer import Viewer
from models import Channel, Contact, ContactType, Locale
from realtime.announce import announcing
from resolvers import idempotency
from resolvers.checks import NAME_LENGTH, check_email, check_optional_text, check_phone, check_text, check_version
from resolvers.pages import Order, Page, PageRequest, read_page

BY_NAME = Order(("name", "id"))


@dataclass(frozen=True)
class ContactFilter:
    """Which contacts; what is None does not filter."""

    type: ContactType | None = None
    search: str | None = None
    is_archived: bool = False


async def list_contacts(viewer: Viewer, *, wanted: ContactFilter, request: PageRequest) -> Page[Contact]:
    """Contacts by name; a search looks in name, company, trade, e-mail and phone."""
    rows = visible_contacts(viewer).filter(archived_at__isnull=not wanted.is_archived)
    if wanted.type is not None:
        rows = rows.filter(type=wanted.type)
    if wanted.search is not None and (text := wanted.search.strip()):
        columns = ("name", "company", "trade", "email", "phone")
        rows = rows.filter(Q(*(Q(**{f"{column}__icontains": text}) for column in columns), join_type=Q.OR))
    return await read_page(rows, BY_NAME, request)


async def get_contact(viewer: Viewer, *, contact_id: UUID) -> Contact | None:
    return await visible_contacts(viewer).get_or_none(id=contact_id)


async def create_contact(
    viewer: Viewer,
    *,
    type: ContactType,
    name: str,
    company: str | None = None,
    trade: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    locale: Locale = Locale.NL,
    preferred_channels: Sequence[Channel] = (Channel.EMAIL,),
    idempotency_key: str,
) -> Contact:
    """Add a contact with its type."""
    require(viewer, "createContact")
    columns = _check(
        {
            "name": name,
            "company": company,
            "trade": trade,
            "email": email,
            "phone": phone,
            "locale": locale,
            "preferred_channels": preferred_channels,
        }
    )

    async with announcing():
        claim = await idempotency.claim(viewer, "createContact", idempotency_key, {"type": type, **columns})
        if not claim.is_repeated:
            await Contact.create(id=claim.subject_id, organisation_id=viewer.organisation_id, type=type, **columns)
    return await access_contact(viewer, claim.subject_id)


async def update_contact(
    viewer: Viewer, *, contact_id: UUID, changes: dict[str, Any], expected_version: int | None = None
) -> Contact:
    """Change what stands in `changes`; the type of a contact never changes."""
    contact = await access_contact(viewer, contact_id)
    require(viewer, "updateContact")
    check_version(contact, expected_version)
    columns = _check(changes)

    async with announcing():
        locked = await lock_unchanged(contact)
        locked.update_from_dict({**columns, "version": locked.version + 1})
        await locked.save(update_fields=[*columns, "version"])
    return await access_contact(viewer, contact_id)


def _check(given: dict[str, Any]) -> dict[str, Any]:
    """The columns for what a client gave, checked and normalised."""
    columns: dict[str, Any] = {}
    for name, value in given.items():
        match name:
            case "name":
                columns[name] = check_text(value or "", field=name, limit=NAME_LENGTH)
            case "company":
                columns[name] = check_optional_text(value, field=name, limit=NAME_LENGTH)
            case "trade":
                columns[name] = check_optional_text(value, field=name, limit=100)
            case "email":
                columns[name] = check_email(value, field=name)
            case "phone":
                columns[name] = check_phone(value, field=name)
            case "preferred_channels":
                columns["prefers_email"] = Channel.EMAIL in value
                columns["prefers_sms"] = Channel.SMS in value
            case _:
                columns[name] = value
    return columns
