"""Where files lie: a folder, or a bucket of S3. An object is written once and never changed."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

if TYPE_CHECKING:
    from obstore import GetResult

CHUNK = 256 * 1024
TIMES = 3  # that a bucket is tried again; whoever sends or opens a photo waits meanwhile
SECONDS = timedelta(seconds=10)


class StoreAway(OSError):  # noqa: N818
    """The store does not answer, or lets nobody in."""


@dataclass(frozen=True)
class Stored:
    """An object that is being read."""

    size: int
    chunks: AsyncIterator[bytes]


class FileStore:
    """The store behind an address: `s3://bucket/prefix`, `memory://`, or the path of a folder. Raises StoreAway."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def write(self, key: str, content: bytes) -> None:
        with _answering():
            await obstore.put_async(await self._objects(), key, content)

    async def read(self, key: str) -> Stored:
        """Raises FileNotFoundError when there is nothing by that name."""
        with _answering():
            found = await obstore.get_async(await self._objects(), key)
        return Stored(size=found.meta["size"], chunks=_chunks(found))

    async def delete(self, key: str) -> None:
        """Whether it was there or not."""
        with _answering(), suppress(FileNotFoundError):
            await obstore.delete_async(await self._objects(), key)

    async def _objects(self) -> ObjectStore:
        """A folder that was there and is not is away: nothing in it has been deleted, and nothing is begun anew."""
        objects = self._opened
        if isinstance(objects, LocalStore) and not await asyncio.to_thread(Path(objects.prefix or "").is_dir):
            raise StoreAway(f"{objects.prefix} is gone")
        return objects

    @cached_property
    def _opened(self) -> ObjectStore:
        """Keys and region of S3 come from where its own tools look for them: `AWS_ACCESS_KEY_ID` and so on."""
        folder = local_folder(self._url)
        if folder is None:
            return from_url(self._url, retry_config={"max_retries": TIMES, "retry_timeout": SECONDS})
        try:
            return LocalStore(prefix=folder, mkdir=True)
        except OSError as error:
            raise StoreAway(str(error)) from error


def local_folder(url: str) -> Path | None:
    """The folder of a store that is one."""
    if "://" in url and not url.startswith("file://"):
        return None
    return Path(url.removeprefix("file://")).absolute()


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except BaseError as error:
        raise StoreAway(str(error)) from error


async def _chunks(found: "GetResult") -> AsyncIterator[bytes]:
    async for chunk in found.stream(min_chunk_size=CHUNK):
        yield bytes(chunk)
