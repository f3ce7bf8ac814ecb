"""Erasing a contact: the threads keep their shape, and the person goes out of them. See docs/decisions/0015."""

from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

import clock
from auth.access import (
    copies_of,
    visible_attachments,
    visible_guest_links,
    visible_incidents,
    visible_messages,
    visible_sub_incidents,
)
from auth.acts import require
from auth.doors import lock
from auth.register import access_contact, own_organisation, visible_contacts, visible_ownerships, visible_tenancies
from auth.viewer import Viewer
from catalogue import say
from errors import ErrorCode, Invalid
from models import (
    INCIDENT_MOVES,
    Account,
    Attachment,
    Contact,
    Delivery,
    DeliveryStatus,
    IdempotencyKey,
    Incident,
    Message,
    MessageDraft,
    Session,
    SubIncident,
)
from models.period import holds_on
from realtime.announce import Announce, announcing
from realtime.events import RightsChanged
from resolvers import open_work
from resolvers.accounts import close_when_empty
from resolvers.audit import record
from resolvers.guest_links import revoke_links_of
from resolvers.message_drafts import LEFT_OUT


async def erase_contact(viewer: Viewer, *, contact_id: UUID, removes_content: bool = False) -> Contact:
    """Leave nothing that says who a contact was; with `removes_content` not what it wrote and sent either.

    Only of who is done with: nothing open, nothing rented or owned today. Erased once more, nothing happens.
    """
    contact = await access_contact(viewer, contact_id)
    require(viewer, "eraseContact")

    async with announcing() as announce:
        locked = await lock_after_heads(viewer, contact)
        if not locked.is_erased:
            if await is_in_use(viewer, contact.id):
                raise Invalid(ErrorCode.CONTACT_IN_USE, field="contactId")
            await erase(announce, viewer, locked, removes_content=removes_content)
            await record(viewer, "eraseContact", contact)
    return await access_contact(viewer, contact_id)


async def lock_after_heads(viewer: Viewer, contact: Contact) -> Contact:
    """The contact, held until the transaction ends; before it the heads of its threads, as who writes there does."""
    reported = await visible_incidents(viewer).filter(reporter_id=contact.id)
    done = await visible_sub_incidents(viewer).filter(party_id=contact.id)
    ids = {*(head.id for head in reported), *(side.incident_id for side in done)}
    for head in await visible_incidents(viewer).filter(id__in=list(ids)).order_by("id"):
        await lock(head)
    return await lock(contact)


async def is_in_use(viewer: Viewer, contact_id: UUID) -> bool:
    """Whether something is still going on with a contact."""
    reported = visible_incidents(viewer).filter(reporter_id=contact_id, status__in=INCIDENT_MOVES.open_states())
    rented = visible_tenancies(viewer).filter(holds_on(clock.today()), tenant_id=contact_id)
    owned = visible_ownerships(viewer).filter(holds_on(clock.today()), owner_id=contact_id)
    return (
        await open_work.is_party_of_something_open(viewer, contact_id=contact_id)
        or await reported.exists()
        or await rented.exists()
        or await owned.exists()
    )


async def erase(announce: Announce, viewer: Viewer, contact: Contact, *, removes_content: bool) -> None:
    """A step of acts, which hold the contact's lock."""
    nameless = say((await own_organisation(viewer)).locale, "person.erased")
    actors = [f"contact:{contact.id.hex}"]
    await _close_the_doors(announce, viewer, contact)
    if contact.account_id is not None:
        actors += await _drop_account(announce, viewer, contact)
    await IdempotencyKey.filter(actor__in=actors).delete()
    await _forget_post(contact)
    await _forget_names(viewer, contact, nameless)
    if removes_content:
        await _remove_content(viewer, contact)
    await _rename_files(actors, viewer, contact)
    await _empty(contact, nameless)
    announce(RightsChanged(contact_ids=(contact.id,)))


async def _close_the_doors(announce: Announce, viewer: Viewer, contact: Contact) -> None:
    await revoke_links_of(announce, viewer, contact_id=contact.id)
    links = await visible_guest_links(viewer).filter(contact_id=contact.id)
    await Session.filter(guest_link_id__in=[link.id for link in links]).delete()


async def _drop_account(announce: Announce, viewer: Viewer, contact: Contact) -> list[str]:
    """An account goes with the last contact that it holds, and its letters with it; as which actor it was known."""
    account_id = contact.account_id
    await Contact.filter(id=contact.id).update(account_id=None)
    await close_when_empty(announce, viewer, account_id)
    if account_id is None or await visible_contacts(viewer).filter(account_id=account_id).exists():
        return []
    await Delivery.filter(account_id=account_id).delete()
    await Account.filter(id=account_id).delete()
    return [f"account:{account_id.hex}"]


async def _forget_post(contact: Contact) -> None:
    """What waits is not sent; what a mail server said of a letter may hold an address."""
    await Delivery.filter(contact_id=contact.id).update(last_error=None)
    await Delivery.filter(contact_id=contact.id, status=DeliveryStatus.PENDING).update(
        status=DeliveryStatus.SKIPPED, dedupe_key=None
    )


async def _forget_names(viewer: Viewer, contact: Contact, nameless: str) -> None:
    """In what the system wrote of them; what people wrote is theirs."""
    names = {contact.name, contact.display_name}
    await Incident.filter(reporter_id=contact.id).update(reported_address=None)
    await SubIncident.filter(party_id=contact.id, decided_by__in=list(names)).update(decided_by=nameless)
    threads = await _threads_of(viewer, contact)
    for message in await visible_messages(viewer, threads).filter(event__isnull=False):
        facts = {key: nameless if fact in names else fact for key, fact in message.event_facts.items()}
        if facts != message.event_facts:
            message.event_facts = facts
            await message.save(update_fields=["event_facts"])


async def _threads_of(viewer: Viewer, contact: Contact) -> Collection[UUID]:
    """Where the contact took part, or could have."""
    places: list[QuerySet[Any]] = [
        visible_incidents(viewer).filter(reporter_id=contact.id),
        visible_sub_incidents(viewer).filter(party_id=contact.id),
        visible_guest_links(viewer).filter(contact_id=contact.id),
        visible_messages(viewer).filter(author_contact_id=contact.id),
    ]
    return {row.thread_id for rows in places for row in await rows}


async def _remove_content(viewer: Viewer, contact: Contact) -> None:
    """What they wrote and sent, also as a reason and in copies that wait; housekeeping takes the bytes away."""
    by_them = Q(author_contact_id=contact.id) | Q(on_behalf_of_id=contact.id)
    said = await visible_messages(viewer).filter(by_them)
    written = [message.id for message in said if message.author_contact_id == contact.id]
    await Message.filter(id__in=written).exclude(body="").update(body=LEFT_OUT)
    for message in said:
        if message.event_facts.get("reason"):
            facts = {**message.event_facts, "reason": LEFT_OUT}
            await Message.filter(id=message.id).update(event_facts=facts)
    copies = [draft.id for draft in await copies_of(viewer, written)]
    files = Q(message_id__in=written) | Q(draft_id__in=copies)
    await Attachment.filter(files).update(discarded_at=clock.now())
    await MessageDraft.filter(id__in=copies).delete()
    await Incident.filter(reporter_id=contact.id).update(description=LEFT_OUT)
    for column in ("report", "decline_reason", "decision_reason"):
        await SubIncident.filter(party_id=contact.id, **{f"{column}__isnull": False}).update(**{column: LEFT_OUT})


async def _rename_files(actors: Collection[str], viewer: Viewer, contact: Contact) -> None:
    """A file is often called after who is in it."""
    name = say((await own_organisation(viewer)).locale, "person.file")
    theirs = visible_attachments(viewer).filter(message__author_contact_id=contact.id)
    for file in [*await theirs, *await visible_attachments(viewer).filter(uploader__in=list(actors))]:
        await Attachment.filter(id=file.id).update(name=f"{name}{PurePosixPath(file.name).suffix}")


async def _empty(contact: Contact, nameless: str) -> None:
    contact.update_from_dict(
        {
            "name": nameless,
            **dict.fromkeys(("company", "trade", "email", "phone", "quiet_from", "quiet_until", "account_id")),
            "archived_at": contact.archived_at or clock.now(),
            "erased_at": clock.now(),
            "version": contact.version + 1,
        }
    )
    await contact.save()
