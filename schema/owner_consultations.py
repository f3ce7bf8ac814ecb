"""What an owner does with a question."""

import strawberry

import models
from auth.viewer import Audience
from models import Decision
from resolvers import owner_consultations
from schema.audience import shown, shown_input, shown_type
from schema.context import Info
from schema.ids import row_id
from schema.money import MoneyInput, cents_of
from schema.payloads import Payload, act
from schema.sub_incidents import OwnerConsultation

CONTACT = Audience.CONTACT
VERSION = "Refuse with CONFLICT when it is not this version."


@shown_input(CONTACT, "A decision about a question.")
class DecideConsultationInput:
    consultation_id: strawberry.ID = shown(CONTACT, "The question.")
    decision: Decision = shown(CONTACT, "What the owner decides.")
    approved_amount: MoneyInput | None = shown(CONTACT, "Up to how much, for APPROVED_UP_TO.", default=None)
    reason: str | None = shown(CONTACT, "Why, or under which conditions.", default=None)
    expected_version: int | None = shown(CONTACT, VERSION, default=None)


@shown_input(CONTACT, "Something to know before deciding.")
class AskBackInput:
    consultation_id: strawberry.ID = shown(CONTACT, "The question.")
    question: str = shown(CONTACT, "What the owner wants to know; it is posted in the thread.")
    expected_version: int | None = shown(CONTACT, VERSION, default=None)


@shown_type(CONTACT, "What became of deciding.")
class DecideConsultationPayload(Payload):
    consultation: models.SubIncident | None = shown(
        CONTACT, "The question.", default=None, graphql_type=OwnerConsultation | None
    )


@shown_type(CONTACT, "What became of asking back.")
class AskBackPayload(Payload):
    consultation: models.SubIncident | None = shown(
        CONTACT, "The question.", default=None, graphql_type=OwnerConsultation | None
    )


@shown_type(CONTACT, "What an owner does.")
class OwnerConsultationActs:
    @act(DecideConsultationPayload, "Approve, approve up to an amount, refuse, or arrange it oneself.")
    async def decide_consultation(self, info: Info, input: DecideConsultationInput) -> DecideConsultationPayload:
        consultation = await owner_consultations.decide_consultation(
            info.context.viewer,
            consultation_id=row_id(input.consultation_id, models.SubIncident, "consultationId"),
            decision=input.decision,
            approved_amount_cents=cents_of(input.approved_amount),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return DecideConsultationPayload(consultation=consultation)

    @act(AskBackPayload, "Ask something back before deciding.")
    async def ask_back(self, info: Info, input: AskBackInput) -> AskBackPayload:
        consultation = await owner_consultations.ask_back(
            info.context.viewer,
            consultation_id=row_id(input.consultation_id, models.SubIncident, "consultationId"),
            question=input.question,
            expected_version=input.expected_version,
        )
        return AskBackPayload(consultation=consultation)
