"""An owner asks something before deciding."""

import pytest

from errors import Conflict, ErrorCode, NotAllowed, NotFound, Refusal
from models import ConsultationStatus, Decision, Delivery, Message, MessageKind, Notice, SubIncident
from resolvers.owner_consultations import ask_back, decide_consultation
from tests.cast import Cast, asked, given_to, reported, says, through_link
from tests.silence import nothing_happens


async def test_the_question_stands_in_the_thread_and_the_answer_gives_the_turn_back(cast: Cast) -> None:
    question = await asked(cast, await reported(cast))
    olga = await through_link(cast.olga, question)

    waiting = await ask_back(olga, consultation_id=question.id, question="Hoe oud is de ketel?")
    await says(cast.as_anna, question, "Achttien jaar.")

    answered = await SubIncident.get(id=question.id)
    posted = await Message.filter(thread_id=question.thread_id, kind=MessageKind.POST).order_by("seq")
    assert (waiting.status, answered.status) == (ConsultationStatus.COUNTER_QUESTION, ConsultationStatus.ASKED)
    assert [message.body for message in posted] == ["Hoe oud is de ketel?", "Achttien jaar."]
    assert await Delivery.filter(notice=Notice.OWNER_CONSULTATION_ANSWERED, employee=cast.anna).count() == 1


async def test_the_owner_is_not_reminded_while_it_waits_for_staff(cast: Cast) -> None:
    question = await asked(cast, await reported(cast))
    olga = await through_link(cast.olga, question)

    waiting = await ask_back(olga, consultation_id=question.id, question="Hoe oud?")
    await says(cast.as_anna, question, "Achttien jaar.")

    answered = await SubIncident.get(id=question.id)
    assert question.remind_at is not None
    assert (waiting.remind_at, waiting.answer_due_at) == (None, None)
    assert answered.remind_at is not None
    assert answered.answer_due_at is not None


async def test_a_note_is_no_answer(cast: Cast) -> None:
    question = await asked(cast, await reported(cast))
    olga = await through_link(cast.olga, question)
    await ask_back(olga, consultation_id=question.id, question="Hoe oud?")

    await says(cast.as_anna, question, "Even uitzoeken.", kind=MessageKind.NOTE)

    assert (await SubIncident.get(id=question.id)).status == ConsultationStatus.COUNTER_QUESTION


async def test_an_owner_may_decide_without_waiting_for_the_answer(cast: Cast) -> None:
    question = await asked(cast, await reported(cast))
    olga = await through_link(cast.olga, question)
    await ask_back(olga, consultation_id=question.id, question="Hoe oud?")

    decided = await decide_consultation(olga, consultation_id=question.id, decision=Decision.APPROVED)

    assert decided.status == ConsultationStatus.APPROVED


async def test_nobody_else_asks_and_nothing_is_asked_without_words(cast: Cast, neighbour: Cast) -> None:
    incident = await reported(cast)
    question, order = await asked(cast, incident), await given_to(cast, cast.piet, incident)
    olga, piet = await through_link(cast.olga, question), await through_link(cast.piet, order)

    async with nothing_happens():
        for viewer in (piet, neighbour.as_anna):
            with pytest.raises(NotFound):
                await ask_back(viewer, consultation_id=question.id, question="Hoe oud?")
        with pytest.raises(NotAllowed):
            await ask_back(cast.as_anna, consultation_id=question.id, question="Hoe oud?")
        with pytest.raises(Refusal) as blank:
            await ask_back(olga, consultation_id=question.id, question="  ")
        with pytest.raises(Conflict):
            await ask_back(olga, consultation_id=question.id, question="Hoe oud?", expected_version=9)

    assert blank.value.code is ErrorCode.BLANK
