"""What an incident waits on, kept as its side threads begin and end; see docs/decisions/0026."""

from pathlib import Path

import pytest

from auth.viewer import Viewer
from models import Incident, SubIncidentKind
from resolvers.incidents import IncidentFilter, list_incidents
from resolvers.pages import PageRequest
from tests.cast import Cast, by_account, given_to, reported
from tests.made_up_migrations import MadeUpMigrations
from tests.waiting import WaitingPromises, is_right_after_an_upgrade


class TestWaiting(WaitingPromises):
    """All that is promised."""


async def test_what_was_there_before_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_up = MadeUpMigrations(tmp_path, monkeypatch)

    assert await is_right_after_an_upgrade(f"sqlite://{tmp_path}/before.sqlite3", made_up)


async def test_who_reported_it_is_not_told_on_whom_it_waits(cast: Cast) -> None:
    await given_to(cast, cast.piet, await reported(cast))

    async def found(viewer: Viewer) -> list[Incident]:
        wanted = IncidentFilter(waiting_on=[SubIncidentKind.WORK_ORDER])
        return list((await list_incidents(viewer, wanted=wanted, request=PageRequest())).rows)

    assert len(await found(cast.as_anna)) == 1
    assert await found(await by_account(cast.tom)) == []
