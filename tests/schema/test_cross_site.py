"""What the page of another site can send by itself, cookie and all, changes nothing.

A browser sends without asking first: GET, and POST as a form would (https://fetch.spec.whatwg.org/#http-cors-protocol).
A websocket it opens to anywhere. For all else it asks with OPTIONS, and gets no for an answer.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from schema.ids import node_id
from tests.cast import reported
from tests.schema.conftest import Portal
from tests.schema.service import Closed, client_of, serving, socket_to
from tests.silence import nothing_happens

EVIL = "https://evil.example"
POST = """mutation ($thread: ID!) { postMessage(input: {threadId: $thread, body: "x", clientMessageId: "1"}) {
  message { id } errors { code } } }"""
FORMS = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", None]


async def mutation(portal: Portal) -> dict[str, Any]:
    return {"query": POST, "variables": {"thread": node_id((await reported(portal.cast)).thread)}}


def multipart(operation: dict[str, Any]) -> bytes:
    """As the GraphQL multipart request specification has it, which a form can send."""
    parts = {"operations": json.dumps(operation), "map": "{}"}
    lines = [f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in parts.items()]
    return ("".join(lines) + "--x--\r\n").encode()


@pytest.mark.parametrize("origin", [EVIL, "null", None])
@pytest.mark.parametrize("content_type", FORMS)
async def test_a_form_of_another_site_changes_nothing(
    content_type: str | None, origin: str | None, portal: Portal
) -> None:
    operation = await mutation(portal)
    headers = {"cookie": f"hm_session={portal.anna}", "origin": origin, "content-type": content_type}
    body = multipart(operation) if content_type and "multipart" in content_type else json.dumps(operation).encode()

    async with nothing_happens():
        answer = await portal.client.post(
            "/graphql", content=body, headers={name: value for name, value in headers.items() if value}
        )

    assert answer.status_code in {400, 403}
    assert "data" not in answer.json()


@pytest.mark.parametrize("origin", [EVIL, None])
async def test_a_link_or_picture_of_another_site_changes_nothing(origin: str | None, portal: Portal) -> None:
    operation = await mutation(portal)
    headers = {"cookie": f"hm_session={portal.anna}", **({"origin": origin} if origin else {})}
    asked = {"query": operation["query"], "variables": json.dumps(operation["variables"])}

    async with nothing_happens():
        answer = await portal.client.get("/graphql", params=asked, headers=headers)

    assert answer.status_code in {403, 405}


@pytest.mark.parametrize("content_type", ["application/json", "text/plain"])
async def test_a_script_of_another_site_neither_acts_nor_reads(content_type: str, portal: Portal) -> None:
    """Even if a browser did send it: who came with a cookie from elsewhere is told nothing."""
    operation = await mutation(portal)
    headers = {"cookie": f"hm_session={portal.anna}", "origin": EVIL, "content-type": content_type}

    async with nothing_happens():
        answer = await portal.client.post("/graphql", content=json.dumps(operation), headers=headers)

    assert answer.status_code == 403
    assert answer.json()["errors"][0]["extensions"] == {"code": "FORBIDDEN"}


@pytest.mark.parametrize("path", ["/graphql", "/uploads/hm_upload_x", "/files/att_x/x.jpg"])
async def test_a_browser_that_asks_first_is_given_no_leave(path: str, portal: Portal) -> None:
    asked = {"origin": EVIL, "access-control-request-method": "POST", "access-control-request-headers": "content-type"}

    answer = await portal.client.request("OPTIONS", path, headers=asked)

    assert [name for name in answer.headers if name.startswith("access-control-")] == []


async def test_a_socket_from_another_site_is_not_opened(portal: Portal) -> None:
    headers = {"cookie": f"hm_session={portal.anna}", "origin": EVIL}

    with pytest.raises(Closed) as refused:
        async with socket_to(portal.app, headers):
            pass

    assert refused.value.code == 1008


async def test_a_site_that_is_named_may_ask_with_a_token_and_no_other(tmp_path: Path) -> None:
    wants = {"access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type"}
    async with (
        serving(allowed_origins=["https://app.example"], outbox_path=str(tmp_path)) as app,
        client_of(app) as client,
    ):
        allowed = await client.options("/graphql", headers={**wants, "origin": "https://app.example"})
        refused = await client.options("/graphql", headers={**wants, "origin": EVIL})
        asked = await client.post(
            "/graphql", json={"query": "{ __typename }"}, headers={"origin": "https://app.example"}
        )

    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == "https://app.example"
    assert refused.status_code == 400
    assert "access-control-allow-origin" not in refused.headers
    assert asked.headers["access-control-allow-origin"] == "https://app.example"
    assert "access-control-allow-credentials" not in asked.headers
