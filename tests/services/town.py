"""Van Dam on PostgreSQL behind several server processes, and the people who work with it."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import httpx2

from models import Incident
from models.database import connected
from models.migrate import migrate
from schema.ids import node_id, row_id
from tests.cast import PASSWORD, make_cast
from tests.journeys.clients import Ears, Person
from tests.journeys.documents import EMPTY_CURSOR, FOLLOW, GIVE, ISSUE, OPEN, POST, REPORT, SIGN_IN, THREAD
from tests.journeys.service import Server, Service, environment, serving

MOST_CONNECTIONS = 8  # four servers share what the PostgreSQL of a test machine has


class Desk:
    """One person at one server."""

    def __init__(self, server: Server, token: str | None, client: httpx2.AsyncClient) -> None:
        self.server = server
        self.token = token
        self._client = client

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer without top-level errors."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        body = {"query": document, "variables": variables}
        answer = (await self._client.post(self.server.http, json=body, headers=headers)).json()
        assert "errors" not in answer, answer["errors"]
        return dict(answer["data"])

    async def do(self, document: str, **given: Any) -> dict[str, Any]:
        """The payload of a mutation, which may be a refusal."""
        [payload] = (await self.ask(document, input=given)).values()
        return dict(payload)

    async def post(self, thread: str, body: str, kind: str = "POST") -> dict[str, Any]:
        """The message that stands; it is its own client's id."""
        payload = await self.do(POST, threadId=thread, body=body, kind=kind, clientMessageId=body)
        assert payload["errors"] == []
        return dict(payload["message"])

    async def read(self, thread: str) -> list[dict[str, Any]]:
        """The whole thread, page by page."""
        messages: list[dict[str, Any]] = []
        after, more = None, True
        while more:
            page = (await self.ask(THREAD, id=thread, after=after))["thread"]["messages"]
            messages += page["nodes"]
            after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        return messages


@dataclass
class Job:
    """A work order for Piet, with its head."""

    incident: dict[str, Any]
    order: dict[str, Any]

    @property
    def thread(self) -> str:
        return str(self.order["thread"]["id"])


class Town:
    """The service, Anna who works there, and Piet who opens links."""

    def __init__(self, service: Service, database_url: str, ids: dict[str, str], client: httpx2.AsyncClient) -> None:
        self.service = service
        self.database_url = database_url
        self._piet = ids.pop("piet")
        self._ids = ids
        self._client = client
        self._anna: str | None = None

    async def anna(self, server: Server) -> Desk:
        """Anna, signed in once."""
        if self._anna is None:
            stranger = Desk(server, None, self._client)
            signed_in = await stranger.do(SIGN_IN, email="anna@van-dam.example", password=PASSWORD)
            assert signed_in["errors"] == []
            self._anna = signed_in["token"]
        return Desk(server, self._anna, self._client)

    async def a_job(self, title: str) -> Job:
        """An incident of this title, with a work order for Piet."""
        anna = await self.anna(self.service.here)
        given = {"title": title, "description": "Geen warm water.", "idempotencyKey": title, **self._ids}
        incident = (await anna.do(REPORT, **given))["incident"]
        return Job(incident, (await anna.do(GIVE, **self.work_order(incident, title)))["subIncident"])

    def work_order(self, incident: dict[str, Any], key: str) -> dict[str, Any]:
        return {
            "incidentId": incident["id"],
            "title": key,
            "description": "Graag deze week.",
            "notifyBy": ["EMAIL"],
            "details": {"workOrder": {"contractorId": self._piet}},
            "idempotencyKey": key,
        }

    async def piet(self, server: Server, job: Job) -> Desk:
        """Piet, through a link to this job."""
        anna = await self.anna(server)
        secret = (await anna.do(ISSUE, threadId=job.thread))["url"].split("#")[1]
        stranger = Desk(server, None, self._client)
        return Desk(server, (await stranger.do(OPEN, token=secret))["token"], self._client)

    @asynccontextmanager
    async def database(self) -> AsyncIterator[asyncpg.Connection]:
        """Round the back, to look and to hold."""
        connection = await asyncpg.connect(self.database_url)
        try:
            yield connection
        finally:
            await connection.close()


@asynccontextmanager
async def opened(
    folder: Path, database_url: str, bus_url: str, *, servers: int, probe: str = "/readyz", **settings: object
) -> AsyncIterator[Town]:
    """The town for as long as the block runs, on a database with nobody in it."""
    await migrate(database_url, report=lambda _line: None)
    ids = await _move_in(database_url)
    parts: dict[str, object] = {
        "database_url": _sharing(database_url),
        "bus_url": bus_url,
        "postman": "false",
    }
    env = environment(folder, **{**parts, **settings})
    async with (
        serving(env, folder, servers=servers, probe=probe) as service,
        httpx2.AsyncClient(trust_env=False, timeout=30) as client,
    ):
        yield Town(service, database_url, ids, client)


def _sharing(database_url: str) -> str:
    is_sqlite = database_url.startswith("sqlite://")
    return database_url if is_sqlite else f"{database_url}?minsize=1&maxsize={MOST_CONNECTIONS}"


async def _move_in(database_url: str) -> dict[str, str]:
    async with connected(database_url):
        cast = await make_cast()
        return {
            "categoryId": node_id(cast.heating),
            "propertyId": node_id(cast.dam),
            "unitId": node_id(cast.dam_2),
            "reporterId": node_id(cast.tom),
            "piet": node_id(cast.piet),
        }


def following(desk: Desk, job: Job) -> AbstractAsyncContextManager[Ears]:
    """All that this person may read of the job's thread, from its beginning on."""
    return Person(desk.server, desk.token).hearing(FOLLOW, thread=job.thread, after=EMPTY_CURSOR)


@asynccontextmanager
async def held(town: Town, job: Job) -> AsyncIterator[None]:
    """The incident's row locked, so that whoever writes to it gets as far as that and waits."""
    async with town.database() as database, database.transaction():
        incident_id = row_id(job.incident["id"], Incident, "incidentId")
        await database.execute("SELECT id FROM incident WHERE id = $1 FOR UPDATE", incident_id)
        yield


async def collect(ears: Ears, until: str) -> list[dict[str, Any]]:
    """All that was heard so far, when the last of it is a message with this text."""
    while (await ears.next())["messageAdded"]["message"]["body"] != until:
        pass
    return [event["messageAdded"]["message"] for event in ears.heard]
