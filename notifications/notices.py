"""Each letter and SMS, written at the moment that it is carried, as its reader may read it then."""

from datetime import timedelta
from email.message import EmailMessage

import clock
from auth.tokens import TokenKind, mint
from models import Delivery, GuestLink
from notifications import invitations, letters, texts
from notifications.drafts import draft
from notifications.letters import Post
from notifications.reading import Reading, read
from notifications.texts import Text
from notifications.wording import Draft
from settings import Settings

Written = tuple[Draft, Post, str]


async def write_letter(delivery: Delivery, settings: Settings) -> EmailMessage | None:
    """The e-mail; None when it need not, or may not, be sent any more."""
    written = await _write(delivery, settings)
    if written is None:
        return None
    said, post, link = written
    return letters.compose(said, post, link=link, settings=settings)


async def write_text(delivery: Delivery, settings: Settings) -> Text | None:
    """The SMS: a reference and a link, and nothing about anybody. None when it need not be sent any more."""
    written = await _write(delivery, settings)
    if written is None:
        return None
    said, post, link = written
    return texts.compose(said, post, link=link)


async def _write(delivery: Delivery, settings: Settings) -> Written | None:
    """What to say, to whom, and the link that goes with it: made last, when it is certain that it goes."""
    if delivery.notice in invitations.LASTS:
        invitation = await invitations.read_invitation(delivery)
        if invitation is None:
            return None
        link = await invitations.sign_in_link_for(invitation, settings)
        return invitations.draft_invitation(invitation), invitation, link
    reading = await read(delivery)
    said = await draft(reading) if reading else None
    if reading is None or said is None:
        return None
    return said, reading, await _link_for(reading, settings)


async def _link_for(reading: Reading, settings: Settings) -> str:
    """An employee's desk; for a contact a fresh link, so that its secret is nowhere but in what is carried now."""
    if reading.head is not None:
        return f"{settings.base_url}/desk/incidents/{reading.head.reference}"
    minted = mint(TokenKind.GUEST)
    await GuestLink.create(
        organisation=reading.organisation,
        thread=reading.thread,
        contact_id=reading.delivery.contact_id,
        token_hash=minted.hash,
        expires_at=clock.now() + timedelta(days=reading.organisation.guest_link_days),
    )
    return f"{settings.base_url}/l#{minted.secret}"
