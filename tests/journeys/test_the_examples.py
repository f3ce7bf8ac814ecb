"""The examples of the README, run against the demo as somebody who tries them would."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from demo.opening import PASSWORD
from demo.people import COLLEAGUES
from tests.journeys.service import Server, environment

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


@pytest.mark.timeout(180)
async def test_every_example_does_what_it_says(tmp_path: Path) -> None:
    async with demo(tmp_path) as base_url:
        login = {"DEMO_EMAIL": COLLEAGUES["sanne"].email, "DEMO_PASSWORD": (tmp_path / PASSWORD).read_text().strip()}

        reported = await run(sys.executable, "report.py", base_url, "van-dam", "noor@example.org")
        desk = await run("bash", "follow.sh", base_url, **login)
        followed = await first_line(sys.executable, "follow.py", base_url, **login)

    assert "Reported as" in reported
    assert "confirmed by EMAIL" in reported
    assert '"displayName"' in desk
    assert followed.startswith("Following: ")


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[str]:
    server = Server(environment(folder), folder, [], "/readyz", command="demo")
    await server.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        await server.stop()


async def run(program: str, example: str, *arguments: str, **variables: str) -> str:
    process = await started(program, example, *arguments, **variables)
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    return said.decode()


async def first_line(program: str, example: str, *arguments: str, **variables: str) -> str:
    process = await started(program, example, *arguments, **variables, PYTHONUNBUFFERED="1")
    assert process.stdout is not None
    line = await process.stdout.readline()
    process.kill()
    await process.wait()
    return line.decode()


async def started(program: str, example: str, *arguments: str, **variables: str) -> asyncio.subprocess.Process:
    env = {"PATH": os.environ["PATH"], **variables}
    return await asyncio.create_subprocess_exec(
        program, str(EXAMPLES / example), *arguments, env=env, stdout=PIPE, stderr=STDOUT
    )
