"""The audit trail on PostgreSQL: the database itself refuses to rewrite it, and lets go of what is old."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from asyncpg.exceptions import RaiseError
from tortoise.connection import get_connection

import clock
from models import AuditEntry
from models.database import connected
from tests.cast import Cast, make_cast, reported


@pytest.fixture
async def cast(postgres_url: str) -> AsyncIterator[Cast]:
    async with connected(postgres_url):
        yield await make_cast()


async def test_it_is_written_and_not_rewritten(cast: Cast) -> None:
    incident = await reported(cast)
    old = await AuditEntry.create(act="x", created_at=clock.now() - timedelta(days=91))
    before = await AuditEntry.all().order_by("id").values()

    with pytest.raises(RaiseError, match="the audit trail is not changed"):
        await AuditEntry.all().update(act="nothing")
    with pytest.raises(RaiseError, match="the audit trail is not changed"):
        await AuditEntry.filter(act="reportIncident").delete()
    with pytest.raises(RaiseError, match="the audit trail is not changed"):
        await get_connection("default").execute_query("TRUNCATE audit_entry")

    assert await AuditEntry.all().order_by("id").values() == before
    assert (await AuditEntry.get(act="reportIncident")).subject_id == incident.id
    assert await AuditEntry.filter(id=old.id).delete() == 1
