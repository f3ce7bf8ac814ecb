"""What an owner does with a question: decide, or ask something back."""

from uuid import UUID

from auth.access import access_sub_incident, as_participant
from auth.acts import require
from auth.register import owns_now
from auth.viewer import Viewer
from errors import ErrorCode, Invalid, NotFound
from models import ConsultationStatus, Decision, MessageKind, SubIncident
from realtime.announce import announcing
from resolvers.appending import append
from resolvers.audit import record
from resolvers.checks import BODY_LENGTH, check_text, check_version
from resolvers.moves import check_move, make_move
from resolvers.requirements import MoveDetails


async def decide_consultation(
    viewer: Viewer,
    *,
    consultation_id: UUID,
    decision: Decision,
    approved_amount_cents: int | None = None,
    reason: str | None = None,
    expected_version: int | None = None,
) -> SubIncident:
    """Approve, approve up to an amount, refuse, or arrange it oneself; for as long as the property is one's own."""
    consultation = await _access_consultation(viewer, consultation_id)
    require(viewer, "decideConsultation")
    check_version(consultation, expected_version)
    await _check_still_owned(consultation)
    details = MoveDetails(reason=reason, amount_cents=approved_amount_cents)
    move = check_move(viewer, consultation, decision, details)
    viewer = await as_participant(viewer, consultation)

    async with announcing() as announce:
        await make_move(announce, viewer, consultation, move)
        await record(viewer, "decideConsultation", consultation)
    return await _access_consultation(viewer, consultation_id)


async def ask_back(
    viewer: Viewer, *, consultation_id: UUID, question: str, expected_version: int | None = None
) -> SubIncident:
    """Ask staff something before deciding; the question stands in the thread."""
    consultation = await _access_consultation(viewer, consultation_id)
    require(viewer, "askBack")
    check_version(consultation, expected_version)
    body = check_text(question, field="question", limit=BODY_LENGTH)
    await _check_still_owned(consultation)
    move = check_move(viewer, consultation, ConsultationStatus.COUNTER_QUESTION, MoveDetails())
    viewer = await as_participant(viewer, consultation)

    async with announcing() as announce:
        await make_move(announce, viewer, consultation, move)
        await append(consultation.thread, author=viewer, kind=MessageKind.POST, body=body)
        await record(viewer, "askBack", consultation)
    return await _access_consultation(viewer, consultation_id)


async def _access_consultation(viewer: Viewer, consultation_id: UUID) -> SubIncident:
    """A sub-incident of another kind is not a consultation, and so is not there."""
    sub_incident = await access_sub_incident(viewer, consultation_id, field="consultationId")
    if not sub_incident.is_consultation:
        raise NotFound("consultationId")
    return sub_incident


async def _check_still_owned(consultation: SubIncident) -> None:
    """Who has sold the property no longer decides about it."""
    if not await owns_now(consultation.party_id, consultation.incident_id):
        raise Invalid(ErrorCode.NOT_MANAGED_FOR_OWNER, field="consultationId")
