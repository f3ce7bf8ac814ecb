"""Changing a side thread: what it says, and for whom it is."""

from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from auth.access import access_incident, access_sub_incident, visible_messages
from auth.acts import require
from auth.doors import lock_unchanged
from auth.register import access_contact, own_organisation
from auth.viewer import Viewer
from errors import ErrorCode, Invalid, NotAllowed
from models import (
    ConsultationStatus,
    Contact,
    Employee,
    Event,
    MessageKind,
    Notice,
    SubIncident,
    SubIncidentKind,
    WorkOrderStatus,
)
from realtime.announce import Announce, announcing
from realtime.events import RightsChanged
from resolvers.appending import append_event, posted, tell, touch
from resolvers.audit import record
from resolvers.checks import BODY_LENGTH, TITLE_LENGTH, check_amount, check_optional_text, check_text, check_version
from resolvers.guest_links import revoke_links_of
from resolvers.moves import changed
from resolvers.sub_incident_creation import GIVEN, access_assignee, access_contractor, access_owner, check_still_in_use
from resolvers.terms import terms_of

FIRST_STATES = {WorkOrderStatus.SENT.value, ConsultationStatus.ASKED.value}
TELLS_OF_CHANGE = {
    SubIncidentKind.WORK_ORDER: Notice.WORK_ORDER_CHANGED,
    SubIncidentKind.OWNER_CONSULTATION: Notice.OWNER_CONSULTATION_CHANGED,
}


async def update_sub_incident(
    viewer: Viewer,
    *,
    sub_incident_id: UUID,
    changes: dict[str, Any],
    share_reporter_contact: bool | None = None,
    party_id: UUID | None = None,
    assignee_id: UUID | None = None,
    expected_version: int | None = None,
) -> SubIncident:
    """Change what stands in `changes` (title, description, due_at, access_instructions, amount_cents), or the party.

    The party is told. Another one is possible until the first has answered: nobody reads what was said with somebody
    else.
    """
    sub_incident = await access_sub_incident(viewer, sub_incident_id)
    require(viewer, "updateSubIncident")
    check_version(sub_incident, expected_version)
    if not sub_incident.is_open:
        raise Invalid(ErrorCode.SUB_INCIDENT_CLOSED, field="subIncidentId")
    columns = _check_columns(changes)
    if share_reporter_contact is not None:
        incident = await access_incident(viewer, sub_incident.incident_id)
        columns["site_contact_id"] = incident.reporter_id if share_reporter_contact else None
    party = await _access_new_party(viewer, sub_incident, party_id, assignee_id)

    async with announcing() as announce:
        await touch(sub_incident)
        await _save(viewer, sub_incident, columns, party)
        if columns:
            await append_event(sub_incident.thread, Event.DETAILS_CHANGED, author=viewer)
        if party is not None:
            await _hand_over(announce, viewer, sub_incident, party)
        elif sub_incident.party is not None:
            await tell(
                TELLS_OF_CHANGE[sub_incident.kind],
                sub_incident.party,
                sub_incident,
                dedupe_key=f"changed:{sub_incident.id.hex}",
            )
        announce(await posted(sub_incident, MessageKind.EVENT))
        announce(changed(sub_incident))
        await record(viewer, "updateSubIncident", sub_incident)
    return await access_sub_incident(viewer, sub_incident_id)


def _check_columns(columns: dict[str, Any]) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    for column, value in columns.items():
        match column:
            case "title":
                checked[column] = check_text(value or "", field=column, limit=TITLE_LENGTH)
            case "description":
                checked[column] = check_text(value or "", field=column, limit=BODY_LENGTH)
            case "access_instructions":
                checked[column] = check_optional_text(value, field="accessInstructions", limit=BODY_LENGTH)
            case "amount_cents":
                checked[column] = check_amount(value, field="amount")
            case _:
                checked[column] = value
    return checked


async def _access_new_party(
    viewer: Viewer, sub_incident: SubIncident, party_id: UUID | None, assignee_id: UUID | None
) -> Contact | Employee | None:
    """The party that it goes to; None when it stays where it is."""
    is_task = sub_incident.kind is SubIncidentKind.INTERNAL_TASK
    assignee = await access_assignee(viewer, assignee_id, field="assigneeId") if assignee_id is not None else None
    contact = await access_contact(viewer, party_id, field="partyId") if party_id is not None else None
    if (assignee is not None and not is_task) or (contact is not None and is_task):
        raise NotAllowed("partyId" if is_task else "assigneeId")
    if assignee is not None:
        return None if assignee.id == sub_incident.assignee_id else assignee
    if contact is None or contact.id == sub_incident.party_id:
        return None
    if sub_incident.is_consultation:
        incident = await access_incident(viewer, sub_incident.incident_id)
        contact = await access_owner(viewer, incident, contact.id, field="partyId")
    else:
        contact = await access_contractor(viewer, contact.id, field="partyId")
    await _check_unanswered(viewer, sub_incident)
    return contact


async def _check_unanswered(viewer: Viewer, sub_incident: SubIncident) -> None:
    by_party = Q(author_contact_id__isnull=False) | Q(on_behalf_of_id__isnull=False)
    words = visible_messages(viewer, [sub_incident.thread_id]).filter(by_party)
    if sub_incident.status not in FIRST_STATES or await words.exists():
        raise Invalid(ErrorCode.PARTY_HAS_ANSWERED, field="partyId")


async def _save(
    viewer: Viewer, sub_incident: SubIncident, columns: dict[str, Any], party: Contact | Employee | None
) -> None:
    locked = await lock_unchanged(sub_incident)
    if party is not None:
        terms = terms_of(await own_organisation(viewer), sub_incident.kind, sub_incident.status)
        own = "party_id" if isinstance(party, Contact) else "assignee_id"
        columns = {**columns, own: party.id, "seen_at": None, **terms}
    if isinstance(party, Contact):
        await check_still_in_use(party)
        await _check_unanswered(viewer, locked)
    columns = {**columns, "version": locked.version + 1}
    locked.update_from_dict(columns)
    await locked.save(update_fields=list(columns))


async def _hand_over(announce: Announce, viewer: Viewer, sub_incident: SubIncident, party: Contact | Employee) -> None:
    """The former party loses its links and its streams; the new one is told."""
    name = party.display_name if isinstance(party, Contact) else party.name
    await append_event(sub_incident.thread, Event.PARTY_CHANGED, author=viewer, facts={"party": name})
    if sub_incident.party_id is not None and isinstance(party, Contact):
        await revoke_links_of(announce, viewer, thread_id=sub_incident.thread_id, contact_id=sub_incident.party_id)
        announce(RightsChanged(contact_ids=(sub_incident.party_id, party.id), thread_id=sub_incident.thread_id))
    if viewer.employee is None or viewer.employee.id != party.id:
        await tell(GIVEN[sub_incident.kind], party, sub_incident)
