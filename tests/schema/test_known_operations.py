"""What was answered before is answered, done, refused, counted and logged as it was the first time."""

import asyncio
import json
from typing import Any

import httpx2
import pytest

import metrics
from models import AuditEntry, Incident, Session
from schema.ids import node_id
from tests.asking import answer
from tests.cast import reported
from tests.schema.conftest import Portal

TITLE = "query Bekijk($id: ID!) { incident(id: $id) { title } }"
PAGE = """query Blader($first: Int!) {
  incidents(first: $first) { nodes { thread { messages(first: 100) { nodes { id } } } } } }"""
TWO = "query Een { viewer { displayName } } query Twee { viewer { locale } }"
NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"

RENAME = """mutation Hernoem($input: UpdateIncidentInput!, $first: Int!) { updateIncident(input: $input) {
  errors { code } incident { title thread { messages(first: $first) { nodes { id } } } } } }"""

WAYS = ("planned", "executed", "failed")


def figures(*names: str) -> list[float]:
    """What operations by these first fields came to, and how they were answered."""
    operations = [
        metrics.REGISTRY.get_sample_value(f"huismeester_{called}", labels) or 0
        for name in names
        for called, labels in (
            ("operations_total", {"name": name, "outcome": "ok"}),
            ("operations_total", {"name": name, "outcome": "refused"}),
            ("operation_seconds_count", {"name": name}),
        )
    ]
    ways = [metrics.REGISTRY.get_sample_value("huismeester_answers_total", {"how": how}) or 0 for how in WAYS]
    return [*operations, *ways]


@pytest.fixture
async def incident(portal: Portal) -> Incident:
    return await reported(portal.cast)


async def ask(portal: Portal, query: str, name: str | None = None, **variables: Any) -> httpx2.Response:
    body = {"query": query, "variables": variables, "operationName": name}
    return await portal.client.post("/graphql", json=body, headers={"authorization": f"Bearer {portal.anna}"})


async def test_it_is_answered_counted_and_logged_alike(
    portal: Portal, incident: Incident, caplog: pytest.LogCaptureFixture
) -> None:
    before = figures("incident")
    first = await ask(portal, TITLE, id=node_id(incident))
    between = figures("incident")
    caplog.clear()
    again = await ask(portal, TITLE, id=node_id(incident))
    after = figures("incident")

    assert again.json() == first.json()
    assert again.json() == {"data": {"incident": {"title": incident.title}}, "extensions": {"cost": 1}}
    assert [later - earlier for earlier, later in zip(before, between, strict=True)] == [1, 0, 1, 1, 0, 0]
    assert [later - earlier for earlier, later in zip(between, after, strict=True)] == [1, 0, 1, 1, 0, 0]
    assert "Bekijk" in caplog.text


async def test_what_its_variables_make_too_dear_is_refused(portal: Portal) -> None:
    first, again = await ask(portal, PAGE, first=1), await ask(portal, PAGE, first=1)
    before = figures("incidents", "none")
    dear = await ask(portal, PAGE, first=100)

    assert first.json() == again.json()
    [error] = dear.json()["errors"]
    assert (error["extensions"]["code"], error["extensions"]["reason"]) == ("QUERY_TOO_COMPLEX", "COST")
    assert "data" not in dear.json()
    assert [later - earlier for earlier, later in zip(before, figures("incidents", "none"), strict=True)] == [
        *(0, 0, 0),
        *(0, 1, 1),
        *(0, 0, 0),
    ]


@pytest.mark.parametrize("variables", [{}, {"id": None}, {"id": []}, {"id": "\0"}, {"id": {"of": "another"}}])
async def test_variables_that_do_not_fit_are_refused_as_they_are_the_first_time(
    variables: dict[str, Any], portal: Portal, incident: Incident
) -> None:
    unknown = TITLE.replace("Bekijk", "Bezien")
    await ask(portal, TITLE, id=node_id(incident))

    known, first = await ask(portal, TITLE, **variables), await ask(portal, unknown, **variables)

    assert known.status_code == first.status_code
    assert known.json() == first.json()
    assert known.json()["errors"]


async def test_what_goes_wrong_in_it_is_told_and_counted_once(portal: Portal, incident: Incident) -> None:
    one, many = [node_id(incident)], [node_id(incident)] * 101
    assert "errors" not in (await ask(portal, NODES, ids=one)).json()

    before = figures("nodes")
    known = await ask(portal, NODES, ids=many)
    after = figures("nodes")

    assert known.json()["errors"] == (await ask(portal, NODES + " ", ids=many)).json()["errors"]
    assert [later - earlier for earlier, later in zip(before, after, strict=True)] == [0, 1, 1, 0, 0, 1]


async def test_of_two_the_one_that_is_asked_for_is_answered(portal: Portal) -> None:
    async def answers() -> list[dict[str, Any]]:
        return [(await ask(portal, TWO, name)).json().get("data") for name in ("Een", "Twee", None, "Drie")]

    first, again = await answers(), await answers()

    assert first == again
    assert first[:2] == [{"viewer": {"displayName": "Anna de Vries"}}, {"viewer": {"locale": "NL"}}]


async def test_who_was_signed_out_meanwhile_is_told_nothing(portal: Portal, incident: Incident) -> None:
    await ask(portal, TITLE, id=node_id(incident))
    await Session.all().delete()

    response = await ask(portal, TITLE, id=node_id(incident))

    assert response.status_code == 401
    assert incident.title not in response.text


async def test_a_client_that_leaves_is_counted(portal: Portal, incident: Incident) -> None:
    house, anna, opaque_id = portal.app.state.house, portal.cast.as_anna, node_id(incident)
    await answer(anna, house, TITLE, id=opaque_id)

    before = figures("incident")
    leaving = asyncio.create_task(answer(anna, house, TITLE, id=opaque_id))
    await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)

    assert [later - earlier for earlier, later in zip(before, figures("incident"), strict=True)] == [1, 0, 1, 0, 0, 0]


async def test_an_act_is_done_each_time_and_refused_as_before(portal: Portal, incident: Incident) -> None:
    async def rename(title: str) -> dict[str, Any]:
        response = await ask(portal, RENAME, input={"incidentId": node_id(incident), "title": title}, first=1)
        payload: dict[str, Any] = response.json()["data"]["updateIncident"]
        return payload

    before = figures("updateIncident")
    told = [await rename(title) for title in ("Lek", "Groot lek", "")]

    assert [each["incident"] and each["incident"]["title"] for each in told] == ["Lek", "Groot lek", None]
    assert [[error["code"] for error in each["errors"]] for each in told] == [[], [], ["BLANK"]]
    assert [later - earlier for earlier, later in zip(before, figures("updateIncident"), strict=True)] == [
        *(2, 1, 3),
        *(3, 0, 0),
    ]


async def test_an_act_whose_answer_fails_is_done_once(portal: Portal, incident: Incident) -> None:
    async def rename(title: str, first: int) -> dict[str, Any]:
        given = {"incidentId": node_id(incident), "title": title}
        told: dict[str, Any] = (await ask(portal, RENAME, input=given, first=first)).json()
        return told

    assert "errors" not in await rename("Lek", 1)
    entries = await AuditEntry.filter(act="updateIncident").count()
    before = figures("updateIncident")
    failed = await rename("Groot lek", 1_000)

    assert [error["extensions"]["reason"] for error in failed["errors"]] == ["TOO_MANY"]
    assert (await Incident.get(id=incident.id)).title == "Groot lek"
    assert await AuditEntry.filter(act="updateIncident").count() == entries + 1
    assert [later - earlier for earlier, later in zip(before, figures("updateIncident"), strict=True)] == [
        *(0, 1, 1),
        *(0, 0, 1),
    ]


async def test_an_act_that_was_posted_before_is_still_not_done_by_get(portal: Portal, incident: Incident) -> None:
    given: dict[str, Any] = {"input": {"incidentId": node_id(incident), "title": "Lek"}, "first": 1}
    await ask(portal, RENAME, **given)
    given["input"] = {"incidentId": node_id(incident), "title": "Groot lek"}

    response = await portal.client.get(
        "/graphql",
        params={"query": RENAME, "variables": json.dumps(given)},
        headers={"authorization": f"Bearer {portal.anna}"},
    )

    assert response.status_code == 405
    assert (await Incident.get(id=incident.id)).title == "Lek"
