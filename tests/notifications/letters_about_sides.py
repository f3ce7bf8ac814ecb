"""Every letter about a job or a question to the owner, a row for each wording."""

from datetime import UTC, datetime
from typing import Any

from models import ConsultationStatus, InterruptionReason, WorkOrderStatus
from tests.notifications.full_scene import as_it_is, both, changed, moved, said
from tests.notifications.scene import KEY_CODE
from tests.notifications.thread_letters import HOUSE, ThreadLetter

W, C = WorkOrderStatus, ConsultationStatus

PIET = "Piet Kraan (Kraan Loodgieters)"
JOB = ("7KQ4-M2XA", HOUSE, "27 november 17:00", KEY_CODE)
TO_DESK = ("2026-00042", "7KQ4-M2XA", PIET)
QUESTION = ("QB22-ZZT9", HOUSE, "350", "30 november 17:00")
ANSWERED = ("2026-00042", "QB22-ZZT9", "Otto Huis", "350")
VISIT: dict[str, Any] = {
    "appointment_starts_at": datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    "appointment_ends_at": datetime(2026, 11, 24, 11, 0, tzinfo=UTC),
}


def _decided(status: ConsultationStatus, dutch: str, english: str, **columns: object) -> ThreadLetter:
    why = "Het moet maar"
    arrange = moved("question", status, why, decision_reason=why, **columns)
    wording = f"owner_consultation_answered.{status.lower()}"
    return ThreadLetter(wording, "sanne", "question", dutch, english, arrange, (*ANSWERED, why))


ABOUT_JOBS = [
    ThreadLetter(
        "work_order_given",
        "piet",
        "job",
        "Nieuwe opdracht",
        "New job",
        as_it_is,
        (*JOB, "Graag het leertje vervangen."),
    ),
    ThreadLetter(
        "work_order_reminder",
        "piet",
        "job",
        "Herinnering",
        "Reminder",
        as_it_is,
        (*JOB, "Graag het leertje vervangen."),
    ),
    ThreadLetter("work_order_unanswered", "sanne", "job", "Geen antwoord", "No answer", as_it_is, TO_DESK),
    ThreadLetter(
        "work_order_answered.accepted", "sanne", "job", "Geaccepteerd", "Accepted", moved("job", W.ACCEPTED), TO_DESK
    ),
    ThreadLetter(
        "work_order_answered.declined",
        "sanne",
        "job",
        "Geweigerd",
        "Declined",
        moved("job", W.DECLINED, decline_reason="Ik zit vol"),
        (*TO_DESK, "Ik zit vol"),
    ),
    ThreadLetter(
        "work_order_answered.interrupted",
        "sanne",
        "job",
        "Onderbroken",
        "Interrupted",
        moved("job", W.INTERRUPTED, "Een leertje", interruption_reason=InterruptionReason.MATERIAL),
        (*TO_DESK, "materia", "; Een leertje"),
    ),
    ThreadLetter(
        "work_order_planned",
        "sanne",
        "job",
        "Gepland",
        "Planned",
        moved("job", W.PLANNED, **VISIT),
        (*TO_DESK, HOUSE, "24 november 10:00-12:00"),
    ),
    ThreadLetter(
        "work_order_done",
        "sanne",
        "job",
        "Gereedgemeld",
        "Reported done",
        moved("job", W.REPORTED_DONE, report="Leertje vervangen"),
        (*TO_DESK, "Leertje vervangen"),
    ),
    ThreadLetter(
        "work_order_changed.withdrawn",
        "piet",
        "job",
        "Ingetrokken",
        "Withdrawn",
        moved("job", W.WITHDRAWN, "Het is al gemaakt"),
        ("7KQ4-M2XA", "Het is al gemaakt"),
    ),
    ThreadLetter(
        "work_order_changed.rework",
        "piet",
        "job",
        "Herstel nodig",
        "Rework needed",
        moved("job", W.REWORK, "Het drupt nog"),
        (*JOB, "Het drupt nog"),
    ),
    ThreadLetter(
        "work_order_changed.details",
        "piet",
        "job",
        "Gewijzigd",
        "Changed",
        moved("job", W.PLANNED, **VISIT),
        (*JOB, "24 november 10:00-12:00", "Graag het leertje vervangen."),
    ),
]

ABOUT_QUESTIONS = [
    ThreadLetter(
        "owner_consultation_asked",
        "otto",
        "question",
        "Vraag over uw object",
        "Question about your property",
        as_it_is,
        (*QUESTION, "Graag uw akkoord."),
    ),
    ThreadLetter(
        "owner_consultation_reminder",
        "otto",
        "question",
        "Herinnering",
        "Reminder",
        as_it_is,
        (*QUESTION, "Graag uw akkoord."),
    ),
    _decided(C.APPROVED, "Akkoord", "Approved"),
    _decided(C.APPROVED_UP_TO, "Akkoord tot een bedrag", "Approved up to an amount", approved_amount_cents=99_900),
    _decided(C.REFUSED, "Niet akkoord", "Not approved"),
    _decided(C.OWNER_ARRANGES, "Eigenaar regelt het zelf", "Owner arranges it"),
    ThreadLetter(
        "owner_consultation_answered.counter_question",
        "sanne",
        "question",
        "Wedervraag",
        "Question back",
        both(moved("question", C.COUNTER_QUESTION), said("question", "otto", "Kan het niet goedkoper?")),
        (*ANSWERED, "Kan het niet goedkoper?"),
    ),
    ThreadLetter(
        "owner_consultation_answered.counter_question",
        "sanne",
        "question",
        "Wedervraag",
        "Question back",
        moved("question", C.COUNTER_QUESTION, "Hij belde: wat kost een andere?"),
        (*ANSWERED, "Hij belde: wat kost een andere?"),
    ),
    ThreadLetter(
        "owner_consultation_answered.no_response",
        "sanne",
        "question",
        "Geen reactie",
        "No response",
        moved("question", C.NO_RESPONSE, "Hij is op reis"),
        (*ANSWERED, "Hij is op reis"),
    ),
    ThreadLetter(
        "owner_consultation_changed.withdrawn",
        "otto",
        "question",
        "Ingetrokken",
        "Withdrawn",
        moved("question", C.WITHDRAWN, "Het is niet meer nodig"),
        ("QB22-ZZT9", "Het is niet meer nodig"),
    ),
    ThreadLetter(
        "owner_consultation_changed.details",
        "otto",
        "question",
        "Gewijzigd",
        "Changed",
        changed("question", description="Toch een andere kraan."),
        (*QUESTION, "Toch een andere kraan."),
    ),
]
