"""A house in memory, a mail server on a free port, and the postman who goes between them."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from tortoise.context import TortoiseContext

from models import Locale
from models.database import database_config
from notifications.postman import Postman
from notifications.transports.carrier import carrier_for
from settings import Settings
from tests.notifications.peers import Mailbox, mail_server
from tests.notifications.scene import Scene, set_scene


@pytest.fixture
async def database() -> AsyncIterator[None]:
    async with TortoiseContext() as context:
        await context.init(database_config("sqlite://:memory:"), _enable_global_fallback=True)
        await context.generate_schemas()
        yield


@pytest.fixture
async def scene(database: None) -> Scene:
    return await set_scene()


@pytest.fixture(params=list(Locale))
async def scene_in(request: pytest.FixtureRequest, database: None) -> Scene:
    """The same scene in each language."""
    return await set_scene(request.param)


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    async with mail_server() as made:
        yield made


@pytest.fixture
def settings(mailbox: Mailbox, tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None,
        base_url="https://portaal.maas.example",
        mail="smtp",
        mail_from="Huismeester <noreply@huismeester.example>",
        smtp_port=mailbox.port,
        smtp_timeout_seconds=5,
        outbox_path=str(tmp_path / "outbox"),
        outbox_max_attempts=3,
        outbox_poll_seconds=0.01,
    )


@pytest.fixture
def postman(settings: Settings) -> Postman:
    return Postman(settings, carrier_for(settings))


@pytest.fixture
def new_postman() -> Callable[[Settings], Postman]:
    return lambda settings: Postman(settings, carrier_for(settings))
