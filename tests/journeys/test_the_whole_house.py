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
REQUEST = "mutation ($input: RequestSignInLinkInput!) { requestSignInLink(input: $input) { errors { code } } }"
REDEEM = "mutation ($input: RedeemSignInLinkInput!) { redeemSignInLink(input: $input) { token errors { code } } }"
UPLOAD = "mutation ($input: CreateUploadInput!) { createUpload(input: $input) { url errors { code } } }"
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
        )
        ids = await settle_in(env, tmp_path)

        async with serving(env, tmp_path) as service:
            await the_whole_house(service, Post(letters, texts), ids)
            await a_link_to_sign_in_and_an_upload(service, Post(letters, texts))

        assert_logs_tell_nothing_private(service.logs())
        assert_no_secret_is_kept(Post(letters, texts), service.logs(), dump_of(tmp_path / "journey.sqlite3"))


async def a_link_to_sign_in_and_an_upload(service: Service, post: Post) -> None:
    """The secrets that the story does without."""
    stranger = Person(service.here)
    await stranger.act(REQUEST, email="anna@van-dam.example", organisation="van-dam")
    secret = re.search(r"hm_signin_\w+", await post.letter("Aanmelden bij"))
    assert secret is not None
    anna = Person(service.here, (await stranger.act(REDEEM, token=secret.group()))["token"])
    [incident] = (await anna.ask("{ incidents(first: 1) { nodes { thread { id } } } }"))["incidents"]["nodes"]
    given = {"threadId": incident["thread"]["id"], "name": "Foto van Tom Jansen.jpg", "size": 9, "idempotencyKey": "1"}
    upload = await anna.act(UPLOAD, **given)
    async with httpx2.AsyncClient(trust_env=False) as client:
        answer = await client.put(f"http://127.0.0.1:{service.here.port}{upload['url']}", content=b"no photo.")
    assert answer.status_code == 415


def assert_no_secret_is_kept(post: Post, logs: str, dump: str) -> None:
    """What went out opens threads; neither log nor database, outbox and all, holds it otherwise than as a hash."""
    carried = set(TOKEN.findall(" ".join([*post.about("."), str(post.texts.asked)])))

    assert {token.rpartition("_")[0] for token in carried} == {"hm_guest", "hm_signin"}
    assert TOKEN.findall(logs) == TOKEN.findall(dump) == []
    assert [word for word in (PASSWORD, BAS_PASSWORD, SECRET) if word in logs or word in dump] == []
    assert [token for token in carried if hashlib.sha256(token.encode()).hexdigest() not in dump] == []


def dump_of(database: Path) -> str:
    """Every row of every table, as SQL."""
    with closing(sqlite3.connect(database)) as connection:
        return "\n".join(connection.iterdump())
