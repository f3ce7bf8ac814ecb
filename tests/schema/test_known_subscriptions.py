"""A subscription that was followed before begins, tells, fails, ends and counts as it did the first time."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any

import pytest

import clock
import metrics
from models import Incident, Message, Session
from schema.ids import node_id
from schema.plans.following import Followed
from schema.plans.plan import Plan
from tests.cast import reported, says
from tests.journeys.documents import EMPTY_CURSOR
from tests.schema.conftest import Portal
from tests.schema.service import Wire, socket_to

FIGURES = [
    *(("operations_total", {"name": "messageAdded", "outcome": outcome}) for outcome in ("ok", "refused", "failed")),
    *((name, {"name": "messageAdded"}) for name in ("pushes_total", "subscriptions_open")),
    *(("refusals_total", {"code": code}) for code in ("UNAUTHENTICATED", "NOT_FOUND", "BAD_USER_INPUT")),
]
Story = Callable[[Portal, Wire, str, Incident], Awaitable[list[Any]]]

_numbers = count()


def unknown_document() -> str:
    return f"""subscription Volg{next(_numbers)}($id: ID!, $after: String) {{
      messageAdded(threadId: $id, after: $after) {{ message {{ body author {{ displayName }} }} }} }}"""


def figures() -> list[float]:
    return [metrics.REGISTRY.get_sample_value(f"huismeester_{name}", labels) or 0 for name, labels in FIGURES]


@pytest.fixture
def short_ways(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each time that what was followed before is asked for: whether it began the short way."""
    noted: list[bool] = []
    follow = Followed.follow

    async def noting(self: Followed, *arguments: Any) -> Any:
        results = await follow(self, *arguments)
        noted.append(results is not None)
        return results

    monkeypatch.setattr(Followed, "follow", noting)
    return noted


async def hears(portal: Portal, wire: Wire, document: str, incident: Incident) -> list[Any]:
    """What was said, and what is said next; then the client has had enough."""
    heard = await _until_idle(portal, wire, document, incident)
    await say(portal, incident, "En nu?")
    heard.append(await wire.next())
    await _idle(portal)
    wire.send({"type": "complete", "id": "1"})
    return heard


async def is_signed_out_meanwhile(portal: Portal, wire: Wire, document: str, incident: Incident) -> list[Any]:
    heard = await _until_idle(portal, wire, document, incident)
    await Session.all().update(ended_at=clock.now())
    await say(portal, incident, "Niet meer voor Anna")
    ended = [await wire.next(), await wire.next()]
    assert ended[0]["payload"]["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    return [*heard, *ended]


async def is_signed_out_before(_portal: Portal, wire: Wire, document: str, incident: Incident) -> list[Any]:
    await Session.all().update(ended_at=clock.now())
    wire.subscribe("1", document, id=node_id(incident.thread))
    return [await wire.next(), await wire.next()]


async def finds_no_thread(_portal: Portal, wire: Wire, document: str, _incident: Incident) -> list[Any]:
    wire.subscribe("1", document, id=f"thr_{0:032x}")
    return [await wire.next(), await wire.next()]


async def asks_for_what_is_no_thread(_portal: Portal, wire: Wire, document: str, _incident: Incident) -> list[Any]:
    wire.subscribe("1", document, id="inc_1")
    return [await wire.next(), await wire.next()]


async def gives_no_id(_portal: Portal, wire: Wire, document: str, _incident: Incident) -> list[Any]:
    wire.subscribe("1", document)
    return [await wire.next()]


async def _until_idle(portal: Portal, wire: Wire, document: str, incident: Incident) -> list[Any]:
    """All that was said already."""
    wire.subscribe("1", document, id=node_id(incident.thread), after=EMPTY_CURSOR)
    said = await Message.filter(thread_id=incident.thread_id).count()
    heard = [await wire.next() for _ in range(said)]
    await _idle(portal)
    return heard


async def _idle(portal: Portal) -> None:
    async with asyncio.timeout(10):
        while not portal.app.state.house.feed.idle_watchers:
            await asyncio.sleep(0)


async def say(portal: Portal, incident: Incident, body: str) -> None:
    await says(portal.cast.as_anna, incident, body, client_message_id=str(next(_numbers)))


async def told(portal: Portal, story: Story, document: str) -> tuple[list[Any], list[float]]:
    """The frames, and what was counted."""
    await Session.all().update(ended_at=None)
    incident = await reported(portal.cast, f"Melding {next(_numbers)}")
    await say(portal, incident, "Hallo")
    before = figures()
    async with socket_to(portal.app) as wire:
        await wire.begin(portal.anna)
        frames = await story(portal, wire, document, incident)
    return frames, [after - earlier for earlier, after in zip(before, figures(), strict=True)]


@pytest.mark.parametrize("is_planned", [True, False])
@pytest.mark.parametrize(
    ("story", "begins"),
    [
        (hears, True),
        (is_signed_out_meanwhile, True),
        (is_signed_out_before, False),
        (finds_no_thread, True),
        (asks_for_what_is_no_thread, True),
        (gives_no_id, False),
    ],
)
async def test_it_is_told_and_counted_alike(
    story: Story,
    begins: bool,
    is_planned: bool,
    portal: Portal,
    short_ways: list[bool],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    document = unknown_document()
    if not is_planned:
        monkeypatch.setattr(Plan, "answer", _fails)
    await told(portal, hears, unknown_document())  # so that nothing else happens for the first time

    first = await told(portal, story, other := unknown_document())
    assert short_ways == []
    await told(portal, hears, document)
    caplog.clear()
    again = await told(portal, story, document)

    assert again == first
    assert first[0]
    assert short_ways == [begins]
    assert document.split("(")[0].split()[1] in caplog.text
    assert other not in caplog.text


async def _fails(*_: Any) -> Any:
    raise RuntimeError
