"""What every test may ask for: a database, people, and a house in which they live."""

from collections.abc import AsyncIterator

import pytest

from auth.attempts import Attempts
from auth.marks import read_message_rows
from models.database import connected
from models.tables import make_tables
from realtime import announce
from realtime.feed import Feed
from realtime.hub import Hub
from resolvers.live import read_marks
from resolvers.pushing import push_messages
from schema.context import House
from settings import Settings
from tests.cast import Cast, make_cast


@pytest.fixture
async def database() -> AsyncIterator[None]:
    """An empty database in memory."""
    async with connected("sqlite://:memory:"):
        await make_tables()
        yield


@pytest.fixture
async def cast(database: None) -> Cast:
    """Van Dam, its people and its house."""
    return await make_cast()


@pytest.fixture
async def neighbour(cast: Cast) -> Cast:
    """Another property manager, who must never see anything of the first."""
    return await make_cast("De Brug")


@pytest.fixture
async def house(database: None) -> AsyncIterator[House]:
    """The live parts, as `app.py` puts them together, on a bus in memory."""
    hub = Hub("memory://")
    await hub.start()
    announce.connect(hub)
    feed = Feed(hub, 0.2, read_rows=read_message_rows, push_rows=push_messages, read_marks=read_marks)
    await feed.start()
    yield House(feed=feed, attempts=Attempts(Settings()), is_https=False)
    await feed.stop()
    announce.connect(None)
    await hub.stop()
