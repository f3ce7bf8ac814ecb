"""A tenant, Anna, a plumber and an owner, each in a browser, on one process with SQLite."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.browser.story import the_whole_story
from tests.journeys.scene import Post, settle_in
from tests.journeys.service import environment, serving
from tests.notifications.peers import mail_server, provider, webhook

pytestmark = [pytest.mark.timeout(240), pytest.mark.asyncio(loop_scope="session")]


async def test_each_sees_what_it_may_and_nothing_else(browser: Browser, tmp_path: Path) -> None:
    async with mail_server() as letters, provider(webhook) as texts:
        env = environment(
            tmp_path, database_url=f"sqlite://{tmp_path}/four.sqlite3", mail="smtp", smtp_port=letters.port
        )
        ids = await settle_in(env, tmp_path)

        async with serving(env, tmp_path) as service:
            await the_whole_story(browser, service, Post(letters, texts), ids)
