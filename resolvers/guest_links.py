"""Links without a login: issuing and revoking them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import clock
from auth.access import access_guest_link, visible_guest_links
from auth.acts import require
from auth.addressees import correspondent_of
from auth.register import own_organisation
from auth.tokens import TokenKind, mint
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import Channel, Contact, Event, GuestLink, Incident, MessageKind, Notice, SubIncident, SubIncidentKind
from realtime.announce import Announce, announcing
from realtime.events import GuestLinkRevoked
from resolvers.appending import append_event, posted, tell, touch
from resolvers.audit import record
from resolvers.threads import subject_of
from settings import get_settings


@dataclass(frozen=True)
class IssuedLink:
    """A link with its address; the address holds the secret and is shown this once."""

    guest_link: GuestLink
    url: str


async def list_guest_links(viewer: Viewer, *, thread_ids: Collection[UUID]) -> dict[UUID, list[GuestLink]]:
    """The links to each thread, newest first."""
    found = await visible_guest_links(viewer).filter(thread_id__in=list(thread_ids)).order_by("-created_at", "-id")
    by_thread: dict[UUID, list[GuestLink]] = {thread_id: [] for thread_id in thread_ids}
    for link in found:
        by_thread[link.thread_id].append(link)
    return by_thread


async def get_guest_link(viewer: Viewer, *, guest_link_id: UUID) -> GuestLink | None:
    return await visible_guest_links(viewer).get_or_none(id=guest_link_id)


async def issue_guest_link(viewer: Viewer, *, thread_id: UUID, notify_by: Sequence[Channel] = ()) -> IssuedLink:
    """A link to a thread for the contact in it; with `notify_by`, the contact is sent one of its own as well."""
    subject = await subject_of(viewer, thread_id)
    require(viewer, "issueGuestLink")
    contact = await correspondent_of(subject)
    if contact is None:
        raise Invalid(ErrorCode.WRONG_CONTACT_TYPE, field="threadId")
    notice = _letter_for(subject)
    if notify_by and notice is None:
        raise Invalid(ErrorCode.NOTHING_TO_SEND, field="notifyBy")
    if any(contact.address_for(channel) is None for channel in notify_by):
        raise Invalid(ErrorCode.NO_ADDRESS, field="notifyBy")
    organisation = await own_organisation(viewer)
    minted = mint(TokenKind.GUEST)

    async with announcing() as announce:
        link = await GuestLink.create(
            organisation_id=organisation.id,
            thread_id=thread_id,
            contact=contact,
            issued_by=viewer.employee,
            token_hash=minted.hash,
            expires_at=clock.now() + timedelta(days=organisation.guest_link_days),
        )
        if notice is not None:
            await tell(notice, contact, subject, channels=notify_by)
        await _note(announce, viewer, subject, Event.LINK_ISSUED, contact)
        await record(viewer, "issueGuestLink", link)
    return IssuedLink(guest_link=link, url=f"{get_settings().base_url}/l#{minted.secret}")


async def revoke_guest_link(viewer: Viewer, *, guest_link_id: UUID) -> GuestLink:
    """From now on the link opens nothing, and what was opened with it falls silent."""
    link = await access_guest_link(viewer, guest_link_id)
    require(viewer, "revokeGuestLink")
    subject = await subject_of(viewer, link.thread_id)

    async with announcing() as announce:
        await _note(announce, viewer, subject, Event.LINK_REVOKED, link.contact)
        await GuestLink.filter(id=link.id, revoked_at__isnull=True).update(revoked_at=clock.now())
        announce(GuestLinkRevoked(guest_link_id=link.id))
        await record(viewer, "revokeGuestLink", link)
    return await access_guest_link(viewer, guest_link_id)


async def revoke_links_of(
    announce: Announce, viewer: Viewer, *, contact_id: UUID, thread_id: UUID | None = None
) -> None:
    """A contact no longer belongs in a thread, or in any: its links open nothing from now on. A step of acts."""
    standing = visible_guest_links(viewer).filter(contact_id=contact_id, revoked_at__isnull=True)
    if thread_id is not None:
        standing = standing.filter(thread_id=thread_id)
    ids = [link.id for link in await standing]
    await GuestLink.filter(id__in=ids).update(revoked_at=clock.now())
    for link_id in ids:
        announce(GuestLinkRevoked(guest_link_id=link_id))


def _letter_for(subject: Incident | SubIncident) -> Notice | None:
    """The letter that brings a contact its link."""
    if isinstance(subject, Incident):
        return Notice.REPORT_CONFIRMED
    letters = {
        SubIncidentKind.WORK_ORDER: Notice.WORK_ORDER_GIVEN,
        SubIncidentKind.OWNER_CONSULTATION: Notice.OWNER_CONSULTATION_ASKED,
    }
    return letters.get(subject.kind) if subject.is_open else None


async def _note(
    announce: Announce, viewer: Viewer, subject: Incident | SubIncident, event: Event, contact: Contact
) -> None:
    """Staff can read back who could get in when."""
    await touch(subject)
    await append_event(
        subject.thread, event, author=viewer, facts={"contact": contact.display_name}, kind=MessageKind.NOTE
    )
    announce(await posted(subject, MessageKind.NOTE))
