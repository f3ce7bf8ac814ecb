"""Links that open nothing any more: an admin reads in the trail that somebody tried them; guesses write nothing."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

import clock
from auth.tokens import TokenKind, mint
from models import AuditEntry, Contact, Employee, GuestLink
from resolvers.guest_links import issue_guest_link, revoke_guest_link
from schema.ids import node_id
from tests.cast import Cast, given_to, make_cast, reported
from tests.resolvers.test_redeem_sign_in_link import link_to
from tests.schema.conftest import Portal
from tests.schema.service import token_for
from tests.schema.test_metrics import figure
from tests.silence import nothing_happens

OPEN = "mutation ($token: String!) { openGuestLink(input: {token: $token}) { token errors { code } } }"
REDEEM = "mutation ($token: String!) { redeemSignInLink(input: {token: $token}) { token errors { code } } }"
TRAIL = """query ($act: String!) { auditTrail(filter: {act: $act}) { nodes {
  wasRefused actorKind actor { displayName } subjectId guestLinkId requestId } } }"""


async def is_refused(portal: Portal, document: str, token: str) -> str:
    """The id of the request."""
    response = await portal.client.post("/graphql", json={"query": document, "variables": {"token": token}})
    [payload] = response.json()["data"].values()
    assert payload == {"token": None, "errors": [{"code": "LINK_NOT_VALID"}]}
    return response.headers["x-request-id"]


async def trail(portal: Portal, admin: Employee, act: str) -> list[dict[str, Any]]:
    headers = {"authorization": f"Bearer {await token_for(admin)}"}
    asked = {"query": TRAIL, "variables": {"act": act}}
    response = await portal.client.post("/graphql", json=asked, headers=headers)
    entries: list[dict[str, Any]] = response.json()["data"]["auditTrail"]["nodes"]
    return entries


async def revoked(cast: Cast, link: GuestLink) -> None:
    await revoke_guest_link(cast.as_anna, guest_link_id=link.id)


async def expired(_cast: Cast, link: GuestLink) -> None:
    await GuestLink.filter(id=link.id).update(expires_at=clock.now() - timedelta(seconds=1))


async def of_an_archived_contact(_cast: Cast, link: GuestLink) -> None:
    await Contact.filter(id=link.contact_id).update(archived_at=clock.now())


@pytest.mark.parametrize("end", [revoked, expired, of_an_archived_contact])
async def test_a_guest_link_that_is_over_is_told_with_what_it_opened(
    end: Callable[[Cast, GuestLink], Awaitable[None]], portal: Portal
) -> None:
    cast, neighbour = portal.cast, await make_cast("De Brug")
    order = await given_to(cast, cast.piet, await reported(cast))
    issued = await issue_guest_link(cast.as_anna, thread_id=order.thread_id)
    await end(cast, issued.guest_link)

    async with nothing_happens(but=AuditEntry):
        request_id = await is_refused(portal, OPEN, issued.url.split("#")[1])

    assert await trail(portal, cast.bas, "openGuestLink") == [
        {
            "wasRefused": True,
            "actorKind": "NOBODY",
            "actor": None,
            "subjectId": node_id(order),
            "guestLinkId": node_id(issued.guest_link),
            "requestId": request_id,
        }
    ]
    assert await trail(portal, neighbour.bas, "openGuestLink") == []


async def test_a_link_to_sign_in_that_is_over_is_told_with_whom_it_was_for(portal: Portal) -> None:
    cast, neighbour = portal.cast, await make_cast("De Brug")
    token = await link_to(cast.anna, minutes=-1)

    async with nothing_happens(but=AuditEntry):
        await is_refused(portal, REDEEM, token)

    [entry] = await trail(portal, cast.bas, "redeemSignInLink")
    assert (entry["wasRefused"], entry["actor"], entry["subjectId"]) == (True, None, node_id(cast.anna))
    assert token not in str(await AuditEntry.all().values())
    assert await trail(portal, neighbour.bas, "redeemSignInLink") == []


async def test_a_guess_leaves_nothing_and_is_counted(portal: Portal) -> None:
    counted = figure("refusals_total", code="LINK_NOT_VALID")

    async with nothing_happens():
        await is_refused(portal, OPEN, mint(TokenKind.GUEST).secret)
        await is_refused(portal, REDEEM, mint(TokenKind.SIGN_IN).secret)

    assert figure("refusals_total", code="LINK_NOT_VALID") == counted + 2
