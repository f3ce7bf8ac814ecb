"""What happens by itself when a term is over: reminders, an owner who did not answer, what was put off until today."""

from datetime import datetime
from uuid import UUID

import clock
from auth.access import access_incident, access_sub_incident
from auth.addressees import correspondent_of, employee_in_charge
from auth.doors import lock
from auth.register import own_organisation
from auth.terms import due_deferrals, due_sub_incidents
from auth.viewer import Viewer, the_house
from errors import Conflict
from models import (
    ConsultationStatus,
    Event,
    IncidentStatus,
    MessageKind,
    Notice,
    SubIncident,
)
from realtime.announce import announcing
from resolvers.appending import append_event, posted, tell, touch
from resolvers.audit import record
from resolvers.incidents import save_incident
from resolvers.moves import check_move, make_move
from resolvers.requirements import MoveDetails
from resolvers.terms import MOST_REMINDERS, days_from_now

AT_ONCE = 100


async def end_terms() -> int:
    """Do all that is due now; how much it was. Two at once do each thing once: who comes second finds it done."""
    done = 0
    for organisation_id, sub_incident_id in await due_sub_incidents(clock.now(), AT_ONCE):
        done += await _look_at_sub_incident(the_house(organisation_id, is_clock=True), sub_incident_id)
    for organisation_id, incident_id in await due_deferrals(clock.today(), AT_ONCE):
        done += await _take_up_again(the_house(organisation_id, is_clock=True), incident_id)
    return done


async def _look_at_sub_incident(house: Viewer, sub_incident_id: UUID) -> int:
    async with announcing() as announce:
        sub_incident = await access_sub_incident(house, sub_incident_id)
        await touch(sub_incident)
        standing = await lock(sub_incident)
        if not standing.is_open or sub_incident.version != standing.version:
            return 0
        if _is_past(standing.answer_due_at):
            move = check_move(house, sub_incident, ConsultationStatus.NO_RESPONSE, MoveDetails())
            await make_move(announce, house, sub_incident, move)
        elif _is_past(standing.remind_at):
            await _remind(house, sub_incident, standing)
        else:
            return 0
        await record(house, "endTerm", sub_incident)
    return 1


async def _remind(house: Viewer, sub_incident: SubIncident, standing: SubIncident) -> None:
    """The party twice, and then staff."""
    organisation = await own_organisation(house)
    is_question = sub_incident.is_consultation
    days = organisation.owner_reminder_days if is_question else organisation.contractor_reminder_days
    if standing.reminders_sent < MOST_REMINDERS:
        notice = Notice.OWNER_CONSULTATION_REMINDER if is_question else Notice.WORK_ORDER_REMINDER
        await tell(notice, await correspondent_of(sub_incident), sub_incident)
        columns = {"reminders_sent": standing.reminders_sent + 1, "remind_at": days_from_now(days)}
    else:
        if not is_question:
            await tell(Notice.WORK_ORDER_UNANSWERED, await employee_in_charge(sub_incident), sub_incident)
        columns = {"remind_at": None}
    await SubIncident.filter(id=sub_incident.id).update(**columns)


async def _take_up_again(house: Viewer, incident_id: UUID) -> int:
    """What was put off until today is in progress again, and its handler is told."""
    incident = await access_incident(house, incident_id)
    facts = {"kind": "incident", "from_status": incident.status, "to_status": IncidentStatus.IN_PROGRESS}
    try:
        async with announcing() as announce:
            columns = {"status": IncidentStatus.IN_PROGRESS, "deferred_until_on": None}
            await save_incident(announce, incident, columns)
            await append_event(incident.thread, Event.STATUS_CHANGED, author=house, facts=facts)
            await tell(Notice.DEFERRAL_OVER, await employee_in_charge(incident), incident)
            announce(await posted(incident, MessageKind.EVENT))
            await record(house, "endTerm", incident)
    except Conflict:
        return 0
    return 1


def _is_past(moment: datetime | None) -> bool:
    return moment is not None and moment <= clock.now()
