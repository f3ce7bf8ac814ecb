"""The story of four browsers on PostgreSQL and Redis: two server processes, and a worker that carries the post."""

from pathlib import Path

import pytest

from tests.browser.conftest import chromium
from tests.browser.story import the_whole_story
from tests.journeys.scene import Post, settle_in
from tests.journeys.service import environment, serving
from tests.notifications.peers import mail_server, provider, webhook


@pytest.mark.timeout(240)
async def test_the_same_in_browsers_across_processes(tmp_path: Path, empty_postgres_url: str, redis_url: str) -> None:
    async with chromium() as browser, mail_server() as letters, provider(webhook) as texts:
        env = environment(
            tmp_path, database_url=empty_postgres_url, bus_url=redis_url, mail="smtp", smtp_port=letters.port
        )
        ids = await settle_in(env, tmp_path)

        async with serving(env, tmp_path, servers=2, worker=True) as service:
            await the_whole_story(browser, service, Post(letters, texts), ids)
