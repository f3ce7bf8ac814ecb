"""GraphQL over http: what is answered to requests that are well made, and to those that are not."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from tests.schema.conftest import Portal

GRAPHQL_RESPONSE = "application/graphql-response+json"
ASK = "query Me { viewer { displayName } }"


async def ask(portal: Portal, query: str, headers: dict[str, str] | None = None, **variables: Any) -> httpx2.Response:
    return await portal.client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)


def code_of(response: httpx2.Response) -> str:
    """The code of the one error of an answer; there is no data beside it."""
    body = response.json()
    assert "data" not in body
    [error] = body["errors"]
    return str(error["extensions"]["code"])


MALFORMED = [
    "",
    "{",
    "[]",
    "null",
    "42",
    '"text"',
    '[{"query": "{ __typename }"}]',
    "{}",
    '{"query": null}',
    '{"query": ""}',
    '{"query": 42}',
    '{"query": "{ __typename }", "variables": []}',
    '{"query": "{ __typename }", "variables": "text"}',
    '{"query": "{ __typename }", "extensions": 42}',
    '{"query": "{ __typename }", "operationName": 42}',
    '{"query": "{ __typename }", "operationName": {}}',
    '{"query": "query A { __typename }", "operationName": "B"}',
    '{"query": "{ __typename }", "variables": {"text": "\\ud800"}}',
    "\xff\xfe",
    "[" * 100_000,
]


@pytest.mark.parametrize("body", MALFORMED, ids=range(len(MALFORMED)))
@pytest.mark.parametrize("is_signed_in", [False, True])
async def test_a_malformed_request_is_refused_with_a_code(body: str, is_signed_in: bool, portal: Portal) -> None:
    headers = {"content-type": "application/json"}
    if is_signed_in:
        headers["authorization"] = f"Bearer {portal.anna}"

    response = await portal.client.post("/graphql", content=body.encode("latin-1"), headers=headers)

    assert response.status_code == 400
    assert response.headers["content-type"] == "application/json"
    assert code_of(response) == "BAD_USER_INPUT"


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
async def test_a_body_that_another_site_could_send_is_refused(media_type: str, portal: Portal) -> None:
    body = json.dumps({"query": ASK})

    response = await portal.client.post("/graphql", content=body, headers={"content-type": media_type})

    assert response.status_code == 400
    assert code_of(response) == "BAD_USER_INPUT"


async def test_a_body_of_more_than_a_mebibyte_is_refused_however_it_is_sent(portal: Portal) -> None:
    async def in_pieces() -> AsyncIterator[bytes]:
        for _ in range(17):
            yield b" " * 65536

    headers = {"content-type": "application/json"}

    at_once = await portal.client.post("/graphql", content=b" " * (1024 * 1024 + 1), headers=headers)
    piecewise = await portal.client.post("/graphql", content=in_pieces(), headers=headers)

    assert (at_once.status_code, piecewise.status_code) == (413, 413)


async def test_get_asks_and_does_nothing(portal: Portal) -> None:
    headers = {"authorization": f"Bearer {portal.anna}"}

    asked = await portal.client.get("/graphql", params={"query": ASK}, headers=headers)
    done = await portal.client.get(
        "/graphql", params={"query": "mutation { signOut { isSignedOut } }"}, headers=headers
    )
    followed = await portal.client.get(
        "/graphql", params={"query": "subscription { inboxChanged { unreadCount } }"}, headers=headers
    )
    garbled = await portal.client.get("/graphql", params={"query": ASK, "variables": "42"}, headers=headers)

    assert asked.json() == {"data": {"viewer": {"displayName": "Anna de Vries"}}, "extensions": {"cost": 1}}
    assert (done.status_code, code_of(done)) == (405, "BAD_USER_INPUT")
    assert (followed.status_code, code_of(followed)) == (405, "BAD_USER_INPUT")
    assert (garbled.status_code, code_of(garbled)) == (400, "BAD_USER_INPUT")
    assert (await portal.client.get("/graphql", params={"query": ASK}, headers=headers)).json() == asked.json()


async def test_a_subscription_belongs_on_a_socket(portal: Portal) -> None:
    response = await ask(
        portal, "subscription { inboxChanged { unreadCount } }", {"authorization": f"Bearer {portal.anna}"}
    )

    assert (response.status_code, code_of(response)) == (400, "BAD_USER_INPUT")


REFUSED_BEFORE_RUNNING: dict[str, tuple[str, dict[str, Any]]] = {
    "syntax": ("{", {}),
    "unknown field": ("{ nothing }", {}),
    "missing variable": ("query ($slug: String!) { __type(name: $slug) { name } }", {}),
    "wrong variable": ("query ($slug: String!) { __type(name: $slug) { name } }", {"slug": 42}),
    "unstorable variable": ("query ($slug: String!) { __type(name: $slug) { name } }", {"slug": "\0"}),
    "unstorable literal": ('{ __type(name: "\\u0000") { name } }', {}),
    "lone surrogate": ('{ __type(name: "\\uD800") { name } }', {}),
}
NESTED_TOO_DEEPLY = "[" * 1_000 + "]" * 1_000


@pytest.mark.parametrize("case", REFUSED_BEFORE_RUNNING)
async def test_what_never_ran_is_a_bad_request_for_clients_that_understand_it(case: str, portal: Portal) -> None:
    query, variables = REFUSED_BEFORE_RUNNING[case]

    modern = await ask(portal, query, {"accept": GRAPHQL_RESPONSE}, **variables)
    old = await ask(portal, query, {"accept": "application/json"}, **variables)

    assert (modern.status_code, modern.headers["content-type"]) == (400, GRAPHQL_RESPONSE)
    assert (old.status_code, old.headers["content-type"]) == (200, "application/json")
    assert {code_of(modern), code_of(old)} == {"BAD_USER_INPUT"}


async def test_variables_that_are_nested_too_deeply_are_refused(portal: Portal) -> None:
    query = "query ($deep: [ID!]!) { nodes(ids: $deep) { id } }"
    body = f'{{"query": "{query}", "variables": {{"deep": {NESTED_TOO_DEEPLY}}}}}'

    response = await portal.client.post("/graphql", content=body, headers={"content-type": "application/json"})

    assert code_of(response) == "BAD_USER_INPUT"


async def test_an_answer_has_the_media_type_that_was_asked_for_and_is_kept_nowhere(portal: Portal) -> None:
    response = await ask(portal, ASK, {"accept": GRAPHQL_RESPONSE})

    assert (response.status_code, response.headers["content-type"]) == (200, GRAPHQL_RESPONSE)
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/graphql", "/livez", "/nowhere"])
async def test_every_answer_is_marked_and_guarded(path: str, portal: Portal) -> None:
    first = await portal.client.get(path)
    second = await portal.client.get(path)

    assert first.headers["x-content-type-options"] == "nosniff"
    assert first.headers["x-frame-options"] == "DENY"
    assert first.headers["referrer-policy"] == "no-referrer"
    assert "default-src 'self'" in first.headers["content-security-policy"]
    assert first.headers["x-request-id"] != second.headers["x-request-id"]


async def test_an_id_of_any_length_or_shape_is_merely_not_there(portal: Portal) -> None:
    query = "query ($id: ID!) { node(id: $id) { id } incident(id: $id) { id } }"

    for opaque_id in ["", "_", "inc_", "inc_" + "f" * 100_000, "inc_" + "F" * 32, "xyz_" + "0" * 32, "9" * 5000]:
        response = await ask(portal, query, {"authorization": f"Bearer {portal.anna}"}, id=opaque_id)
        assert response.json()["data"] == {"node": None, "incident": None}
