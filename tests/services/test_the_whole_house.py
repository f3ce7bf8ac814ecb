"""The same on PostgreSQL and Redis: two server processes, and a worker that carries the post."""

from pathlib import Path

import pytest

from tests.journeys.house_story import the_whole_house
from tests.journeys.scene import Post, settle_in
from tests.journeys.service import environment, serving
from tests.journeys.story import assert_logs_tell_nothing_private
from tests.notifications.peers import mail_server, provider, webhook


@pytest.mark.timeout(240)
async def test_the_same_across_processes(tmp_path: Path, empty_postgres_url: str, redis_url: str) -> None:
    async with mail_server() as letters, provider(webhook) as texts:
        env = environment(
            tmp_path,
            database_url=empty_postgres_url,
            bus_url=redis_url,
            mail="smtp",
            smtp_port=letters.port,
            sms="webhook",
            sms_webhook_url=f"{texts.url}/sms",
            sms_webhook_secret="geheim",
        )
        ids = await settle_in(env, tmp_path)

        async with serving(env, tmp_path, servers=2, worker=True) as service:
            await the_whole_house(service, Post(letters, texts), ids)

        assert_logs_tell_nothing_private(service.logs())
