"""Asking the service in this process, on a filled database, as people who are really signed in."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import asyncpg
import httpx2
from starlette.applications import Starlette
from tortoise.connection import get_connection

from auth.tokens import TokenKind, mint
from bench.growth import filling
from bench.growth.filling import LONG, ORGANISATION, SHORT, made
from bench.growth.pages import Asker, Page, cursor, pages
from bench.peers.servers import UNLIMITED
from bench.town import LAST_OF_ALL
from models import Incident, Session, SessionKind
from models.database import POSTGRESQL_SETTINGS
from resolvers.pages import encode_cursor
from tests.schema.service import client_of, serving, socket_to

HOLDERS: dict[Asker, dict[str, Any]] = {
    Asker.READER: {"employee_id": filling.READER},
    Asker.NEWCOMER: {"employee_id": filling.NEWCOMER},
    Asker.TENANT: {"account_id": filling.TENANT_ACCOUNT},
    Asker.CONTRACTOR: {"account_id": filling.CONTRACTOR_ACCOUNT},
    Asker.SHORT_GUEST: {"guest_link_id": filling.SHORT_LINK},
    Asker.LONG_GUEST: {"guest_link_id": filling.LONG_LINK},
}


FIRST_ROUNDS = 7
BACKENDS = """SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""


@dataclass(frozen=True)
class Cost:
    """What a page costs, in milliseconds: by the clock, the median; and of processors, ours and PostgreSQL's."""

    clock: float
    processor: float


@dataclass(frozen=True)
class Statement:
    """One that was sent to the database, and the seconds that it took."""

    sql: str
    values: list[Any]
    seconds: float


class Asked:
    """The service, and who asks it."""

    def __init__(
        self, url: str, app: Starlette, client: httpx2.AsyncClient, tokens: dict[Asker, str], page_list: list[Page]
    ) -> None:
        self._url, self._app, self._client, self._tokens = url, app, client, tokens
        self.pages = page_list

    async def cost(self, page: Page, rounds: int) -> Cost:
        """The first rounds are not counted: in them statements are written, and PostgreSQL comes to keep a plan."""
        for _ in range(FIRST_ROUNDS):
            await self._ask(page)
        backends = await self._backends()
        before = _processor_seconds(backends)
        taken = [await self._timed(page) for _ in range(rounds)]
        return Cost(median(taken) * 1000, (_processor_seconds(backends) - before) / rounds * 1000)

    async def _backends(self) -> list[int]:
        """The processes of PostgreSQL that answer us."""
        connection = await asyncpg.connect(self._url)
        try:
            return [row["pid"] for row in await connection.fetch(BACKENDS)]
        finally:
            await connection.close()

    async def statements(self, page: Page) -> list[Statement]:
        """What is sent to the database for a page that was asked before."""
        connection, heard = get_connection("default"), list[Statement]()
        execute = connection.execute_query

        async def overheard(query: str, values: list[Any] | None = None) -> Any:
            started = time.perf_counter()
            answer = await execute(query, values)
            heard.append(Statement(query, values or [], time.perf_counter() - started))
            return answer

        connection.execute_query = overheard  # type: ignore[method-assign]
        try:
            await self._ask(page)
        finally:
            connection.execute_query = execute  # type: ignore[method-assign]
        return heard

    async def plan(self, statement: Statement, mode: str) -> str:
        """How PostgreSQL goes about it, told by doing it."""
        settings = {**POSTGRESQL_SETTINGS, "plan_cache_mode": mode}
        connection = await asyncpg.connect(self._url, server_settings=settings)
        try:
            await connection.execute(f"PREPARE asked AS {statement.sql}")
            values = ", ".join(map(_literal, statement.values))
            called = f"asked ({values})" if values else "asked"
            return "\n".join(row[0] for row in await connection.fetch(f"EXPLAIN (ANALYZE, BUFFERS) EXECUTE {called}"))
        finally:
            await connection.close()

    async def _timed(self, page: Page) -> float:
        started = time.perf_counter()
        await self._ask(page)
        return time.perf_counter() - started

    async def _ask(self, page: Page) -> None:
        if page.document.lstrip().startswith("subscription"):
            await self._follow(page)
            return
        body = {"query": page.document, "variables": page.variables}
        headers = {"Authorization": f"Bearer {self._tokens[page.asker]}"}
        answer = (await self._client.post("/graphql", json=body, headers=headers)).json()
        assert "errors" not in answer, (page.name, answer["errors"])

    async def _follow(self, page: Page) -> None:
        """From connecting until the first that is pushed."""
        async with socket_to(self._app) as wire:
            await wire.begin(self._tokens[page.asker])
            wire.subscribe("1", page.document, **page.variables)
            answer = await wire.next()
            assert answer["type"] == "next", (page.name, answer)
            assert "errors" not in answer["payload"], (page.name, answer)


@asynccontextmanager
async def asking(url: str) -> AsyncIterator[Asked]:
    unlimited = {"requests_per_session": UNLIMITED, "requests_per_address": UNLIMITED, "log_level": "error"}
    async with serving(database_url=url, **unlimited) as app, client_of(app, timeout=600) as client:
        tokens = {asker: await _signed_in(holder) for asker, holder in HOLDERS.items()}
        yield Asked(url, app, client, tokens, await _pages())


async def _signed_in(holder: dict[str, Any]) -> str:
    minted = mint(TokenKind.SESSION)
    await Session.create(
        organisation_id=ORGANISATION,
        token_hash=minted.hash,
        expires_at=LAST_OF_ALL,
        kind=SessionKind.GUEST_LINK if "guest_link_id" in holder else SessionKind.PASSWORD,
        **holder,
    )
    return minted.secret


async def _pages() -> list[Page]:
    rows = Incident.filter(organisation_id=ORGANISATION)
    count = await rows.count()
    middle = (await rows.order_by("-last_activity_at", "-id").offset(count // 2).limit(1))[0]
    own = (await rows.filter(reporter__account_id=filling.TENANT_ACCOUNT).order_by("id").limit(1))[0]
    deep = {LONG: encode_cursor([25_000]), SHORT: encode_cursor([51])}
    return pages(cursor(middle), (await Incident.get(id=made(9, SHORT))).reference, deep, own.reference)


def _literal(value: Any) -> str:
    """A value of ours as it is written in SQL."""
    if value is None:
        return "NULL"
    plain = "{" + ",".join(map(str, value)) + "}" if isinstance(value, list) else str(value)
    return "'" + plain.replace("'", "''") + "'"


def _processor_seconds(backends: list[int]) -> float:
    """Of this process and of those; of this one alone where PostgreSQL is on another machine."""
    schedules = [Path(f"/proc/{pid}/schedstat") for pid in backends]
    spent = sum(int(schedule.read_text().split()[0]) for schedule in schedules if schedule.exists())
    return time.process_time() + spent / 1e9
