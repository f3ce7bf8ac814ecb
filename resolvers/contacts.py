"""Contacts: finding, adding and changing people outside."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

import clock
from auth.acts import require
from auth.register import (
    access_contact,
    has_account_elsewhere,
    visible_contacts,
    visible_ownerships,
    visible_properties,
    visible_tenancies,
    visible_units,
)
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import Channel, Contact, ContactType, Locale
from models.mentions import HasPart
from models.named_rows import OneOf, Together
from realtime.announce import Announce, announcing
from realtime.events import RightsChanged
from resolvers import idempotency, open_work
from resolvers.accounts import close_when_empty
from resolvers.audit import record
from resolvers.checks import (
    NAME_LENGTH,
    TRADE_LENGTH,
    check_email,
    check_optional_text,
    check_phone,
    check_text,
    check_version,
)
from resolvers.finding import find_page
from resolvers.guest_links import revoke_links_of
from resolvers.pages import Order, Page, PageRequest, read_page
from resolvers.searching import at_address, matching_people, sought, telling
from resolvers.versions import archiving, save_changes

BY_NAME = Order(("name", "id"))
NEAREST = 500


@dataclass(frozen=True)
class ContactFilter:
    """Which contacts; what is None does not filter."""

    type: ContactType | None = None
    search: str | None = None
    is_archived: bool = False


async def list_contacts(viewer: Viewer, *, wanted: ContactFilter, request: PageRequest) -> Page[Contact]:
    """Contacts by name.

    A search looks in name, company, trade, e-mail and phone, and at the address of what they rent or own.
    """
    rows = visible_contacts(viewer).filter(archived_at__isnull=not wanted.is_archived)
    if wanted.type is not None:
        rows = rows.filter(type=wanted.type)
    if text := sought(wanted.search):
        is_so = matching_people(text, partial(_holds, viewer))
        rows = await find_page(
            rows,
            is_so=is_so,
            nearest=NEAREST,
            hits=OneOf("id", _telling(viewer, text)),
            is_hit_so=is_so,
            order=BY_NAME,
            request=request,
        )
    return await read_page(rows, BY_NAME, request)


async def get_contact(viewer: Viewer, *, contact_id: UUID) -> Contact | None:
    return await visible_contacts(viewer).get_or_none(id=contact_id)


async def list_contacts_by_id(viewer: Viewer, *, contact_ids: Collection[UUID]) -> dict[UUID, Contact]:
    return {contact.id: contact for contact in await visible_contacts(viewer).filter(id__in=list(contact_ids))}


async def list_first_contacts(viewer: Viewer, *, account_ids: Collection[UUID]) -> dict[UUID, Contact]:
    """The first contact of each account: the one that its letters are addressed to."""
    found = visible_contacts(viewer).filter(account_id__in=list(account_ids), archived_at__isnull=True)
    newest_first = await found.order_by("-created_at", "-id")
    return {contact.account_id: contact for contact in newest_first if contact.account_id is not None}


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
            made = await Contact.create(
                id=claim.subject_id, organisation_id=viewer.organisation_id, type=type, **columns
            )
            await record(viewer, "createContact", made)
    return await access_contact(viewer, claim.subject_id)


async def update_contact(
    viewer: Viewer, *, contact_id: UUID, changes: dict[str, Any], expected_version: int | None = None
) -> Contact:
    """Change what stands in `changes`; the type of a contact never changes.

    Who is archived reaches nothing any more: its links are revoked and its account lets go of it. The account does so
    too when the e-mail address becomes another than its own, for whoever has the old mailbox can sign in by it.
    """
    contact = await access_contact(viewer, contact_id)
    require(viewer, "updateContact")
    check_version(contact, expected_version)
    columns = {**_check(changes), **archiving(contact, changes)}

    async with announcing() as announce:
        locked = await save_changes(contact, columns)
        if locked.is_archived and not contact.is_archived:
            await _cut_off(announce, viewer, locked)
        elif contact.email != locked.email and await has_account_elsewhere(locked, locked.email):
            await _let_go_of_account(announce, viewer, locked)
        await record(viewer, "updateContact", contact)
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
                columns[name] = check_optional_text(value, field=name, limit=TRADE_LENGTH)
            case "email":
                columns[name] = check_email(value, field=name)
            case "phone":
                columns[name] = check_phone(value, field=name)
            case "is_archived":
                pass  # it depends on the contact
            case "preferred_channels":
                columns["prefers_email"] = Channel.EMAIL in value
                columns["prefers_sms"] = Channel.SMS in value
            case _:
                columns[name] = value
    return columns


async def _cut_off(announce: Announce, viewer: Viewer, contact: Contact) -> None:
    """A step: the caller holds the contact's lock, which a new sub-incident for it has to wait for."""
    if await open_work.is_party_of_something_open(viewer, contact_id=contact.id):
        raise Invalid(ErrorCode.CONTACT_IN_USE, field="isArchived")
    await revoke_links_of(announce, viewer, contact_id=contact.id)
    await _let_go_of_account(announce, viewer, contact)


async def _let_go_of_account(announce: Announce, viewer: Viewer, contact: Contact) -> None:
    """A step: by its account nobody is this contact any more."""
    await Contact.filter(id=contact.id).update(account_id=None)
    await close_when_empty(announce, viewer, contact.account_id)
    announce(RightsChanged(contact_ids=(contact.id,)))


def _holds(viewer: Viewer, word: str) -> Q:
    """That a contact has a word in its own texts, or in the address of what it rents or owns."""
    neighbours: Any = Together(_at_address(viewer, word))
    return HasPart(word) | Q(id__in=neighbours)


def _telling(viewer: Viewer, text: str) -> Together:
    """Who may be found by a text, by the longest of its words; among them all who are."""
    first, *others = telling(text)
    named = [visible_contacts(viewer).filter(HasPart(part)).values("id") for part in (first, *others)]
    return Together([*named, *_at_address(viewer, first)])


def _at_address(viewer: Viewer, word: str) -> list[Any]:
    """The contacts that rent or own something, or are going to, that has the word in its address."""
    is_not_over = Q(until_on__isnull=True) | Q(until_on__gte=clock.today())
    properties = Together([visible_properties(viewer).filter(at_address(word)).values("id")])
    units = visible_units(viewer)
    homes = Together([units.filter(each).values("id") for each in (HasPart(word), OneOf("property_id", properties))])
    tenants = visible_tenancies(viewer).filter(is_not_over, OneOf("unit_id", homes))
    owners = visible_ownerships(viewer).filter(is_not_over, OneOf("property_id", properties))
    return [tenants.values("tenant_id"), owners.values("owner_id")]
