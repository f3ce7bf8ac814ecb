"""A hub on a bus in memory."""

from collections.abc import AsyncIterator

import pytest

from realtime.hub import Hub


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    made = Hub("memory://")
    await made.start()
    yield made
    await made.stop()
