"""Letters that are about no thread: they let somebody in, by a link that signs in once."""

from dataclasses import dataclass
from datetime import timedelta

import clock
from auth.addressees import addressed
from auth.sign_in import contacts_of
from auth.tokens import TokenKind, mint
from models import Account, Contact, Delivery, Employee, Notice, SignInLink
from notifications.reading import Envelope
from notifications.recipients import address_of
from notifications.wording import Draft
from settings import Settings

LASTS = {
    Notice.PORTAL_INVITATION: timedelta(days=7),
    Notice.EMPLOYEE_INVITATION: timedelta(days=7),
    Notice.SIGN_IN_LINK: timedelta(minutes=15),
}


@dataclass(frozen=True)
class Invitation(Envelope):
    """A delivery with who may sign in by it: an account is addressed as its first contact."""

    holder: Account | Employee

    @property
    def title(self) -> str:
        return self.organisation.name

    @property
    def is_personal(self) -> bool:
        return True

    @property
    def conversation(self) -> str | None:
        return None


async def read_invitation(delivery: Delivery) -> Invitation | None:
    """The delivery as it stands now; None when its holder may not sign in any more, or needs no invitation."""
    delivery = await addressed(delivery)
    holder = delivery.account or delivery.employee
    address = address_of(holder, delivery.channel) if holder else None
    recipient = await _recipient_of(holder) if holder else None
    if holder is None or address is None or recipient is None:
        return None
    if delivery.notice is Notice.EMPLOYEE_INVITATION and holder.password_hash is not None:
        return None
    return Invitation(delivery, recipient, address, delivery.organisation, holder)


def draft_invitation(invitation: Invitation) -> Draft:
    """What it says: nothing but who asks whom in."""
    return Draft(invitation.delivery.notice.lower(), {"organisation": invitation.organisation.name})


async def sign_in_link_for(invitation: Invitation, settings: Settings) -> str:
    """A fresh link, so that its secret is nowhere but in what is carried now."""
    minted = mint(TokenKind.SIGN_IN)
    await SignInLink.create(
        organisation=invitation.organisation,
        account=invitation.delivery.account,
        employee=invitation.delivery.employee,
        token_hash=minted.hash,
        expires_at=clock.now() + LASTS[invitation.delivery.notice],
    )
    return f"{settings.base_url}/sign-in/{invitation.organisation.slug}#{minted.secret}"


async def _recipient_of(holder: Account | Employee) -> Contact | Employee | None:
    if isinstance(holder, Employee):
        return holder
    contacts = await contacts_of(holder)
    return contacts[0] if contacts else None
