"""Whether all answer the same: the same fields with the same values, moments and ids however they are written."""

from datetime import datetime
from typing import Any
from uuid import UUID

import httpx2
import orjson

from bench.peers.pages import PAGES, Page
from bench.peers.servers import Server
from bench.peers.viewers import Viewers


async def check_agreement(servers: list[Server], viewers: Viewers) -> None:
    """Prints how long each answer is. Raises AssertionError for who answers something else than the first."""
    for page in PAGES:
        answers = [await _answer(server, page, viewers) for server in servers]
        said = [_plain(server.peer.dialect.facts(each)) for server, each in zip(servers, answers, strict=True)]
        for server, each in zip(servers, said, strict=True):
            assert each == said[0], f"{server.peer.name}: {page.name} is not what the first one answers: {each}"
        lengths = [len(orjson.dumps(answer)) for answer in answers]
        print(f"{page.name}: {min(lengths):,} to {max(lengths):,} bytes", flush=True)


async def _answer(server: Server, page: Page, viewers: Viewers) -> Any:
    headers = {**viewers.headers(server.peer, page.asker), "content-type": "application/json"}
    url = f"http://127.0.0.1:{server.port}/graphql"
    async with httpx2.AsyncClient(trust_env=False, timeout=30) as client:
        got = await client.post(url, content=server.peer.dialect.page(page), headers=headers)
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
        case str() if name == "id":
            return UUID(value.rpartition("_")[2])
        case str() if name.endswith("At"):
            return datetime.fromisoformat(value)
        case _:
            return value
