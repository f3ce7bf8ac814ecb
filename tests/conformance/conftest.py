"""A running service with Anna at its desk, and what JavaScript needs."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from tests.journeys.clients import Person
from tests.journeys.node import install, require_node
from tests.journeys.scene import settle_in, sign_in
from tests.journeys.service import Server, environment, serving

JS = Path(__file__).parent / "js"


@dataclass(frozen=True)
class Portal:
    """One server process, its administrator, and the ids of a house."""

    server: Server
    anna: Person
    ids: dict[str, str]

    @property
    def token(self) -> str:
        return self.anna.token or ""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def portal(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Portal]:
    folder = tmp_path_factory.mktemp("portal")
    env = environment(folder, database_url=f"sqlite://{folder}/portal.sqlite3", report_proof_bits=0)
    ids = await settle_in(env, folder)
    async with serving(env, folder) as service:
        yield Portal(service.here, await sign_in(service.here), ids)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def node() -> Path:
    """The folder with the programs and all that they need."""
    require_node()
    await install(JS)
    return JS
