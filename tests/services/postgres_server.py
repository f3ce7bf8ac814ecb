"""A PostgreSQL of our own on a free port, to stop and start at will; the machine's own is for others too."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.journeys.service import free_port

PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def programs() -> Path | None:
    """Where `initdb` and `pg_ctl` are, when they are."""
    found = shutil.which("pg_ctl")
    return Path(found).parent if found else next(iter(PLACES), None)


class PostgresServer:
    """Not running until `start`."""

    def __init__(self, folder: Path, place: Path) -> None:
        self._folder = folder
        self._place = place
        self._port = free_port()
        self.url = f"postgres://postgres@127.0.0.1:{self._port}/postgres"

    async def make(self) -> None:
        await self._run("initdb", "--auth=trust", "--username=postgres", "--no-sync", f"--pgdata={self._folder}/data")

    async def start(self) -> None:
        """Start, and return when it takes connections."""
        options = (
            f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder} -c fsync=off"
        )
        await self._control("start", f"--log={self._folder}/log", f"--options={options}", "--wait")

    async def crash(self) -> None:
        """Every connection breaks; what was committed is there when it has started again."""
        await self._control("stop", "--mode=immediate")

    async def _control(self, *arguments: str) -> None:
        await self._run("pg_ctl", *arguments, f"--pgdata={self._folder}/data")

    async def _run(self, program: str, *arguments: str) -> None:
        """It refuses to run as root."""
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        process = await asyncio.create_subprocess_exec(
            *as_user,
            str(self._place / program),
            *arguments,
            cwd=self._folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert await process.wait() == 0, program


@asynccontextmanager
async def postgres_server(place: Path) -> AsyncIterator[PostgresServer]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.getuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        server = PostgresServer(folder, place)
        await server.make()
        await server.start()
        try:
            yield server
        finally:
            await server.crash()
