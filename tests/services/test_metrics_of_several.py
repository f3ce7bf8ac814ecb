"""The processes of one service count together, and a worker answers for itself."""

import asyncio
import os
import re
import signal
from pathlib import Path

import httpx2
from websockets.asyncio.client import ClientConnection

from tests.journeys.service import Process, Server, environment, free_port
from tests.services.sockets import opened_socket

SOCKETS = 8


async def test_workers_of_one_service_add_up_without_those_that_died(
    tmp_path: Path, postgres_url: str, redis_url: str
) -> None:
    shared = {"database_url": f"{postgres_url}?minsize=1&maxsize=4", "bus_url": redis_url, "postman": "false"}
    server = Server(environment(tmp_path, **shared), tmp_path, ["--workers", "2"], "/readyz")
    await server.start()
    sockets = [await opened_socket(server.ws) for _ in range(SOCKETS)]

    assert await figure(server.port, "sockets_open") == SOCKETS
    doomed = workers_of(server.pid)[0]
    os.kill(doomed, signal.SIGKILL)
    async with asyncio.timeout(30):
        while is_there(doomed) or await figure(server.port, "sockets_open") != still_open(sockets):
            await asyncio.sleep(0.1)

    await server.stop()


async def test_a_worker_answers_for_itself(tmp_path: Path, postgres_url: str, redis_url: str) -> None:
    port = free_port()
    env = environment(tmp_path, database_url=f"{postgres_url}?minsize=1&maxsize=4", bus_url=redis_url, worker_port=port)
    worker = Process(["worker"], env, tmp_path / "worker.log")
    await worker.start()

    async with asyncio.timeout(30):
        while (waiting := await figure(port, "outbox_waiting")) is None:
            await asyncio.sleep(0.1)
    await worker.stop()

    assert waiting == 0


def workers_of(pid: int) -> list[int]:
    """The processes that serve, among the children of the one that was started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children if "spawn_main" in Path(f"/proc/{child}/cmdline").read_text()]


def is_there(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def still_open(sockets: list[ClientConnection]) -> int:
    return sum(socket.close_code is None for socket in sockets)


async def figure(port: int, name: str) -> float | None:
    """None while nobody answers."""
    async with httpx2.AsyncClient(trust_env=False) as client:
        try:
            page = (await client.get(f"http://127.0.0.1:{port}/metrics")).text
        except httpx2.HTTPError:
            return None
    found = re.search(rf"^huismeester_{name} (\S+)$", page, re.MULTILINE)
    return float(found[1]) if found else None
