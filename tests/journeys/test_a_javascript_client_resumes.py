"""`graphql-ws` in its default configuration follows a thread through a crash of the server."""

from pathlib import Path

import pytest

from tests.journeys.documents import POST, REPORT, SIGN_OUT
from tests.journeys.node import follower, install, require_node
from tests.journeys.scene import settle_in, sign_in
from tests.journeys.service import environment, serving


@pytest.mark.timeout(180)
async def test_a_javascript_client_goes_on_where_it_was_without_a_gap_or_a_double(tmp_path: Path) -> None:
    require_node()
    await install()
    env = environment(tmp_path, database_url=f"sqlite://{tmp_path}/journey.sqlite3")
    ids = await settle_in(env, tmp_path)

    async with serving(env, tmp_path) as service:
        anna = await sign_in(service.here)
        given = {"title": "Lekkage", "description": "In de keuken.", "idempotencyKey": "r", **ids}
        thread = (await anna.act(REPORT, **given))["incident"]["thread"]["id"]

        async def post(body: str) -> None:
            await anna.act(POST, threadId=thread, body=body, clientMessageId=body)

        async with follower(service.here, anna.token, thread) as heard:
            await post("een")
            assert [(await heard.next())["body"] for _ in range(2)] == ["", "een"]

            await service.here.kill()
            await service.here.start()
            await post("twee")
            await post("drie")

            assert await heard.next() == {"seq": 3, "body": "twee"}
            assert await heard.next() == {"seq": 4, "body": "drie"}
            await anna.act(SIGN_OUT)
            assert await heard.next() == {"ended": "UNAUTHENTICATED"}
