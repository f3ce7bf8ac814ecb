"""The tables of moves, against a second writing of them."""

from enum import StrEnum
from typing import Any

import pytest

from models import CONSULTATION_MOVES, INCIDENT_MOVES, TASK_MOVES, WORK_ORDER_MOVES, Mover, Moves

# start: VERA code, open or ended, and where each mover may go from there
INCIDENT = """
REPORTED             REG open  staff: IN_PROGRESS WAITING_FOR_REPORTER DEFERRED RESOLVED CANCELLED reporter: CANCELLED
IN_PROGRESS          INB open  staff: WAITING_FOR_REPORTER DEFERRED RESOLVED CANCELLED reporter: CANCELLED
WAITING_FOR_REPORTER INB open  staff: IN_PROGRESS DEFERRED RESOLVED CANCELLED reporter: IN_PROGRESS CANCELLED
DEFERRED             INB open  staff: IN_PROGRESS WAITING_FOR_REPORTER DEFERRED RESOLVED CANCELLED reporter: CANCELLED clock: IN_PROGRESS
RESOLVED             TEC ended staff: CLOSED IN_PROGRESS reporter: IN_PROGRESS
CLOSED               AFG ended staff: IN_PROGRESS reporter: IN_PROGRESS
CANCELLED            GEA ended
"""  # noqa: E501
WORK_ORDER = """
SENT          REG open  party: ACCEPTED PLANNED DECLINED staff: EXPIRED WITHDRAWN
ACCEPTED      GUN open  party: PLANNED IN_EXECUTION REPORTED_DONE staff: WITHDRAWN
PLANNED       PLN open  party: PLANNED IN_EXECUTION INTERRUPTED REPORTED_DONE staff: WITHDRAWN
INTERRUPTED   INB open  party: PLANNED IN_EXECUTION staff: WITHDRAWN
IN_EXECUTION  INB open  party: INTERRUPTED REPORTED_DONE staff: WITHDRAWN
REPORTED_DONE TEC open  staff: CLOSED REWORK WITHDRAWN
REWORK        INB open  party: PLANNED IN_EXECUTION REPORTED_DONE staff: WITHDRAWN
DECLINED      GEA ended
EXPIRED       GEA ended
CLOSED        AFG ended
WITHDRAWN     GEA ended
"""
CONSULTATION = """
ASKED            REG open  party: COUNTER_QUESTION APPROVED APPROVED_UP_TO REFUSED OWNER_ARRANGES staff: NO_RESPONSE WITHDRAWN clock: NO_RESPONSE
COUNTER_QUESTION INB open  party: APPROVED APPROVED_UP_TO REFUSED OWNER_ARRANGES staff: ASKED NO_RESPONSE WITHDRAWN clock: NO_RESPONSE
APPROVED         AFG ended
APPROVED_UP_TO   AFG ended
REFUSED          AFG ended
OWNER_ARRANGES   AFG ended
NO_RESPONSE      AFG ended
WITHDRAWN        GEA ended
"""  # noqa: E501
TASK = """
OPEN         REG open  staff: TAKEN WITHDRAWN
TAKEN        GUN open  staff: IN_EXECUTION DONE WITHDRAWN
IN_EXECUTION INB open  staff: INTERRUPTED DONE WITHDRAWN
INTERRUPTED  INB open  staff: IN_EXECUTION WITHDRAWN
DONE         TEC open  staff: CLOSED IN_EXECUTION WITHDRAWN
CLOSED       AFG ended
WITHDRAWN    GEA ended
"""
TABLES = [
    (INCIDENT_MOVES, INCIDENT),
    (WORK_ORDER_MOVES, WORK_ORDER),
    (CONSULTATION_MOVES, CONSULTATION),
    (TASK_MOVES, TASK),
]


def read(line: str) -> tuple[str, str, bool, set[tuple[str, str]]]:
    start, vera, standing, *words = line.split()
    allowed, mover = set(), ""
    for word in words:
        if word.endswith(":"):
            mover = word[:-1].upper()
        else:
            allowed.add((mover, word))
    return start, vera, standing == "open", allowed


@pytest.mark.parametrize(("moves", "written"), TABLES)
def test_every_pair_of_states_is_allowed_to_whom_it_should(moves: Moves[Any], written: str) -> None:
    rows = [read(line) for line in written.strip().splitlines()]
    states: list[StrEnum] = list(moves.states)

    assert [row[0] for row in rows] == sorted((state.value for state in states), key=[row[0] for row in rows].index)
    for start, vera, is_open, allowed in rows:
        assert (moves.vera(start), moves.is_open(start)) == (vera, is_open)
        for end in states:
            for mover in Mover:
                expected = (mover.name, end.value) in allowed
                assert moves.allows(start, end, mover) is expected, (start, end, mover)


@pytest.mark.parametrize("moves", [moves for moves, _ in TABLES])
def test_what_is_offered_is_what_is_allowed(moves: Moves[Any]) -> None:
    for start in moves.states:
        for mover in Mover:
            assert moves.allowed(start, mover) == [
                end for end in moves.states[start].to if moves.allows(start, end, mover)
            ]


def test_two_movers_together_are_offered_what_either_may() -> None:
    both = WORK_ORDER_MOVES.allowed(next(iter(WORK_ORDER_MOVES.states)), Mover.STAFF | Mover.PARTY)

    assert {"ACCEPTED", "WITHDRAWN"} <= set(both)
