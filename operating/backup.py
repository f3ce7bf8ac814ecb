"""Everything that an installation keeps, in one archive: its database, the files of a local folder, and a manifest.

The database is copied first: an object that it names is written before its row, so that every one of them is there.
Settings and their secrets are not in it. Whoever has the archive has everything: only its owner may read it.
"""

import asyncio
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from pkgutil import iter_modules
from typing import IO, Literal
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from pydantic import BaseModel, ValidationError

import clock
import migrations
from files.store import local_folder
from models.database_copies import CopyFailed, applied_migrations, copier_for
from models.file import OBJECT_KEY
from models.migrate import pending
from settings import Settings

MANIFEST, FILES = "manifest.json", "files"
CHUNK = 1024 * 1024

Report = Callable[[str], None]


class Entry(BaseModel):
    """One member of the archive."""

    size: int
    sha256: str


class Manifest(BaseModel):
    """What an archive holds. `files` are "elsewhere" when they lie in a bucket, which has copies of its own."""

    format: Literal[1] = 1
    version: str
    made_at: datetime
    database: Literal["sqlite", "postgresql"]
    migrations: list[str]
    files: Literal["included", "elsewhere"]
    entries: dict[str, Entry]


async def back_up(settings: Settings, archive: Path, *, report: Report) -> None:
    """Write the archive, while the service runs or not. Raises CopyFailed, and then there is none."""
    copier, folder = copier_for(settings.database_url), local_folder(settings.files_url)
    with _beside(archive) as name:
        dump, unfinished = Path(name) / copier.entry, Path(name) / "archive"
        manifest = Manifest(
            version=_version(),
            made_at=clock.now(),
            database=copier.kind,
            migrations=await applied_migrations(settings.database_url),
            files="elsewhere" if folder is None else "included",
            entries={},
        )
        await copier.dump(dump)
        await asyncio.to_thread(_pack, unfinished, manifest, dump, folder)
        unfinished.rename(archive)
    report(f"Wrote {archive}: {manifest.database}, {len(manifest.entries) - 1} files.")
    if folder is None:
        report(f"The files are not in it: they lie in {settings.files_url}.")


async def restore(settings: Settings, archive: Path, *, replace: bool, report: Report) -> None:
    """Put back what an archive holds. Stop the service first.

    Nothing is touched unless the whole archive is sound, fits this installation, and what is here is empty, or may be
    replaced. Raises CopyFailed.
    """
    copier, folder = copier_for(settings.database_url), local_folder(settings.files_url)
    manifest = await asyncio.to_thread(_checked, archive)
    if manifest.database != copier.kind:
        raise CopyFailed(f"The archive is of {manifest.database}, and the database here is {copier.kind}.")
    if unknown := sorted(set(manifest.migrations) - _known_migrations()):
        raise CopyFailed(f"The archive is of a newer version, which has {', '.join(unknown)}.")
    if manifest.files == "included" and folder is None:
        raise CopyFailed("The archive holds files, and files here lie in a bucket: set HUISMEESTER_FILES_URL.")
    if not replace and (not await copier.is_empty() or (folder is not None and any(_objects(folder)))):
        raise CopyFailed("There is something here already; --replace throws it away.")
    with tempfile.TemporaryDirectory() as name:
        dump = await asyncio.to_thread(_unpack, archive, Path(name), copier.entry, folder)
        await copier.load(dump)
    if folder is not None and manifest.files == "included":
        await asyncio.to_thread(_leave_only, folder, manifest)
    report(f"Restored what was backed up at {manifest.made_at:%Y-%m-%d %H:%M} UTC.")
    if await pending(settings.database_url):
        report("It is of an older version: run `huismeester migrate`.")


@contextmanager
def _beside(archive: Path) -> Iterator[str]:
    """A folder for what is unfinished, from where a finished archive needs no copying."""
    if archive.exists():
        raise CopyFailed(f"{archive} is there already.")
    if not archive.absolute().parent.is_dir():
        raise CopyFailed(f"There is no folder {archive.absolute().parent}.")
    with tempfile.TemporaryDirectory(dir=archive.absolute().parent, prefix=".backup-") as name:
        yield name


def _pack(target: Path, manifest: Manifest, dump: Path, folder: Path | None) -> None:
    """Photos and documents are compressed already."""
    with os.fdopen(os.open(target, os.O_RDWR | os.O_CREAT, 0o600), "w+b") as owned, ZipFile(owned, "w") as packed:
        _add(packed, manifest, dump.name, dump, ZIP_DEFLATED)
        for file in _objects(folder) if folder is not None else ():
            _add(packed, manifest, f"{FILES}/{file.relative_to(folder or file).as_posix()}", file, ZIP_STORED)
        packed.writestr(MANIFEST, manifest.model_dump_json(indent=2))


def _add(packed: ZipFile, manifest: Manifest, name: str, file: Path, compression: int) -> None:
    """A file that was thrown away since it was listed is none."""
    try:
        source = file.open("rb")
    except FileNotFoundError:
        return
    packed.compression = compression
    with source, packed.open(name, "w", force_zip64=True) as member:
        manifest.entries[name] = _copy(source, member)


def _copy(source: IO[bytes], target: IO[bytes] | None = None) -> Entry:
    """What it is, and into the target if there is one."""
    size, digest = 0, hashlib.sha256()
    while chunk := source.read(CHUNK):
        size += len(chunk)
        digest.update(chunk)
        if target is not None:
            target.write(chunk)
    return Entry(size=size, sha256=digest.hexdigest())


def _checked(archive: Path) -> Manifest:
    """The manifest of an archive that holds exactly what it says."""
    try:
        with ZipFile(archive) as packed:
            manifest = Manifest.model_validate_json(packed.read(MANIFEST))
            if {*packed.namelist()} != {*manifest.entries, MANIFEST}:
                raise CopyFailed("The archive does not hold what its manifest says.")
            for name, entry in manifest.entries.items():
                if not _is_inside(name):
                    raise CopyFailed(f"{name} would lie outside of its folder.")
                with packed.open(name) as member:
                    if _copy(member) != entry:
                        raise CopyFailed(f"{name} is not what it was when it was backed up.")
    except (OSError, BadZipFile, KeyError, ValidationError) as error:
        raise CopyFailed(f"{archive} is no sound archive ({type(error).__name__}).") from error
    return manifest


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _unpack(archive: Path, place: Path, database_entry: str, folder: Path | None) -> Path:
    """Where the copy of the database lies now; the files are in their folder."""
    with ZipFile(archive) as packed:
        for name in packed.namelist():
            if name.startswith(f"{FILES}/") and folder is not None:
                target = folder / name.removeprefix(f"{FILES}/")
                target.parent.mkdir(parents=True, exist_ok=True)
                with packed.open(name) as member, target.open("wb") as file:
                    _copy(member, file)
        return Path(packed.extract(database_entry, place))


def _leave_only(folder: Path, manifest: Manifest) -> None:
    """Files that the database no longer knows would never be thrown away."""
    for file in list(_objects(folder)):
        if f"{FILES}/{file.relative_to(folder).as_posix()}" not in manifest.entries:
            file.unlink()


def _objects(folder: Path) -> Iterator[Path]:
    """The files in it that are ours."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return (file for file in files if OBJECT_KEY.fullmatch(file.relative_to(folder).as_posix()))


def _known_migrations() -> set[str]:
    return {module.name for module in iter_modules(migrations.__path__)}


def _version() -> str:
    try:
        return version("huismeester")
    except PackageNotFoundError:
        return "unknown"
