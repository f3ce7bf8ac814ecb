"""The lifecycle of a sub-incident that is a job for an own employee."""

from enum import StrEnum

from models.moves import Mover, Moves, State


class TaskStatus(StrEnum):
    """Where an internal task stands."""

    OPEN = "OPEN"
    TAKEN = "TAKEN"
    IN_EXECUTION = "IN_EXECUTION"
    INTERRUPTED = "INTERRUPTED"
    DONE = "DONE"
    CLOSED = "CLOSED"
    WITHDRAWN = "WITHDRAWN"


STAFF = Mover.STAFF
S = TaskStatus

TASK_MOVES: Moves[TaskStatus] = Moves(
    {
        S.OPEN: State("REG", is_open=True, to={S.TAKEN: STAFF, S.WITHDRAWN: STAFF}),
        S.TAKEN: State("GUN", is_open=True, to={S.IN_EXECUTION: STAFF, S.DONE: STAFF, S.WITHDRAWN: STAFF}),
        S.IN_EXECUTION: State("INB", is_open=True, to={S.INTERRUPTED: STAFF, S.DONE: STAFF, S.WITHDRAWN: STAFF}),
        S.INTERRUPTED: State("INB", is_open=True, to={S.IN_EXECUTION: STAFF, S.WITHDRAWN: STAFF}),
        S.DONE: State("TEC", is_open=True, to={S.CLOSED: STAFF, S.IN_EXECUTION: STAFF, S.WITHDRAWN: STAFF}),
        S.CLOSED: State("AFG", is_open=False, to={}),
        S.WITHDRAWN: State("GEA", is_open=False, to={}),
    }
)
