"""One answer for all whom an event is pushed to in the same turn, when they reach the same rows and ask the same."""

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

import orjson
from graphql.execution.values import VariableValues

from auth.together import Together
from auth.viewer import Viewer
from models.row import Row
from schema.context import Context
from schema.plans.plan import Plan
from schema.plans.run import Unplanned


class Shared(dict[str, Any]):
    """The data of an answer that goes to many, written once."""

    @cached_property
    def text(self) -> orjson.Fragment:
        return orjson.Fragment(orjson.dumps(dict(self)))


@dataclass(frozen=True)
class Sharing:
    """A subscription whose events many are told alike: its plan, its variables, and the field that is followed."""

    plan: Plan
    variables: VariableValues
    field: str

    def key_for(self, viewer: Viewer) -> Hashable:
        """Viewers with the same are told the same of an event."""
        asked = tuple((name, repr(self.variables.coerced.get(name))) for name in self.plan.variables_below)
        return id(self.plan), asked, viewer.reach, viewer.own_locale, viewer.locale

    async def answer(self, context: Context, event: Any) -> dict[str, Any]:
        return await self.plan.answer(context, event, self.variables)


class Pushed:
    """An event as one listener is to be told of it. Those with the same `key` are answered alike."""

    def __init__(self, sharing: Sharing, context: Context, event: Any) -> None:
        self._sharing, self._context, self._event = sharing, context, event
        parts = tuple(id(part) if isinstance(part, Row) else part for part in vars(event).values())
        self.key = sharing.key_for(context.viewer), type(event), parts

    async def answer(self) -> Shared:
        return Shared(await self._sharing.answer(self._context, self._event))


async def _answers(pushed: list[Pushed]) -> dict[Hashable, Shared | BaseException]:
    answers = await asyncio.gather(*(each.answer() for each in pushed), return_exceptions=True)
    return {each.key: answer for each, answer in zip(pushed, answers, strict=True)}


_pushed_now = Together(_answers, attrgetter("key"))


async def answered_for_all(pushed: Pushed) -> Shared:
    """The answer that this listener shares with others."""
    answer = await _pushed_now.ask(pushed)
    if not isinstance(answer, Shared):
        raise answer or Unplanned
    return answer
