"""The lifecycle of a sub-incident that is a question to the owner."""

from enum import StrEnum

from models.moves import Mover, Moves, State


class ConsultationStatus(StrEnum):
    """Where a question to the owner stands."""

    ASKED = "ASKED"
    COUNTER_QUESTION = "COUNTER_QUESTION"
    APPROVED = "APPROVED"
    APPROVED_UP_TO = "APPROVED_UP_TO"
    REFUSED = "REFUSED"
    OWNER_ARRANGES = "OWNER_ARRANGES"
    NO_RESPONSE = "NO_RESPONSE"
    WITHDRAWN = "WITHDRAWN"


class Decision(StrEnum):
    """What an owner can decide; each is a state of the consultation too."""

    APPROVED = "APPROVED"
    APPROVED_UP_TO = "APPROVED_UP_TO"
    REFUSED = "REFUSED"
    OWNER_ARRANGES = "OWNER_ARRANGES"


STAFF, PARTY, CLOCK = Mover.STAFF, Mover.PARTY, Mover.CLOCK
S = ConsultationStatus
DECISIONS = {S(decision.value): PARTY for decision in Decision}

CONSULTATION_MOVES: Moves[ConsultationStatus] = Moves(
    {
        S.ASKED: State(
            "REG",
            is_open=True,
            to={S.COUNTER_QUESTION: PARTY, **DECISIONS, S.NO_RESPONSE: STAFF | CLOCK, S.WITHDRAWN: STAFF},
        ),
        S.COUNTER_QUESTION: State(
            "INB", is_open=True, to={S.ASKED: STAFF, **DECISIONS, S.NO_RESPONSE: STAFF | CLOCK, S.WITHDRAWN: STAFF}
        ),
        S.APPROVED: State("AFG", is_open=False, to={}),
        S.APPROVED_UP_TO: State("AFG", is_open=False, to={}),
        S.REFUSED: State("AFG", is_open=False, to={}),
        S.OWNER_ARRANGES: State("AFG", is_open=False, to={}),
        S.NO_RESPONSE: State("AFG", is_open=False, to={}),
        S.WITHDRAWN: State("GEA", is_open=False, to={}),
    }
)
