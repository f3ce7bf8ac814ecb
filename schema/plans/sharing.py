"""One answer for all whom an event is pushed to in the same turn, when they reach the same rows and ask the same."""

import asyncio
from collections.abc import Hashable
from functools import cached_property
from operator import attrgetter
from typing import Any

import orjson
from graphql.execution.values import VariableValues

from auth.together import Together
from models.row import Row
from schema.context import Context
from schema.plans.plan import Plan
from schema.plans.run import Unplanned


class Shared(dict[str, Any]):
    """The data of an answer that goes to many, written once."""

    @cached_property
    def text(self) -> orjson.Fragment:
        return orjson.Fragment(orjson.dumps(dict(self)))


class Pushed:
    """An event as one listener is to be told of it. Those with the same `key` are answered alike."""

    def __init__(self, plan: Plan, context: Context, event: Any, variables: VariableValues) -> None:
        self._plan, self._context, self._event, self._variables = plan, context, event, variables
        viewer = context.viewer
        parts = tuple(id(part) if isinstance(part, Row) else part for part in vars(event).values())
        asked = tuple((name, repr(variables.coerced.get(name))) for name in plan.variables_below)
        self.key = id(plan), asked, viewer.reach, viewer.locale, type(event), parts

    async def answer(self) -> Shared:
        return Shared(await self._plan.answer(self._context, self._event, self._variables))


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
