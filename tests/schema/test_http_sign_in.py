"""Who is asking over http: by bearer token, by cookie, or nobody."""

import re
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tortoise import Tortoise

import clock
from models import Delivery, Notice, Session
from notifications.notices import write_letter
from resolvers.accounts import end_portal_access
from resolvers.unfinished import finish_acts
from schema.ids import node_id
from settings import Settings
from tests.cast import PASSWORD, make_cast
from tests.schema.conftest import Portal
from tests.schema.service import ADDRESS, client_of, serving

ASK = "{ viewer { displayName } }"
SIGN_IN = """mutation ($email: String!, $password: String!) {
  signIn(input: {email: $email, password: $password}) { errors { code } token } }"""


async def ask(client: httpx2.AsyncClient, query: str = ASK, **options: Any) -> httpx2.Response:
    return await client.post("/graphql", json={"query": query}, **options)


async def sign_in(client: httpx2.AsyncClient, email: str = "anna@van-dam.example") -> httpx2.Response:
    variables = {"email": email, "password": PASSWORD}
    return await client.post("/graphql", json={"query": SIGN_IN, "variables": variables})


def name_in(response: httpx2.Response) -> str | None:
    viewer = response.json()["data"]["viewer"]
    return None if viewer is None else str(viewer["displayName"])


@pytest.mark.parametrize("base_url", ["http://portal.example", "https://portal.example"])
async def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(base_url: str, tmp_path: Path) -> None:
    settings = {"outbox_path": str(tmp_path), "base_url": base_url, "environment": "development"}
    async with serving(**settings) as app, client_of(app) as client:
        await Tortoise.generate_schemas()
        await make_cast()
        signed_in = await sign_in(client)
        refused = await sign_in(client, "nobody@van-dam.example")

    cookie = signed_in.headers["set-cookie"].lower()
    assert "; httponly" in cookie
    assert "; samesite=lax" in cookie
    assert "; path=/" in cookie
    assert ("; secure" in cookie) == base_url.startswith("https")
    assert "set-cookie" not in refused.headers


async def test_the_cookie_signs_in_and_signing_out_takes_it_back(portal: Portal) -> None:
    token = (await sign_in(portal.client)).json()["data"]["signIn"]["token"]
    portal.client.cookies.clear()
    cookie = {"cookie": f"hm_session={token}"}

    assert name_in(await ask(portal.client, headers=cookie)) == "Anna de Vries"
    signed_out = await ask(portal.client, "mutation { signOut { isSignedOut } }", headers=cookie)
    assert "max-age=0" in signed_out.headers["set-cookie"].lower()
    assert name_in(await ask(portal.client, headers=cookie)) is None


@pytest.mark.parametrize("cookie", ["", "rubbish", "hm_session_" + "a" * 38, "é"])
async def test_a_stale_cookie_is_nobody(cookie: str, portal: Portal) -> None:
    response = await ask(portal.client, headers={"cookie": f"hm_session={cookie}".encode()})

    assert name_in(response) is None


@pytest.mark.parametrize("bearer", ["", "rubbish", "hm_session_" + "a" * 38, "é"])
async def test_a_wrong_bearer_is_told_so(bearer: str, portal: Portal) -> None:
    response = await ask(portal.client, headers={"authorization": f"Bearer {bearer}".encode()})

    assert response.status_code == 401
    assert response.headers["content-type"] == "application/json"
    assert response.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
    assert "data" not in response.json()


async def test_an_ended_session_opens_nothing(portal: Portal) -> None:
    headers = {"authorization": f"Bearer {portal.anna}"}
    assert name_in(await ask(portal.client, headers=headers)) == "Anna de Vries"

    await Session.all().update(ended_at=clock.now())

    assert (await ask(portal.client, headers=headers)).status_code == 401


async def test_another_site_cannot_use_the_cookie(portal: Portal) -> None:
    headers = {"cookie": f"hm_session={portal.anna}", "origin": "https://evil.example"}

    response = await ask(portal.client, "mutation { signOut { isSignedOut } }", headers=headers)

    assert response.status_code == 403
    assert response.json()["errors"][0]["extensions"] == {"code": "FORBIDDEN"}
    assert await Session.filter(ended_at__isnull=False).count() == 0


@pytest.mark.parametrize("origin", [ADDRESS, None])
async def test_our_own_pages_use_the_cookie(origin: str | None, portal: Portal) -> None:
    headers = {"cookie": f"hm_session={portal.anna}", **({"origin": origin} if origin else {})}

    assert name_in(await ask(portal.client, headers=headers)) == "Anna de Vries"


@pytest.mark.parametrize(
    "origin", ["null", "https://portal.example.evil.example", "https://portal.example@evil.example"]
)
async def test_an_origin_that_only_resembles_ours_is_foreign(origin: str, portal: Portal) -> None:
    headers = {"cookie": f"hm_session={portal.anna}", "origin": origin}

    assert (await ask(portal.client, headers=headers)).status_code == 403


async def test_each_viewer_gets_its_own_schema(portal: Portal) -> None:
    question = "{ employees { nodes { id } } }"

    as_anna = await ask(portal.client, question, headers={"authorization": f"Bearer {portal.anna}"})
    as_nobody = await ask(portal.client, question)

    assert len(as_anna.json()["data"]["employees"]["nodes"]) == 2
    assert as_nobody.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert "employees" in as_nobody.json()["errors"][0]["message"]


REQUEST = """mutation ($email: String!, $organisation: String!) {
  requestSignInLink(input: {email: $email, organisation: $organisation}) { isRequested errors { code } } }"""
REDEEM = """mutation ($token: String!) { redeemSignInLink(input: {token: $token}) {
  errors { code path } token expiresAt viewer { __typename displayName } } }"""
RECIPIENTS = "{ deliveries { nodes { notice recipient { displayName } } } }"
INVITE = """mutation ($contact: ID!) { inviteToPortal(input: {contactId: $contact}) {
  errors { code } contact { name hasAccount } } }"""


async def mutate(portal: Portal, query: str, bearer: str | None = None, **variables: str) -> httpx2.Response:
    headers = {"authorization": f"Bearer {bearer}"} if bearer else {}
    return await portal.client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)


async def test_a_contact_is_invited_asks_for_a_link_and_gets_in_by_it(
    portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    invited = await mutate(portal, INVITE, portal.anna, contact=node_id(portal.cast.piet))
    assert invited.json()["data"]["inviteToPortal"] == {
        "errors": [],
        "contact": {"name": "Piet Loods", "hasAccount": True},
    }
    known = await mutate(portal, REQUEST, email=portal.cast.piet.email or "", organisation="van-dam")
    unknown = await mutate(portal, REQUEST, email="nobody@van-dam.example", organisation="van-dam")
    assert known.json() == unknown.json()
    assert known.json()["data"] == {"requestSignInLink": {"isRequested": True, "errors": []}}

    await finish_acts()
    delivery = await Delivery.get(notice=Notice.SIGN_IN_LINK)
    letter = await write_letter(delivery, Settings(_env_file=None))
    assert letter is not None
    [secret] = re.findall(r"/sign-in/[a-z-]+#(hm_signin_\w+)\"", letter.get_body(("html",)).get_content())  # type: ignore[union-attr]
    redeemed = await mutate(portal, REDEEM, token=secret)
    again = await mutate(portal, REDEEM, token=secret)

    answer = redeemed.json()["data"]["redeemSignInLink"]
    assert answer["viewer"] == {"__typename": "ContactViewer", "displayName": "Piet Loods"}
    assert answer["token"] in redeemed.headers["set-cookie"]
    assert again.json()["data"]["redeemSignInLink"] == {
        "errors": [{"code": "LINK_NOT_VALID", "path": ["input", "token"]}],
        "token": None,
        "expiresAt": None,
        "viewer": None,
    }
    assert "set-cookie" not in again.headers
    assert "hm_signin_" not in "".join(capsys.readouterr())


async def test_staff_see_to_whom_a_letter_to_an_account_went(portal: Portal) -> None:
    await mutate(portal, INVITE, portal.anna, contact=node_id(portal.cast.piet))

    recipients = (await mutate(portal, RECIPIENTS, portal.anna)).json()["data"]["deliveries"]["nodes"]
    assert recipients == [{"notice": "PORTAL_INVITATION", "recipient": {"displayName": "Piet Loods"}}]

    await end_portal_access(portal.cast.as_anna, contact_id=portal.cast.piet.id)
    recipients = (await mutate(portal, RECIPIENTS, portal.anna)).json()["data"]["deliveries"]["nodes"]
    assert recipients == [{"notice": "PORTAL_INVITATION", "recipient": None}]
