"""Mijn Portaal: letting a contact into it, and taking that back."""

from uuid import UUID

from auth.acts import require
from auth.doors import lock
from auth.register import access_contact, visible_accounts
from auth.sign_in import contacts_of
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import Account, Channel, Contact, Notice
from notifications import outbox
from realtime.announce import Announce, announcing
from realtime.events import RightsChanged
from resolvers.audit import record
from resolvers.sessions import end_sessions


async def invite_to_portal(viewer: Viewer, *, contact_id: UUID) -> Contact:
    """Give a contact the account with its e-mail address, and send a letter about it; once more sends one more.

    Contacts of one organisation with one address share an account.
    """
    contact = await access_contact(viewer, contact_id)
    require(viewer, "inviteToPortal")

    async with announcing() as announce:
        locked = await lock(contact)
        account = await _account_for(viewer, locked)
        if locked.account_id != account.id:
            await _attach(announce, viewer, locked, account)
        await outbox.enqueue(
            Notice.PORTAL_INVITATION,
            to=account,
            organisation_id=account.organisation_id,
            channels=[Channel.EMAIL],
            dedupe_key=f"invitation:{account.id.hex}",
        )
        announce(RightsChanged(contact_ids=tuple(row.id for row in await contacts_of(account))))
        await record(viewer, "inviteToPortal", contact)
    return await access_contact(viewer, contact_id)


async def end_portal_access(viewer: Viewer, *, contact_id: UUID) -> Contact:
    """Take a contact out of its account; who was in by it alone is signed out. Guest links go on working."""
    contact = await access_contact(viewer, contact_id)
    require(viewer, "endPortalAccess")

    async with announcing() as announce:
        locked = await lock(contact)
        if locked.account_id is not None:
            await _attach(announce, viewer, locked, None)
            await record(viewer, "endPortalAccess", contact)
    return await access_contact(viewer, contact_id)


async def _account_for(viewer: Viewer, contact: Contact) -> Account:
    """The account with the address of the contact, made when there is none; two who make it at once make one."""
    if contact.is_archived:
        raise Invalid(ErrorCode.CONTACT_ARCHIVED, field="contactId")
    if contact.email is None:
        raise Invalid(ErrorCode.NO_ADDRESS, field="contactId")
    email = contact.email.lower()
    await Account.bulk_create([Account(organisation_id=contact.organisation_id, email=email)], ignore_conflicts=True)
    return await visible_accounts(viewer).get(email=email)


async def _attach(announce: Announce, viewer: Viewer, contact: Contact, account: Account | None) -> None:
    """Move a locked contact to an account, or out of the one that it has."""
    former_id, contact.account_id = contact.account_id, account.id if account else None
    contact.version += 1
    await contact.save(update_fields=["account_id", "version"])
    await close_when_empty(announce, viewer, former_id)
    announce(RightsChanged(contact_ids=(contact.id,)))


async def close_when_empty(announce: Announce, viewer: Viewer, account_id: UUID | None) -> None:
    """An account that a contact left lets nobody in without one, nor later by what was opened, sent or known before.

    A step of acts. Under the account's lock: the last two contacts may leave at once.
    """
    account = await visible_accounts(viewer).get_or_none(id=account_id)
    if account is not None and not await contacts_of(await lock(account)):
        await end_sessions(announce, account)
        await Account.filter(id=account.id).update(password_hash=None)
