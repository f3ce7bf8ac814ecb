"""How a lifecycle is written down: a table of states, the VERA code of each, and who may make which move."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Flag, StrEnum, auto
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)


class Mover(Flag):
    """Who makes a move. Staff may make a party's move on its behalf; the event then names both."""

    STAFF = auto()
    PARTY = auto()
    REPORTER = auto()
    CLOCK = auto()


@dataclass(frozen=True)
class State(Generic[S]):
    """One row of a table of moves.

    `vera` is the code of the Dutch housing data standard; `to` names each next state and who may go there.
    """

    vera: str
    is_open: bool
    to: Mapping[S, Mover]


@dataclass(frozen=True)
class Moves(Generic[S]):
    """The lifecycle of one kind of thing."""

    states: Mapping[S, State[S]]

    def allows(self, start: S, end: S, mover: Mover) -> bool:
        return bool(self.states[start].to.get(end, Mover(0)) & mover)

    def allowed(self, start: S, mover: Mover) -> list[S]:
        """The states that `mover` may go to from `start`, in the order of the table."""
        return [end for end, movers in self.states[start].to.items() if movers & mover]

    def is_open(self, state: S) -> bool:
        return self.states[state].is_open

    def open_states(self) -> list[S]:
        return [state for state, row in self.states.items() if row.is_open]

    def vera(self, state: S) -> str:
        return self.states[state].vera
