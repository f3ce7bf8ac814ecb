"""What breaks is told with a code and an id, logged once under that id, and its text reaches nobody."""

import asyncio
import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from tortoise import Tortoise, connections

from models.migrate import migrate
from resolvers.unfinished import finish_acts
from tests.cast import PASSWORD
from tests.schema.conftest import Portal
from tests.schema.service import client_of, serving, socket_to

SIGN_IN = """mutation Enter($email: String!, $password: String!) {
  signIn(input: {email: $email, password: $password}) { errors { code } } }"""

ASK_FOR_A_LINK = """mutation ($email: String!, $organisation: String!) {
  requestSignInLink(input: {email: $email, organisation: $organisation}) { isRequested } }"""


class Lines(logging.Handler):
    """What is written to the log, as it is written."""

    def __init__(self, formatter: logging.Formatter | None) -> None:
        super().__init__()
        self.setFormatter(formatter)
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))

    def of(self, event: str) -> list[dict[str, object]]:
        return [line for line in map(json.loads, self.written) if line["event"] == event]


@pytest.fixture
def lines(portal: Portal) -> Iterator[Lines]:
    """Written as the service writes it: its own handler is the plain one among those of the tests."""
    [own] = [handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler]
    handler = Lines(own.formatter)
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


async def break_the_database() -> None:
    """The connection goes, and with it a database in memory: the next one has no tables."""
    await connections.get("default").close()


async def connections_have_ended() -> None:
    """A connection that failed has a thread that still tells the loop so; the loop must be there to hear it."""
    async with asyncio.timeout(10):
        while any("_connection_worker_thread" in thread.name for thread in threading.enumerate()):
            await asyncio.sleep(0)


async def test_an_error_inside_an_act_is_told_with_an_id_and_logged_once(portal: Portal, lines: Lines) -> None:
    await break_the_database()
    secrets = {"email": "anna@van-dam.example", "password": PASSWORD}

    response = await portal.client.post("/graphql", json={"query": SIGN_IN, "variables": secrets})

    [error] = response.json()["errors"]
    assert (response.status_code, response.json()["data"]) == (200, None)
    assert error["extensions"]["code"] == "INTERNAL"
    assert "table" not in response.text
    [logged] = lines.of("operation failed")
    assert logged["error_id"] == error["extensions"]["errorId"]
    assert "no such table" in str(logged["exception"])
    assert not [line for line in lines.written for secret in secrets.values() if secret in line]


async def test_what_fails_after_its_answer_is_logged_with_the_request_and_told_to_nobody(
    portal: Portal, lines: Lines
) -> None:
    await break_the_database()

    asked = {"email": "anna@van-dam.example", "organisation": "van-dam"}
    response = await portal.client.post("/graphql", json={"query": ASK_FOR_A_LINK, "variables": asked})
    await finish_acts()

    assert response.json()["data"] == {"requestSignInLink": {"isRequested": True}}
    [line] = lines.of("failed after its answer")
    assert line["request_id"] == response.headers["x-request-id"]
    assert "anna@van-dam.example" not in str(line)


async def test_an_error_before_anybody_is_known_is_told_the_same_way(portal: Portal, lines: Lines) -> None:
    await break_the_database()

    response = await portal.client.post(
        "/graphql", json={"query": "{ __typename }"}, headers={"authorization": f"Bearer {portal.anna}"}
    )

    [error] = response.json()["errors"]
    assert (response.status_code, response.headers["content-type"]) == (500, "application/json")
    assert error["extensions"]["code"] == "INTERNAL"
    assert "table" not in response.text
    [logged] = lines.of("operation failed")
    assert logged["error_id"] == error["extensions"]["errorId"]
    assert not [line for line in lines.written if portal.anna in line]


async def test_a_socket_that_cannot_sign_in_now_may_try_again(portal: Portal, lines: Lines) -> None:
    async with socket_to(portal.app) as wire:
        await break_the_database()
        wire.send({"type": "connection_init", "payload": {"token": portal.anna}})

        assert await wire.closed() == 1013

    assert len(lines.of("operation failed")) == 1


async def test_an_error_on_a_socket_is_told_and_the_socket_goes_on(portal: Portal, lines: Lines) -> None:
    async with socket_to(portal.app) as wire:
        await wire.begin(portal.anna)
        await break_the_database()

        answers = [await wire.ask("{ viewer { displayName } }") for _ in range(2)]

    assert [answer["errors"][0]["extensions"]["code"] for answer in answers] == ["INTERNAL", "INTERNAL"]
    assert len(lines.of("operation failed")) == 2


async def test_the_log_names_operations_and_holds_no_texts_and_no_tokens(portal: Portal, lines: Lines) -> None:
    headers = {"authorization": f"Bearer {portal.anna}"}
    query = "query Desk($id: ID!) { node(id: $id) { id } }"

    await portal.client.post("/graphql", json={"query": query, "variables": {"id": "geheim"}}, headers=headers)
    await portal.client.get("/graphql", params={"query": query, "variables": '{"id": "geheim"}'}, headers=headers)
    await portal.client.post("/graphql", json={"query": query, "operationName": "geheim"}, headers=headers)
    await portal.client.get("/l?geheim#geheim")
    async with socket_to(portal.app) as wire:
        await wire.begin(portal.anna)
        await wire.ask(query, id="geheim")
        await wire.ask("{ viewer { displayName } }")

    assert [line["operation"] for line in lines.of("request")] == ["Desk", "Desk", None, None]
    assert [line["operation"] for line in lines.of("operation")] == ["Desk", None]
    assert not [line for line in lines.written if "geheim" in line or portal.anna in line]
    assert len({line["request_id"] for line in [*lines.of("operation"), *lines.of("socket")]}) == 1


async def test_a_service_that_cannot_work_says_so_and_lives(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    async with serving(database_url=f"sqlite://{folder}/db.sqlite3") as app, client_of(app) as client:
        before = await client.get("/readyz")
        await Tortoise.generate_schemas()
        await break_the_database()
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
        after = await client.get("/readyz")
        alive = await client.get("/livez")
    await connections_have_ended()

    assert (before.status_code, before.json()["migrations"]) == (503, "failing")
    assert (after.status_code, after.json()["database"]) == (503, "failing")
    assert alive.status_code == 200


async def test_a_bus_that_does_not_ring_keeps_no_request_away(tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path}/db.sqlite3"
    await migrate(url, report=lambda _line: None)
    async with serving(database_url=url) as app, client_of(app) as client:
        app.state.hub, hub = SimpleNamespace(healthy=False), app.state.hub
        answer = await client.get("/readyz")
        app.state.hub = hub

    assert (answer.status_code, answer.json()["bus"], answer.json()["database"]) == (200, "failing", "ok")
