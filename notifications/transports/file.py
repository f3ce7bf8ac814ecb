"""For local runs: letters and texts become files in a folder, to be opened with a mail program or an editor."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from pathlib import Path

import orjson

from notifications.texts import Text
from notifications.transports.transport import Carry
from settings import Settings


class FileMail:
    """Writes `<Message-ID>.eml`; a second attempt replaces the first."""

    def __init__(self, settings: Settings) -> None:
        self._folder = Path(settings.outbox_path)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Carry[EmailMessage]]:
        yield self._write

    async def _write(self, letter: EmailMessage) -> None:
        name = letter["Message-ID"].strip("<>").partition("@")[0]
        await asyncio.to_thread(_put, self._folder / f"{name}.eml", letter.as_bytes())


class FileSms:
    """Writes `delivery.<key>.sms.json` with the number and the text."""

    def __init__(self, settings: Settings) -> None:
        self._folder = Path(settings.outbox_path)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Carry[Text]]:
        yield self._write

    async def _write(self, text: Text) -> None:
        content = orjson.dumps({"to": text.to, "body": text.body}, option=orjson.OPT_INDENT_2)
        await asyncio.to_thread(_put, self._folder / f"delivery.{text.key}.sms.json", content)


def _put(path: Path, content: bytes) -> None:
    """A reader finds the whole file or none. It holds a link that opens a thread: only its owner may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.touch(mode=0o600)
    unfinished.write_bytes(content)
    unfinished.replace(path)
