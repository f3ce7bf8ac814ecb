"""The lifecycle of a sub-incident that is a job for an external party."""

from enum import StrEnum

from models.moves import Mover, Moves, State


class WorkOrderStatus(StrEnum):
    """Where a work order stands. That it was seen is a time stamp, never a state."""

    SENT = "SENT"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    EXPIRED = "EXPIRED"
    PLANNED = "PLANNED"
    INTERRUPTED = "INTERRUPTED"
    IN_EXECUTION = "IN_EXECUTION"
    REPORTED_DONE = "REPORTED_DONE"
    REWORK = "REWORK"
    CLOSED = "CLOSED"
    WITHDRAWN = "WITHDRAWN"


class InterruptionReason(StrEnum):
    """Why the work could not go on."""

    NOBODY_HOME = "NOBODY_HOME"
    MATERIAL = "MATERIAL"
    QUOTE_NEEDED = "QUOTE_NEEDED"
    WRONG_TRADE = "WRONG_TRADE"
    NOT_ENOUGH_TIME = "NOT_ENOUGH_TIME"
    INSPECTION_NEEDED = "INSPECTION_NEEDED"


STAFF, PARTY = Mover.STAFF, Mover.PARTY
S = WorkOrderStatus

# The codes of ONDERHOUDSORDERSTATUS in VERA, the Dutch housing data standard.
WORK_ORDER_MOVES: Moves[WorkOrderStatus] = Moves(
    {
        S.SENT: State(
            "REG",
            is_open=True,
            to={
                S.ACCEPTED: PARTY,
                S.PLANNED: PARTY,
                S.DECLINED: PARTY,
                S.EXPIRED: STAFF,
                S.WITHDRAWN: STAFF,
            },
        ),
        S.ACCEPTED: State(
            "GUN",
            is_open=True,
            to={S.PLANNED: PARTY, S.IN_EXECUTION: PARTY, S.REPORTED_DONE: PARTY, S.WITHDRAWN: STAFF},
        ),
        S.PLANNED: State(
            "PLN",
            is_open=True,
            to={
                S.PLANNED: PARTY,
                S.IN_EXECUTION: PARTY,
                S.INTERRUPTED: PARTY,
                S.REPORTED_DONE: PARTY,
                S.WITHDRAWN: STAFF,
            },
        ),
        S.INTERRUPTED: State("INB", is_open=True, to={S.PLANNED: PARTY, S.IN_EXECUTION: PARTY, S.WITHDRAWN: STAFF}),
        S.IN_EXECUTION: State(
            "INB", is_open=True, to={S.INTERRUPTED: PARTY, S.REPORTED_DONE: PARTY, S.WITHDRAWN: STAFF}
        ),
        S.REPORTED_DONE: State("TEC", is_open=True, to={S.CLOSED: STAFF, S.REWORK: STAFF, S.WITHDRAWN: STAFF}),
        S.REWORK: State(
            "INB",
            is_open=True,
            to={S.PLANNED: PARTY, S.IN_EXECUTION: PARTY, S.REPORTED_DONE: PARTY, S.WITHDRAWN: STAFF},
        ),
        S.DECLINED: State("GEA", is_open=False, to={}),
        S.EXPIRED: State("GEA", is_open=False, to={}),
        S.CLOSED: State("AFG", is_open=False, to={}),
        S.WITHDRAWN: State("GEA", is_open=False, to={}),
    }
)
