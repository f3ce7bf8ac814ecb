"""A tenant, an owner, a plumber and two colleagues in one incident, over the real service."""

from pathlib import Path

import pytest

from tests.journeys.house_story import the_whole_house
from tests.journeys.scene import Post, settle_in
from tests.journeys.service import environment, serving
from tests.journeys.story import assert_logs_tell_nothing_private
from tests.notifications.peers import mail_server, provider, webhook

SECRET = "geheim"


@pytest.mark.timeout(120)
async def test_the_whole_house_works_together(tmp_path: Path) -> None:
    async with mail_server() as letters, provider(webhook) as texts:
        env = environment(
            tmp_path,
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

        assert_logs_tell_nothing_private(service.logs())
