"""Who is told, and over which channels they can be reached."""

from collections.abc import Sequence

from models import Account, Channel, Contact, Employee, Organisation

Recipient = Contact | Employee | Account


def channels_of(recipient: Recipient, asked_for: Sequence[Channel] | None = None) -> list[Channel]:
    """The channels asked for, or else those that a contact prefers, as far as there is an address for them.

    Employees are told by e-mail. Empty when the recipient cannot be told: an act may want to refuse with NO_ADDRESS.
    """
    wanted = _preferred(recipient) if asked_for is None else asked_for
    return [channel for channel in Channel if channel in wanted and address_of(recipient, channel)]


def confirmation_channels(organisation: Organisation, contact: Contact) -> list[Channel]:
    """How a reporter is told that the report arrived: by what the organisation chose and the contact has."""
    wanted = [(Channel.EMAIL, organisation.confirms_by_email), (Channel.SMS, organisation.confirms_by_sms)]
    return channels_of(contact, [channel for channel, is_wanted in wanted if is_wanted])


def address_of(recipient: Recipient, channel: Channel) -> str | None:
    """The e-mail address or phone number; None for somebody who has none, or is not written to any more."""
    if isinstance(recipient, Contact):
        return None if recipient.is_archived else recipient.address_for(channel)
    if isinstance(recipient, Account):
        return recipient.email if channel is Channel.EMAIL else None
    if not recipient.is_active:
        return None
    return recipient.email if channel is Channel.EMAIL else recipient.phone


def _preferred(recipient: Recipient) -> Sequence[Channel]:
    return recipient.preferred_channels if isinstance(recipient, Contact) else [Channel.EMAIL]
