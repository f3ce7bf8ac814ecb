"""What an organisation keeps no longer than its settings say: the audit trail, its letters, and tenants who left."""

from datetime import timedelta
from uuid import UUID

import clock
from auth.register import visible_contacts
from auth.terms import list_keepers, tenants_done_with
from auth.viewer import the_house
from models import AuditEntry, Delivery, DeliveryStatus, Organisation
from realtime.announce import announcing
from resolvers.audit import record
from resolvers.erasing import erase, is_in_use, lock_after_heads

MONTH = timedelta(days=30)
OF_NOBODY = timedelta(days=90)  # attempts to sign in as somebody that there is not
OVER = (DeliveryStatus.SENT, DeliveryStatus.SKIPPED, DeliveryStatus.FAILED)
AT_ONCE = 100


async def forget_what_is_past() -> None:
    """Of every organisation, by its own settings."""
    await AuditEntry.filter(organisation_id__isnull=True, created_at__lt=clock.now() - OF_NOBODY).delete()
    for organisation in await list_keepers():
        await _forget(organisation)


async def _forget(organisation: Organisation) -> None:
    own, now = {"organisation_id": organisation.id}, clock.now()
    await AuditEntry.filter(**own, created_at__lt=now - timedelta(days=organisation.audit_days)).delete()
    if organisation.delivery_days is not None:
        past = now - timedelta(days=organisation.delivery_days)
        await Delivery.filter(**own, status__in=OVER, created_at__lt=past).delete()
    if organisation.reporter_months is not None:
        past = now - organisation.reporter_months * MONTH
        for contact_id in await tenants_done_with(organisation, past, AT_ONCE):
            await _erase_one(organisation, contact_id)


async def _erase_one(organisation: Organisation, contact_id: UUID) -> None:
    """Unless something has begun with the contact meanwhile."""
    house = the_house(organisation.id)
    async with announcing() as announce:
        contact = await lock_after_heads(house, await visible_contacts(house).get(id=contact_id))
        if not contact.is_erased and not await is_in_use(house, contact_id):
            await erase(announce, house, contact, removes_content=False)
            await record(house, "eraseContact", contact)
