"""Looking again at many who listen, all at once: who would be let in as the same as before?

What `auth.sign_in` says of one session, as a query for as many as there are.
"""

from typing import Any
from uuid import UUID

import clock
from auth.sign_in import contacts_of, standing_sessions
from auth.viewer import Audience, Viewer
from models import Account, EmployeeRole
from models.narrowing import Attention


async def standing(viewer: Viewer, session_ids: list[UUID]) -> set[UUID]:
    """Which of these sessions still make a viewer that reaches the same as this one."""
    if viewer.account is not None and not await _holds_as_before(viewer.account, viewer):
        return set()
    sessions = standing_sessions().filter(id__in=session_ids, **_still_is(viewer))
    return await _attention.reading(lambda: _ids(sessions))


def _still_is(viewer: Viewer) -> dict[str, Any]:
    """What its session leads to while it is who it was."""
    if viewer.employee is not None:
        role = EmployeeRole.ADMIN if Audience.ADMIN in viewer.audience else EmployeeRole.AGENT
        return {
            "employee__organisation_id": viewer.organisation_id,
            "employee__deactivated_at__isnull": True,
            "employee__role": role,
            "employee__locale": viewer.own_locale,
        }
    if viewer.account is not None:
        return {"account_id": viewer.account.id}
    [contact_id] = viewer.contact_ids
    return {
        "guest_link__revoked_at__isnull": True,
        "guest_link__expires_at__gt": clock.now(),
        "guest_link__thread_id": viewer.guest_thread_id,
        "guest_link__contact_id": contact_id,
        "guest_link__contact__archived_at__isnull": True,
        "guest_link__contact__locale": viewer.own_locale,
    }


async def _holds_as_before(account: Account, viewer: Viewer) -> bool:
    contacts = await contacts_of(account)
    return [contact.id for contact in contacts] == viewer.contact_ids and contacts[0].locale is viewer.own_locale


async def _ids(sessions: Any) -> set[UUID]:
    return {session.id for session in await sessions}


_attention = Attention()
