"""A post that waits for a head which somebody else is changing goes by what then stands, not by what it had read."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import asyncpg
import pytest

from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import Event, Incident, IncidentStatus, Message, ThreadTally
from models.database import connected
from tests.cast import Cast, make_cast, reported, says, through_link
from tests.services.sockets import WAITING_FOR_A_LOCK

WAITING = IncidentStatus.WAITING_FOR_REPORTER


@pytest.fixture
async def cast(postgres_url: str) -> AsyncIterator[Cast]:
    async with connected(postgres_url):
        yield await make_cast(f"A{uuid4().hex[:6]}")


@pytest.fixture
async def other(postgres_url: str) -> AsyncIterator[asyncpg.Connection]:
    """Somebody else's connection."""
    connection = await asyncpg.connect(postgres_url)
    yield connection
    await connection.close()


@asynccontextmanager
async def overtaking(
    other: asyncpg.Connection, incident: Incident, status: IncidentStatus, viewer: Viewer, body: str
) -> AsyncIterator[asyncio.Task[Message]]:
    """A post that has read the incident, and waits for it while somebody gives it another status."""
    transaction = other.transaction()
    await transaction.start()
    await other.execute("UPDATE incident SET status = $1 WHERE id = $2", status.value, incident.id)
    posting = asyncio.create_task(says(viewer, incident, body))
    async with asyncio.timeout(30):
        while not await other.fetchval(WAITING_FOR_A_LOCK):
            await asyncio.sleep(0)
    assert not posting.done()
    await transaction.commit()
    yield posting


async def test_an_answer_ends_the_waiting_that_began_while_it_was_on_its_way(
    cast: Cast, other: asyncpg.Connection
) -> None:
    incident = await reported(cast)
    tom = await through_link(cast.tom, incident)

    async with overtaking(other, incident, WAITING, tom, "Een Remeha.") as posting:
        await posting

    assert (await Incident.get(id=incident.id)).status is IncidentStatus.IN_PROGRESS
    said = await Message.filter(thread_id=incident.thread_id).order_by("seq")
    assert [message.body or message.event for message in said][-2:] == ["Een Remeha.", Event.STATUS_CHANGED]
    assert [message.seq for message in said] == list(range(1, len(said) + 1))


async def test_what_was_closed_meanwhile_takes_no_word_of_a_contact(cast: Cast, other: asyncpg.Connection) -> None:
    incident = await reported(cast)
    tom = await through_link(cast.tom, incident)
    before = await Message.filter(thread_id=incident.thread_id).count()

    with pytest.raises(Invalid) as refused:
        async with overtaking(other, incident, IncidentStatus.CLOSED, tom, "Nog iets.") as posting:
            await posting

    assert refused.value.code is ErrorCode.INCIDENT_CLOSED
    assert await Message.filter(thread_id=incident.thread_id).count() == before


async def test_whoever_posts_at_the_same_moment_has_read_it_and_the_tallies_are_right(cast: Cast) -> None:
    """Thirty posts of two employees in one thread: only who wrote last has read all."""
    incident = await reported(cast)

    await asyncio.gather(
        *(says(viewer, incident, f"Bericht {number}") for number in range(15) for viewer in (cast.as_anna, cast.as_bas))
    )

    last = await Message.filter(thread_id=incident.thread_id).order_by("-seq").first()
    assert last is not None
    tallies = Counter[UUID | None]()
    for row in await ThreadTally.filter(organisation_id=cast.organisation.id):
        tallies[row.employee_id] += row.amount
    read = {employee for employee, amount in tallies.items() if employee is not None and amount == 1}
    assert tallies[None] == 1
    assert read == {last.author_employee_id}
    assert all(amount in {0, 1} for amount in tallies.values())
