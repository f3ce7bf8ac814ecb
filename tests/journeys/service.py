"""The real service: its own processes, started by the command line as an operator would."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx2

COMMAND = str(Path(sys.executable).parent / "huismeester")
ENDINGS = {0, -signal.SIGTERM}  # uvicorn, when it has shut down, ends as the signal would have ended it


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class Process:
    """One process of the service."""

    def __init__(self, arguments: list[str], environment: dict[str, str], log: Path) -> None:
        self.log = log
        self._arguments = arguments
        self._environment = environment
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                COMMAND, *self._arguments, env=self._environment, stdout=log, stderr=log, cwd=self.log.parent
            )

    async def stop(self) -> None:
        """Ask it to stop, unless it was killed; it must have been running until now, and go in good order."""
        if self._process is not None:
            self.ask_to_stop()
            await self.gone()

    def ask_to_stop(self) -> None:
        assert self._process is not None
        assert self._process.returncode is None, self.log.read_text()
        self._process.terminate()

    async def gone(self) -> None:
        """Return when it has gone, as it must soon after it was asked to."""
        assert self._process is not None
        async with asyncio.timeout(25):
            code = await self._process.wait()
        self._process = None
        assert code in ENDINGS, self.log.read_text()

    async def kill(self) -> None:
        """As a crash would."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()
        self._process = None


class Server(Process):
    """One server process on a port of its own."""

    def __init__(
        self, environment: dict[str, str], folder: Path, options: list[str], probe: str, command: str = "serve"
    ) -> None:
        self.port = free_port()
        self.http = f"http://127.0.0.1:{self.port}/graphql"
        self.ws = f"ws://127.0.0.1:{self.port}/graphql"
        arguments = [command, "--port", str(self.port), *options]
        super().__init__(arguments, environment, folder / f"server-{self.port}.log")
        self._probe = probe

    async def start(self) -> None:
        """Start, and return when it says that it has."""
        await super().start()
        await self.answers(self._probe)

    async def gone(self) -> None:
        await super().gone()
        assert "Application shutdown complete" in self.log.read_text()

    async def answers(self, path: str) -> None:
        """Return when it answers this question about its health with yes."""
        async with asyncio.timeout(60), httpx2.AsyncClient(trust_env=False) as client:
            while not await self._says_yes(client, path):
                await asyncio.sleep(0.05)

    async def _says_yes(self, client: httpx2.AsyncClient, path: str) -> bool:
        assert self._process is not None
        assert self._process.returncode is None, self.log.read_text()
        try:
            answer = await client.get(f"http://127.0.0.1:{self.port}{path}")
        except httpx2.HTTPError:
            return False
        return answer.status_code == 200


class Service:
    """Servers and perhaps a worker on one database and one bus."""

    def __init__(self, servers: list[Server], worker: Process | None, folder: Path) -> None:
        self.servers = servers
        self.worker = worker
        self.folder = folder

    @property
    def here(self) -> Server:
        return self.servers[0]

    @property
    def there(self) -> Server:
        """Another process than `here`, where there is one."""
        return self.servers[-1]

    def logs(self) -> str:
        return "".join(log.read_text() for log in self.folder.glob("*.log"))


def environment(folder: Path, **settings: object) -> dict[str, str]:
    """The environment of the processes: nothing of the developer's, quick timers, and as many attempts as it takes.

    Attempts, reports and requests are counted in a Redis that earlier runs have used too.
    """
    usual = {
        "MESSAGE_NOTICE_DELAY_SECONDS": 2,
        "OUTBOX_POLL_SECONDS": 0.1,
        "OUTBOX_PATH": folder / "outbox",
        "SMS_PRIVATE_ADDRESSES": True,
        "SIGN_IN_ATTEMPTS": 100_000,
        "SIGN_IN_ATTEMPTS_PER_ADDRESS": 100_000,
        "REPORTS_PER_SENDER": 100_000,
        "REPORTS_PER_ADDRESS": 100_000,
        "REPORT_FILES_PER_ADDRESS": 100_000,
        "REQUESTS_PER_SESSION": 100_000,
        "REQUESTS_PER_ADDRESS": 100_000,
    }
    given = {name.upper(): value for name, value in settings.items()}
    return {
        "PATH": os.environ["PATH"],
        **{f"HUISMEESTER_{name}": str(value) for name, value in {**usual, **given}.items()},
    }


async def run_command(env: dict[str, str], folder: Path, *arguments: str) -> str:
    """Run a command to its end; what it said."""
    process = await asyncio.create_subprocess_exec(
        COMMAND, *arguments, env=env, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    return said.decode()


@asynccontextmanager
async def serving(
    env: dict[str, str], folder: Path, *, servers: int = 1, worker: bool = False, probe: str = "/readyz"
) -> AsyncIterator[Service]:
    """The service for as long as the block runs. Afterwards every process has stopped by itself when asked to."""
    options = ["--no-postman"] if worker else []
    made = [Server(env, folder, options, probe) for _ in range(servers)]
    carrier = Process(["worker"], env, folder / "worker.log") if worker else None
    async with AsyncExitStack() as stack:
        processes = [*made, *([carrier] if carrier else [])]
        for process in processes:
            stack.push_async_callback(process.stop)
        await asyncio.gather(*(process.start() for process in processes))
        yield Service(made, carrier, folder)
