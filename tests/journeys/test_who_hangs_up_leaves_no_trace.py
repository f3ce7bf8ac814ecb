"""A client that is gone in the middle of what it sends, over a real socket, is no error of ours."""

import asyncio
import json
from pathlib import Path

import pytest

from tests.journeys.service import Server, environment, run_command, serving

BEGUN = (
    "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n"
    '{{"query": "{{ viewer'
)


@pytest.mark.timeout(120)
async def test_who_hangs_up_half_way_leaves_a_quiet_log(tmp_path: Path) -> None:
    env = environment(
        tmp_path,
        environment="production",
        base_url="https://portal.example",
        database_url=f"sqlite://{tmp_path}/portal.sqlite3",
    )
    await run_command(env, tmp_path, "migrate")

    async with serving(env, tmp_path) as service:
        await hang_up(service.here, "POST", "/graphql")
        await hang_up(service.here, "PUT", "/uploads/hm_upload_x")
        lines = await told_of(service.here, {"/graphql", "/uploads/…"})

    assert [line for line in lines if line["level"] not in {"debug", "info"}] == []
    assert "Traceback" not in service.logs()


async def hang_up(server: Server, method: str, path: str) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(BEGUN.format(method=method, path=path).encode())
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def told_of(server: Server, paths: set[str]) -> list[dict[str, str]]:
    """What the log says, once it has a line for each of these."""
    async with asyncio.timeout(30):
        while True:
            lines = [json.loads(line) for line in server.log.read_text().splitlines() if line.startswith("{")]
            if paths <= {line.get("path") for line in lines}:
                return lines
            await asyncio.sleep(0.01)
