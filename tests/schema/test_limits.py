"""What goes beyond a limit is refused with a code before it runs; the rest is told what it cost."""

from typing import Any

import httpx2
import pytest

from bench.hostile_documents import ALLOWED, REFUSED, WRONG
from schema import limits
from tests.schema.conftest import Portal
from tests.schema.service import socket_to

GRAPHQL_RESPONSE = "application/graphql-response+json"
FIT_A_FRAME = {case: text for case, (_, text) in REFUSED.items() if len(text) < 60_000}
INBOX = "query ($first: Int) { incidents(first: $first) { nodes { subIncidents { id guestLinks { id } } } } }"


async def ask(portal: Portal, query: str, media_type: str = GRAPHQL_RESPONSE, **variables: Any) -> httpx2.Response:
    headers = {"authorization": f"Bearer {portal.anna}", "accept": media_type}
    return await portal.client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)


def refusal_of(body: dict[str, Any]) -> dict[str, Any]:
    """The extensions of the one error; there is no data beside it."""
    assert body.get("data") is None
    [error] = body["errors"]
    return dict(error["extensions"])


@pytest.mark.parametrize("case", REFUSED)
async def test_a_document_beyond_a_limit_is_refused_by_the_name_of_the_limit(case: str, portal: Portal) -> None:
    reason, query = REFUSED[case]

    modern, old = await ask(portal, query), await ask(portal, query, "application/json")

    assert (modern.status_code, old.status_code) == (400, 200)
    for answer in (modern, old):
        refusal = refusal_of(answer.json())
        assert (refusal["code"], refusal["reason"]) == ("QUERY_TOO_COMPLEX", reason)
        assert refusal["limit"] > 0


@pytest.mark.parametrize("case", FIT_A_FRAME)
async def test_a_socket_has_the_same_limits_and_goes_on(case: str, portal: Portal) -> None:
    async with socket_to(portal.app) as wire:
        await wire.begin(portal.anna)

        refusal = refusal_of(await wire.ask(FIT_A_FRAME[case]))

        assert (refusal["code"], refusal["reason"]) == ("QUERY_TOO_COMPLEX", REFUSED[case][0])
        assert (await wire.ask("{ __typename }"))["data"] == {"__typename": "Query"}


@pytest.mark.parametrize("case", WRONG)
async def test_of_many_mistakes_the_first_are_told(case: str, portal: Portal) -> None:
    answer = await ask(portal, WRONG[case])

    errors = answer.json()["errors"]
    assert answer.status_code == 400
    assert 1 <= len(errors) <= limits.MOST_MISTAKES
    assert {error["extensions"]["code"] for error in errors} == {"BAD_USER_INPUT"}


@pytest.mark.parametrize("case", ALLOWED)
async def test_a_document_within_the_limits_is_not_refused_for_its_size(case: str, portal: Portal) -> None:
    answer = await ask(portal, ALLOWED[case])

    assert "QUERY_TOO_COMPLEX" not in answer.text


@pytest.mark.parametrize(
    ("first", "cost"), [(None, 20 * 110 + 20 + 1), (0, 1), (1, 112), (45, 45 * 111 + 1), (-1, 1), (2**31, None)]
)
async def test_pages_that_variables_give_count_and_the_answer_says_what_it_cost(
    first: int | None, cost: int | None, portal: Portal
) -> None:
    answer = await ask(portal, INBOX, first=first)

    assert answer.json().get("extensions", {}).get("cost", 11_101) == (cost or 11_101)


@pytest.mark.parametrize("firsts", [(45, 46), (46, 45), (1, 100)])
async def test_a_document_that_was_checked_before_is_priced_anew(firsts: tuple[int, int], portal: Portal) -> None:
    for first in firsts:
        answer = (await ask(portal, INBOX, first=first)).json()

        if first <= 45:
            assert "errors" not in answer
        else:
            assert refusal_of(answer) == {"code": "QUERY_TOO_COMPLEX", "reason": "COST", "limit": limits.HIGHEST_COST}
            assert answer["extensions"] == {"cost": first * 111 + 1}


SUBS = "subIncidents { id guestLinks { id } }"
TOO_DEAR: dict[str, tuple[str, dict[str, Any]]] = {
    "a literal": (f"{{ incidents(first: 100) {{ nodes {{ {SUBS} }} }} }}", {}),
    "the larger of two": (f"{{ incidents(last: 100, first: 1) {{ edges {{ node {{ {SUBS} }} }} }} }}", {}),
    "a fragment of a page": (
        f"{{ incidents(first: 100) {{ ...P }} }} fragment P on IncidentConnection {{ nodes {{ {SUBS} }} }}",
        {},
    ),
    "a default": (f"query ($n: Int = 100) {{ incidents(first: $n) {{ nodes {{ {SUBS} }} }} }}", {}),
    "fragments": (
        f"query ($n: Int) {{ incidents(first: $n) {{ nodes {{ ...I }} }} }} fragment I on Incident {{ {SUBS} }}",
        {"n": 100},
    ),
    "ids": (f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on Incident {{ {SUBS} }} }} }}", {"ids": ["inc_x"] * 60}),
}


@pytest.mark.parametrize("case", TOO_DEAR)
async def test_however_a_page_is_made_it_counts(case: str, portal: Portal) -> None:
    query, variables = TOO_DEAR[case]

    answer = (await ask(portal, query, **variables)).json()

    assert refusal_of(answer)["reason"] == "COST"


async def test_every_event_of_a_subscription_has_its_cost(portal: Portal) -> None:
    async with socket_to(portal.app) as wire:
        await wire.begin(portal.anna)
        wire.subscribe("1", "subscription { inboxChanged { unreadCount incident { id } } }")

        assert (await wire.next())["payload"]["extensions"] == {"cost": 2}


async def test_more_values_than_an_operation_can_need_are_refused(portal: Portal) -> None:
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"

    refused = await ask(portal, query, ids=["x"] * limits.MOST_VALUES)

    assert refusal_of(refused.json()) == {"code": "QUERY_TOO_COMPLEX", "reason": "VALUES", "limit": limits.MOST_VALUES}
