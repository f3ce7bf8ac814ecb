"""Programs in JavaScript, in processes of their own."""

import asyncio
import json
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.service import Server

FOLDER = Path(__file__).parent / "js"


def require_node() -> None:
    """Without Node the test is left out, or fails where nothing may be left out."""
    if shutil.which("npm") is None:
        (pytest.fail if os.environ.get("HUISMEESTER_REQUIRE_SERVICES") == "1" else pytest.skip)(
            "NOT TESTED with JavaScript: there is no Node on this machine"
        )


async def install(folder: Path = FOLDER) -> None:
    """Exactly what the lock says, unless that was installed already."""
    lock, installed = folder / "package-lock.json", folder / "node_modules" / ".package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    options = ["--no-audit", "--no-fund", "--loglevel=error"]
    process = await asyncio.create_subprocess_exec("npm", "ci", *options, cwd=folder)
    assert await process.wait() == 0


async def run(folder: Path, *command: str) -> list[dict[str, Any]]:
    """A program to its end, and the lines of JSON that it printed."""
    process = await asyncio.create_subprocess_exec("node", *command, cwd=folder, stdout=asyncio.subprocess.PIPE)
    printed, _ = await process.communicate()
    assert process.returncode == 0, printed.decode()
    return [json.loads(line) for line in printed.splitlines()]


class Follower:
    """What a program prints, line by line."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def next(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        async with asyncio.timeout(20):
            line: dict[str, Any] = json.loads(await self._process.stdout.readline())
        return line


@asynccontextmanager
async def started(folder: Path, *command: str) -> AsyncIterator[Follower]:
    """A program for as long as the block runs."""
    process = await asyncio.create_subprocess_exec("node", *command, cwd=folder, stdout=asyncio.subprocess.PIPE)
    try:
        yield Follower(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def follower(server: Server, token: str | None, thread_id: str) -> AbstractAsyncContextManager[Follower]:
    """`graphql-ws` that follows a thread."""
    return started(FOLDER, "follow.mjs", server.ws, token or "", thread_id)
