"""What an owner decides."""

import asyncio
from datetime import timedelta

import pytest

import clock
from errors import Conflict, ErrorCode, NotAllowed, NotFound, Refusal
from models import ConsultationStatus, Decision, Delivery, Event, Message, Notice, Ownership
from resolvers.owner_consultations import decide_consultation
from tests.cast import Cast, asked, given_to, reported, through_link
from tests.silence import nothing_happens


@pytest.mark.parametrize("decision", [Decision.APPROVED, Decision.REFUSED, Decision.OWNER_ARRANGES])
async def test_a_decision_ends_the_question_and_staff_are_told(cast: Cast, decision: Decision) -> None:
    question = await asked(cast, await reported(cast), amount_cents=120_000)
    olga = await through_link(cast.olga, question)

    decided = await decide_consultation(olga, consultation_id=question.id, decision=decision, reason="Na overleg")

    event = await Message.get(thread_id=question.thread_id, event=Event.STATUS_CHANGED)
    assert (decided.status, decided.decision, decided.decided_by) == (decision, decision, "Olga Smit")
    assert (decided.is_open, decided.decision_reason, decided.recorded_by) == (False, "Na overleg", None)
    assert event.author_contact_id == cast.olga.id
    assert await Delivery.filter(notice=Notice.OWNER_CONSULTATION_ANSWERED, employee=cast.anna).count() == 1


async def test_an_owner_agrees_up_to_an_amount_and_has_to_name_it(cast: Cast) -> None:
    question = await asked(cast, await reported(cast))
    olga = await through_link(cast.olga, question)

    async with nothing_happens():
        for cents, code in [
            (None, ErrorCode.AMOUNT_REQUIRED),
            (0, ErrorCode.OUT_OF_RANGE),
            (-1, ErrorCode.OUT_OF_RANGE),
        ]:
            with pytest.raises(Refusal) as refused:
                await decide_consultation(
                    olga,
                    consultation_id=question.id,
                    decision=Decision.APPROVED_UP_TO,
                    approved_amount_cents=cents,
                )
            assert refused.value.code is code
    decided = await decide_consultation(
        olga, consultation_id=question.id, decision=Decision.APPROVED_UP_TO, approved_amount_cents=35_000
    )

    assert (decided.status, decided.approved_amount_cents) == (ConsultationStatus.APPROVED_UP_TO, 35_000)


async def test_who_sold_the_property_no_longer_decides(cast: Cast) -> None:
    question = await asked(cast, await reported(cast))
    olga = await through_link(cast.olga, question)
    await Ownership.filter(owner=cast.olga).update(until_on=clock.today() - timedelta(days=1))

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await decide_consultation(olga, consultation_id=question.id, decision=Decision.APPROVED)

    assert refused.value.code is ErrorCode.NOT_MANAGED_FOR_OWNER


async def test_two_decisions_at_once_are_one_decision(cast: Cast) -> None:
    question = await asked(cast, await reported(cast))
    olga = await through_link(cast.olga, question)

    results = await asyncio.gather(
        decide_consultation(olga, consultation_id=question.id, decision=Decision.APPROVED),
        decide_consultation(olga, consultation_id=question.id, decision=Decision.REFUSED),
        return_exceptions=True,
    )

    assert sorted(type(result).__name__ for result in results) == ["Conflict", "SubIncident"]
    assert await Delivery.filter(notice=Notice.OWNER_CONSULTATION_ANSWERED).count() == 1


async def test_what_was_decided_stays_decided(cast: Cast) -> None:
    question = await asked(cast, await reported(cast))
    olga = await through_link(cast.olga, question)
    await decide_consultation(olga, consultation_id=question.id, decision=Decision.REFUSED)

    async with nothing_happens():
        with pytest.raises(Refusal) as refused:
            await decide_consultation(olga, consultation_id=question.id, decision=Decision.APPROVED)

    assert refused.value.code is ErrorCode.MOVE_NOT_ALLOWED


async def test_neither_a_contractor_nor_staff_nor_a_stranger_decides(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    question, order = await asked(cast, incident), await given_to(cast, cast.piet, incident)
    piet = await through_link(cast.piet, order)
    olga = await through_link(cast.olga, question)

    async with nothing_happens():
        for viewer in (piet, neighbour.as_anna):
            with pytest.raises(NotFound):
                await decide_consultation(viewer, consultation_id=question.id, decision=Decision.APPROVED)
        with pytest.raises(NotFound):
            await decide_consultation(piet, consultation_id=order.id, decision=Decision.APPROVED)
        with pytest.raises(NotAllowed):
            await decide_consultation(cast.as_anna, consultation_id=question.id, decision=Decision.APPROVED)
        with pytest.raises(Conflict):
            await decide_consultation(olga, consultation_id=question.id, decision=Decision.APPROVED, expected_version=9)
