"""An installation with something in it, to be backed up and put back; on either database."""

from pathlib import Path
from typing import Any

import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE

from files.store import FileStore
from models.database import connected
from models.database_copies import CopyFailed
from models.migrate import migrate
from operating.backup import back_up, restore
from settings import Settings
from tests.cast import given_to, make_cast, reported, says, through_link
from tests.contents import contents_of
from tests.pictures import photo
from tests.sending import sent


class Installation:
    """A database and a folder of files."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.url = database_url
        self.folder = folder
        self.told: list[str] = []
        self.settings = Settings(_env_file=None, database_url=database_url, files_url=str(folder))

    async def fill(self) -> None:
        """A work order with a photo in its thread."""
        await migrate(self.url, report=self.told.append)
        EXECUTOR_CACHE.clear()
        async with connected(self.url):
            cast, store = await make_cast(), FileStore(str(self.folder))
            order = await given_to(cast, cast.piet, await reported(cast))
            piet = await through_link(cast.piet, order)
            attachment = await sent(piet, order, content=photo(), store=store)
            await says(piet, order, "Klaar", attachment_ids=[attachment.id])
        EXECUTOR_CACHE.clear()

    async def back_up(self, archive: Path) -> None:
        await back_up(self.settings, archive, report=self.told.append)

    async def restore(self, archive: Path, *, replace: bool = False) -> None:
        await restore(self.settings, archive, replace=replace, report=self.told.append)

    async def holds(self) -> Any:
        return await contents_of(self.url), self.files()

    def files(self) -> dict[str, bytes]:
        found = (file for file in self.folder.rglob("*") if file.is_file())
        return {file.relative_to(self.folder).as_posix(): file.read_bytes() for file in found}


async def goes_round(here: Installation, there: Installation, archive: Path) -> None:
    """What was backed up here is there, whole; and a second time only in place of what is there by then."""
    await here.fill()
    held = await here.holds()
    await here.back_up(archive)

    await there.restore(archive)
    assert await there.holds() == held
    assert len(there.files()) == 2

    stray, foreign = there.folder / ("0" * 32) / ("1" * 32), there.folder / "notes" / "contract.txt"
    for file in (stray, foreign):
        file.parent.mkdir()
        file.write_bytes(b"later")
    before = await there.holds()
    with pytest.raises(CopyFailed, match="--replace throws it away"):
        await there.restore(archive)
    assert await there.holds() == before

    await there.restore(archive, replace=True)
    assert foreign.read_bytes() == b"later"  # it is not ours
    foreign.unlink()
    assert await there.holds() == held
