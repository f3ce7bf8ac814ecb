"""Backing up and putting back on SQLite; and every archive that is not put back, after which nothing has changed."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from models.database_copies import CopyFailed
from operating.backup import MANIFEST
from tests.backing_up import Installation, goes_round


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    return Installation(f"sqlite://{tmp_path}/here.sqlite3", tmp_path / "here")


@pytest.fixture
def there(tmp_path: Path) -> Installation:
    return Installation(f"sqlite://{tmp_path}/there.sqlite3", tmp_path / "there")


async def test_everything_comes_back(here: Installation, there: Installation, tmp_path: Path) -> None:
    await goes_round(here, there, tmp_path / "archive")


async def test_an_archive_is_for_its_owner_alone(here: Installation, tmp_path: Path) -> None:
    await here.fill()

    await here.back_up(tmp_path / "archive")

    assert (tmp_path / "archive").stat().st_mode & 0o777 == 0o600


async def test_an_archive_is_never_written_over(here: Installation, tmp_path: Path) -> None:
    await here.fill()
    (tmp_path / "archive").write_text("the one of yesterday")

    with pytest.raises(CopyFailed, match="is there already"):
        await here.back_up(tmp_path / "archive")

    assert (tmp_path / "archive").read_text() == "the one of yesterday"


async def test_of_nothing_no_archive_is_made(here: Installation, tmp_path: Path) -> None:
    with pytest.raises(CopyFailed, match="nothing here to back up"):
        await here.back_up(tmp_path / "archive")

    assert not (tmp_path / "archive").exists()


def other_bytes(name: str, content: bytes) -> bytes:
    return content[:-1] + b"!" if name.startswith("files/") else content


def no_photo(name: str, content: bytes) -> bytes | None:
    return None if name.startswith("files/") else content


def newer(name: str, content: bytes) -> bytes:
    return content.replace(b'"0001_initial"', b'"9999_from_the_future"') if name == MANIFEST else content


def of_postgres(name: str, content: bytes) -> bytes:
    return content.replace(b'"sqlite"', b'"postgresql"') if name == MANIFEST else content


def outside(name: str, content: bytes) -> bytes:
    return content.replace(b'"files/', b'"files/../../') if name == MANIFEST else content


def no_manifest(name: str, content: bytes) -> bytes | None:
    return None if name == MANIFEST else content


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (other_bytes, "is not what it was"),
        (no_photo, "does not hold what its manifest says"),
        (newer, "newer version, which has 9999_from_the_future"),
        (of_postgres, "The archive is of postgresql"),
        (outside, "does not hold what its manifest says"),
        (no_manifest, "no sound archive"),
    ],
)
async def test_what_is_wrong_with_an_archive_is_said_and_nothing_is_touched(
    here: Installation,
    there: Installation,
    tmp_path: Path,
    change: Callable[[str, bytes], bytes | None],
    reason: str,
) -> None:
    await here.fill()
    await here.back_up(tmp_path / "archive")
    with ZipFile(tmp_path / "archive") as archive, ZipFile(tmp_path / "changed", "w") as changed:
        for name in archive.namelist():
            content = change(name, archive.read(name))
            if content is not None:
                changed.writestr(name, content)

    with pytest.raises(CopyFailed, match=reason):
        await there.restore(tmp_path / "changed")

    assert not (tmp_path / "there.sqlite3").exists()
    assert there.files() == {}


async def test_what_leads_out_of_the_folder_is_not_put_there(
    here: Installation, there: Installation, tmp_path: Path
) -> None:
    await here.fill()
    await here.back_up(tmp_path / "archive")
    with ZipFile(tmp_path / "archive") as archive, ZipFile(tmp_path / "changed", "w") as changed:
        for name in archive.namelist():
            content = archive.read(name).replace(b'"files/', b'"files/../../')
            changed.writestr(name.replace("files/", "files/../../"), content)

    with pytest.raises(CopyFailed, match="outside of its folder"):
        await there.restore(tmp_path / "changed")

    assert there.files() == {}
