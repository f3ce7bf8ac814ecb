"""A running application with people in it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette

from models.tables import make_tables
from schema import limits
from schema.plans import selections
from tests.cast import Cast, make_cast
from tests.schema.service import client_of, serving, token_for


@dataclass
class Portal:
    """The application, the people of one organisation, and Anna's session."""

    app: Starlette
    cast: Cast
    client: httpx2.AsyncClient
    anna: str


@pytest.fixture
def without_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """For documents that ask all there is in one go, as no client may."""
    for name in ("MOST_CHARACTERS", "MOST_TOKENS", "DEEPEST", "MOST_ALIASES", "HIGHEST_COST"):
        monkeypatch.setattr(limits, name, 10**9)


@pytest.fixture
def plans_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also for such documents."""
    monkeypatch.setattr(selections, "MOST_SELECTIONS", 10**9)


@pytest.fixture
async def portal(tmp_path: Path) -> AsyncIterator[Portal]:
    async with serving(outbox_path=str(tmp_path)) as app, client_of(app) as client:
        await make_tables()
        cast = await make_cast()
        yield Portal(app, cast, client, await token_for(cast.anna))
