"""PostgreSQL refuses for a moment, or something is broken off: what waits goes on, and nobody hears a wrong reason."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import pytest
from tortoise.connection import get_connection
from tortoise.transactions import in_transaction

from auth.marks import read_message_rows
from models import Contact, ContactType, Incident, IncidentStatus, Organisation
from models.database import DATABASE_AWAY, connected
from realtime.feed import Feed
from realtime.hub import Hub
from resolvers.erasing import erase_contact
from resolvers.incident_handling import change_incident_status
from resolvers.live import follow_messages, read_marks
from resolvers.pushing import push_messages
from tests.cast import at_desk, make_cast, reported, says
from tests.services.conftest import POSTGRES


@asynccontextmanager
async def away(database_url: str) -> AsyncIterator[None]:
    """Its connections end, and it takes no new ones."""
    name = urlsplit(database_url).path[1:]
    outside = await asyncpg.connect(POSTGRES)
    try:
        await outside.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        await outside.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", name)
        yield
        await outside.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    finally:
        await outside.close()


async def test_the_poll_outlives_a_database_that_was_away(postgres_url: str) -> None:
    polls_failed = asyncio.Event()

    async def marks(*asked: Any) -> Any:
        try:
            return await read_marks(*asked)
        except DATABASE_AWAY:
            polls_failed.set()
            raise

    async with connected(postgres_url):
        cast = await make_cast(f"A{uuid4().hex[:6]}")
        incident = await reported(cast)
        hub = Hub("memory://")  # nobody rings it: only the poll finds what is said
        await hub.start()
        feed = Feed(hub, 0.05, read_rows=read_message_rows, push_rows=push_messages, read_marks=marks)
        await feed.start()
        async with aclosing(follow_messages(await at_desk(cast.anna), feed, thread_id=incident.thread_id)) as stream:
            heard = asyncio.ensure_future(anext(stream))
            while not feed.idle_watchers:
                await asyncio.sleep(0)
            async with away(postgres_url):
                await polls_failed.wait()

            await says(cast.as_anna, incident, "Na de storing")
            async with asyncio.timeout(30):
                message, _ = await heard
        await feed.stop()
        await hub.stop()

    assert message.body == "Na de storing"


async def test_what_runs_out_while_a_transaction_begins_has_run_out(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute = asyncpg.Connection.execute

    async def slowly(self: Any, query: str, *given: Any, **more: Any) -> Any:
        if query.startswith("BEGIN"):
            await execute(self, "SELECT pg_sleep(1)")
        return await execute(self, query, *given, **more)

    separator = "&" if "?" in postgres_url else "?"
    async with connected(f"{postgres_url}{separator}minsize=1&maxsize=2"):
        await get_connection("default").execute_query("SELECT 1")
        monkeypatch.setattr(asyncpg.Connection, "execute", slowly)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1), in_transaction():
                await Organisation.create(name="Te laat", slug=uuid4().hex)
        monkeypatch.undo()

        assert not await Organisation.filter(name="Te laat").exists()


async def test_who_writes_where_somebody_is_erased_waits_and_is_heard(postgres_url: str) -> None:
    async with connected(postgres_url):
        cast = await make_cast(f"A{uuid4().hex[:6]}")
        for number in range(10):
            jan = await Contact.create(
                organisation=cast.organisation, type=ContactType.TENANT, name="Jan", email=f"{uuid4().hex}@example.org"
            )
            incident = await reported(cast, f"Nummer {number}")
            await Incident.filter(id=incident.id).update(reporter_id=jan.id)
            await change_incident_status(
                cast.as_anna, incident_id=incident.id, status=IncidentStatus.CANCELLED, reason="Dubbel"
            )

            async def after(turns: int = 40 * number, subject: Any = incident) -> None:
                for _ in range(turns):
                    await asyncio.sleep(0)
                await says(cast.as_anna, subject, "Nog iets")

            await asyncio.gather(erase_contact(cast.as_bas, contact_id=jan.id), after())
