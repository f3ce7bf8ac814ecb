"""What is pushed to many is read and answered once, and each still gets its own, and only while it may."""

import json
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import Any

import pytest
from strawberry.schema.schema_converter import GraphQLCoreConverter

import clock
from auth.viewer import Viewer
from models import Employee, EmployeeRole, Incident, MessageKind, Session
from schema.api import schema_for
from schema.audience import PERSONAL
from schema.context import House
from schema.plans.sharing import Shared
from tests.asking import Heard, answer, following, following_alone
from tests.cast import Cast, at_desk, reported, says, through_link
from tests.schema.generated import operation
from tests.schema.world import furnish, sights
from tests.statements import counted

SAME_FOR_ALL = """subscription ($threadId: ID!, $after: String) {
  messageAdded(threadId: $threadId, after: $after) { cursor message { seq kind body author { displayName role } } } }"""
OWN = SAME_FOR_ALL.replace("displayName role", "displayName isViewer")

# What nothing that is pushed leads to.
NEVER_PUSHED = {"ses", "aud"}


@pytest.fixture
async def incident(cast: Cast) -> Incident:
    return await reported(cast)


async def colleague(cast: Cast, name: str) -> Viewer:
    email = f"{name.lower()}@van-dam.example"
    row = await Employee.create(organisation=cast.organisation, name=name, email=email, role=EmployeeRole.AGENT)
    return await at_desk(row)


async def all_following(
    stack: AsyncExitStack, viewers: list[Viewer], house: House, incident: Incident, document: str = SAME_FOR_ALL
) -> list[Heard]:
    thread_id = f"thr_{incident.thread_id.hex}"
    return [
        await stack.enter_async_context(following(viewer, house, document, threadId=thread_id)) for viewer in viewers
    ]


async def next_post(heard: Heard) -> str:
    """What is said next; what happens is left out."""
    while (message := (await heard.next())["messageAdded"]["message"])["kind"] == "EVENT":
        pass
    return str(message["body"])


async def all_results(heard: Heard, count: int) -> list[object]:
    return [await heard.result() for _ in range(count)]


def alone(viewer: Viewer, house: House, incident: Incident) -> AbstractAsyncContextManager[Heard]:
    return following_alone(viewer, house, SAME_FOR_ALL, threadId=f"thr_{incident.thread_id.hex}")


async def cost_of_a_push(
    monkeypatch: pytest.MonkeyPatch, cast: Cast, house: House, incident: Incident, viewers: list[Viewer], body: str
) -> int:
    async with AsyncExitStack() as stack:
        heard = await all_following(stack, viewers, house, incident)
        with counted(monkeypatch) as statements:
            await says(cast.as_anna, incident, body)
            told = [(await each.next())["messageAdded"]["message"]["body"] for each in heard]
    assert told == [body] * len(viewers)
    return len(statements)


async def test_a_push_costs_the_same_statements_however_many_listen(
    monkeypatch: pytest.MonkeyPatch, cast: Cast, house: House, incident: Incident
) -> None:
    viewers = [await colleague(cast, f"Collega{number}") for number in range(12)]

    few = await cost_of_a_push(monkeypatch, cast, house, incident, viewers[:2], "Een")
    many = await cost_of_a_push(monkeypatch, cast, house, incident, viewers, "Twee")

    assert many <= few + 1  # the poll may come in between


async def test_one_answer_goes_to_all_who_see_the_same(cast: Cast, house: House, incident: Incident) -> None:
    viewers = [await colleague(cast, "Cas"), await colleague(cast, "Dina")]
    async with AsyncExitStack() as stack:
        heard = [await stack.enter_async_context(alone(viewer, house, incident)) for viewer in viewers]
        await says(cast.as_anna, incident, "Voor allebei")
        one, other = [await each.next() for each in heard]

    assert isinstance(one, Shared)
    assert one is other


async def test_past_the_library_comes_what_comes_through_it(cast: Cast, house: House, incident: Incident) -> None:
    cas, tom = await colleague(cast, "Cas"), await through_link(cast.tom, incident)
    async with AsyncExitStack() as stack:
        at_once = await all_following(stack, [cas, tom], house, incident)
        by_itself = [await stack.enter_async_context(alone(viewer, house, incident)) for viewer in (cas, tom)]
        await says(cast.as_anna, incident, "Notitie", kind=MessageKind.NOTE)
        for number in range(3):
            await says(cast.as_anna, incident, f"Bericht {number} \u2028 \N{SNOWMAN}")
        answers = [await all_results(each, count) for each, count in zip(at_once, (6, 5), strict=True)]
        others = [await all_results(each, count) for each, count in zip(by_itself, (6, 5), strict=True)]

    assert json.dumps(answers, default=vars) == json.dumps(others, default=vars)
    assert [each.past_the_library for each in (*at_once, *by_itself)] == [6, 5, 0, 0]


async def test_a_socket_that_takes_no_more_goes_on_by_itself_and_misses_nothing(
    cast: Cast, house: House, incident: Incident
) -> None:
    async with AsyncExitStack() as stack:
        [heard] = await all_following(stack, [await colleague(cast, "Cas")], house, incident)
        for number in range(6):
            heard.takes = number % 2 == 0
            await says(cast.as_anna, incident, str(number))
            assert await next_post(heard) == str(number)

    assert heard.past_the_library > 0


async def test_who_became_somebody_else_is_no_longer_told_with_the_others(
    cast: Cast, house: House, incident: Incident
) -> None:
    cas = await colleague(cast, "Cas")
    async with AsyncExitStack() as stack:
        [heard] = await all_following(stack, [cas], house, incident)
        assert cas.employee is not None
        await Employee.filter(id=cas.employee.id).update(role=EmployeeRole.ADMIN)
        await says(cast.as_anna, incident, "Nu beheerder")
        assert await next_post(heard) == "Nu beheerder"

    assert heard.past_the_library == 0


async def test_each_is_told_what_is_its_own(cast: Cast, house: House, incident: Incident) -> None:
    cas = await colleague(cast, "Cas")
    async with AsyncExitStack() as stack:
        heard = await all_following(stack, [cas, await colleague(cast, "Dina")], house, incident, OWN)
        await says(cas, incident, "Van mij")
        own = [(await each.next())["messageAdded"]["message"]["author"]["isViewer"] for each in heard]

    assert own == [True, False]


async def test_staff_and_the_reporter_are_told_apart(cast: Cast, house: House, incident: Incident) -> None:
    tom = await through_link(cast.tom, incident)
    async with AsyncExitStack() as stack:
        heard = await all_following(stack, [await colleague(cast, "Cas"), tom], house, incident)
        await says(cast.as_anna, incident, "Notitie", kind=MessageKind.NOTE)
        await says(cast.as_anna, incident, "Bericht")
        staff = [(await heard[0].next())["messageAdded"]["message"] for _ in range(2)]
        toms = (await heard[1].next())["messageAdded"]["message"]

    assert [message["body"] for message in staff] == ["Notitie", "Bericht"]
    assert toms["body"] == "Bericht"
    assert toms["seq"] < staff[1]["seq"]


async def test_whoever_was_signed_out_is_left_out_and_the_others_are_not(
    cast: Cast, house: House, incident: Incident
) -> None:
    cas, dina = await colleague(cast, "Cas"), await colleague(cast, "Dina")
    async with AsyncExitStack() as stack:
        gone, stays = await all_following(stack, [cas, dina], house, incident)
        await Session.filter(id=cas.session_id).update(ended_at=clock.now())
        await says(cast.as_anna, incident, "Na het afmelden")
        told, ended = await stays.next(), await gone.result()

    assert told["messageAdded"]["message"]["body"] == "Na het afmelden"
    assert ended is not None
    assert [error.extensions["code"] for error in ended.errors or [] if error.extensions] == ["UNAUTHENTICATED"]


@pytest.mark.usefixtures("without_limits", "plans_of_any_size")
async def test_what_two_see_differently_is_marked_where_it_is_declared(
    cast: Cast, neighbour: Cast, house: House
) -> None:
    """Two who reach the same: colleagues, one of whom wrote; and one contact through two links."""
    corner = await furnish(cast)
    seen = {sight.name: sight for sight in await sights(corner, await furnish(neighbour))}
    pairs = [
        (seen["agent"].viewer, await colleague(cast, "Cas"), seen["agent"].own),
        (seen["plumber"].viewer, await through_link(cast.piet, corner.sides["piet"]), seen["plumber"].own),
    ]

    compared = 0
    for one, other, own in pairs:
        assert one.reach == other.reach
        schema = schema_for(one.audience)._schema
        assert schema.query_type is not None
        document = operation(schema, "query", "node", schema.query_type.fields["node"])
        for prefix, opaque_id in own.items():
            if prefix not in NEVER_PUSHED:
                first, second = [(await answer(viewer, house, document, id=opaque_id)).data for viewer in (one, other)]
                unmarked = [path for path in differing(schema, first, second) if not is_marked(schema, path)]
                assert unmarked == [], (prefix, unmarked)
                compared += 1
    assert compared > 10


def differing(schema: Any, one: Any, other: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where two answers part: the fields on the way, outermost first."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from differing(schema, one[key], other[key], (*path, key))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for each, counterpart in zip(one, other, strict=True):
            yield from differing(schema, each, counterpart, path)
    elif one != other:
        yield path


def is_marked(schema: Any, path: tuple[str, ...]) -> bool:
    """Whether one of the fields on the way is marked; each is called by its type and name."""
    for key in path:
        owner, _, name = key.partition("_")
        field = getattr(schema.get_type(owner), "fields", {}).get(name)
        if field is not None and PERSONAL in field.extensions[GraphQLCoreConverter.DEFINITION_BACKREF].metadata:
            return True
    return False
