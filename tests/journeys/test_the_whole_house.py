"""A tenant, an owner, a plumber and two colleagues in one incident, over the real service."""

import hashlib
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx2
import pytest

from tests.journeys.clients import Person
from tests.journeys.house_story import BAS_PASSWORD, the_whole_house
from tests.journeys.scene import PASSWORD, Post, settle_in
from tests.journeys.service import Service, environment, serving
from tests.journeys.story import assert_logs_tell_nothing_private
from tests.notifications.peers import mail_server, provider, webhook

SECRET = "geheim"
METRICS_TOKEN = "wie dit weet mag meten"
REPORT_KEY = "0123456789abcdef" * 2
REQUEST = "mutation ($input: RequestSignInLinkInput!) { requestSignInLink(input: $input) { errors { code } } }"
REDEEM = "mutation ($input: RedeemSignInLinkInput!) { redeemSignInLink(input: $input) { token errors { code } } }"
UPLOAD = "mutation ($input: CreateUploadInput!) { createUpload(input: $input) { url errors { code } } }"
PAPERS = "{ subIncidents(first: 10) { nodes { ... on WorkOrder { pdfUrl } } } }"
TOKEN = re.compile(r"hm_[a-z]+_[0-9A-Za-z]{38}")


@pytest.mark.timeout(240)
async def test_the_whole_house_works_together(tmp_path: Path) -> None:
    async with mail_server() as letters, provider(webhook) as texts:
        env = environment(
            tmp_path,
            log_level="debug",
            database_url=f"sqlite://{tmp_path}/journey.sqlite3",
            mail="smtp",
            smtp_port=letters.port,
            sms="webhook",
            sms_webhook_url=f"{texts.url}/sms",
            sms_webhook_secret=SECRET,
            metrics_token=METRICS_TOKEN,
        )
        ids = await settle_in(env, tmp_path)

        async with serving(env, tmp_path) as service:
            await the_whole_house(service, Post(letters, texts), ids)
            anna = await a_link_to_sign_in_and_an_upload(service, Post(letters, texts))
            signature = await what_opens_by_itself(service, anna)

        assert_logs_tell_nothing_private(service.logs())
        assert_no_secret_is_kept(Post(letters, texts), service.logs(), dump_of(tmp_path / "journey.sqlite3"), signature)


async def a_link_to_sign_in_and_an_upload(service: Service, post: Post) -> Person:
    """The tokens that the story does without; one of them once more than it opens anything."""
    stranger = Person(service.here)
    await stranger.act(REQUEST, email="anna@van-dam.example", organisation="van-dam")
    secret = re.search(r"hm_signin_\w+", await post.letter("Aanmelden bij"))
    assert secret is not None
    anna = Person(service.here, (await stranger.act(REDEEM, token=secret.group()))["token"])
    assert (await stranger.try_to(REDEEM, token=secret.group()))["errors"] == [{"code": "LINK_NOT_VALID"}]
    [incident] = (await anna.ask("{ incidents(first: 1) { nodes { thread { id } } } }"))["incidents"]["nodes"]
    given = {"threadId": incident["thread"]["id"], "name": "Foto van Tom Jansen.jpg", "size": 9, "idempotencyKey": "1"}
    upload = await anna.act(UPLOAD, **given)
    async with client_of(service) as client:
        answer = await client.put(upload["url"], content=b"no photo.")
    assert answer.status_code == 415
    return anna


async def what_opens_by_itself(service: Service, anna: Person) -> str:
    """The secrets that are no tokens: of metrics, of a report, and the signature in an address, which is returned."""
    given = {"organisation": "van-dam", "reportKey": REPORT_KEY, "name": "lek.jpg", "size": 9, "idempotencyKey": "1"}
    await Person(service.here).act(UPLOAD, **given)
    orders = (await anna.ask(PAPERS))["subIncidents"]["nodes"]
    [address, *_] = [order["pdfUrl"] for order in orders if order]
    async with client_of(service) as client:
        metrics = await client.get("/metrics", headers={"authorization": f"Bearer {METRICS_TOKEN}"})
        paper = await client.get(address)
        assert (metrics.status_code, paper.status_code) == (200, 200)
        return paper.url.params["signature"]


def client_of(service: Service) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(trust_env=False, base_url=f"http://127.0.0.1:{service.here.port}")


def assert_no_secret_is_kept(post: Post, logs: str, dump: str, signature: str) -> None:
    """What went out opens threads; neither log nor database, outbox and all, holds it otherwise than as a hash."""
    carried = set(TOKEN.findall(" ".join([*post.about("."), str(post.texts.asked)])))

    assert {token.rpartition("_")[0] for token in carried} == {"hm_guest", "hm_signin"}
    assert TOKEN.findall(logs) == TOKEN.findall(dump) == []
    others = (PASSWORD, BAS_PASSWORD, SECRET, METRICS_TOKEN, REPORT_KEY, signature)
    assert [word for word in others if word in logs or word in dump] == []
    assert [token for token in carried if hashlib.sha256(token.encode()).hexdigest() not in dump] == []


def dump_of(database: Path) -> str:
    """Every row of every table, as SQL."""
    with closing(sqlite3.connect(database)) as connection:
        return "\n".join(connection.iterdump())
