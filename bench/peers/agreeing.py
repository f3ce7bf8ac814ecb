"""Whether all answer the same: the same fields with the same values, moments however they are written."""

from datetime import datetime
from typing import Any

import httpx2
import orjson

from bench.peers.pages import PAGES, Page
from bench.peers.servers import Server
from bench.peers.viewers import Viewers


async def check_agreement(servers: list[Server], viewers: Viewers) -> None:
    """Prints how long each answer is. Raises AssertionError for who answers something else than the first."""
    for page in PAGES:
        answers = {server.peer.name: await _answer(server, page, viewers) for server in servers}
        first = next(iter(answers.values()))
        for name, answer in answers.items():
            assert _plain(answer) == _plain(first), f"{name}: {page.name} is not what the first one answers: {answer}"
        lengths = {name: len(orjson.dumps(answer)) for name, answer in answers.items()}
        print(f"{page.name}: {min(lengths.values()):,} to {max(lengths.values()):,} bytes", flush=True)


async def _answer(server: Server, page: Page, viewers: Viewers) -> Any:
    headers = {**viewers.headers(server.peer, is_guest=page.is_guests), "content-type": "application/json"}
    async with httpx2.AsyncClient(trust_env=False, timeout=30) as client:
        got = await client.post(f"http://127.0.0.1:{server.port}/graphql", content=page.body, headers=headers)
    assert got.status_code == 200, f"{server.peer.name}: {got.status_code} {got.text[:500]}"
    answer = got.json()
    assert "errors" not in answer, f"{server.peer.name}: {answer['errors']}"
    return answer["data"]


def _plain(value: Any, name: str = "") -> Any:
    match value:
        case dict():
            return {key: _plain(each, key) for key, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case str() if name.endswith("At"):
            return datetime.fromisoformat(value)
        case _:
            return value
