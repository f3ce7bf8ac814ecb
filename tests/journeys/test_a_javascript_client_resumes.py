"""`graphql-ws` in its default configuration follows a thread through a crash of the server."""

from pathlib import Path

import pytest

from tests.journeys.clients import act
from tests.journeys.node import follower, install, require_node
from tests.journeys.service import environment, serving
from tests.journeys.story import PASSWORD, POST, REPORT, SIGN_IN, settle_in

SIGN_OUT = "mutation { signOut { errors { code } } }"


@pytest.mark.timeout(180)
async def test_a_javascript_client_goes_on_where_it_was_without_a_gap_or_a_double(tmp_path: Path) -> None:
    require_node()
    await install()
    env = environment(tmp_path, database_url=f"sqlite://{tmp_path}/journey.sqlite3")
    ids = await settle_in(env, tmp_path)

    async with serving(env, tmp_path) as service:
        anna = (await act(service.here, None, SIGN_IN, email="anna@van-dam.example", password=PASSWORD))["token"]
        given = {"title": "Lekkage", "description": "In de keuken.", "idempotencyKey": "r", **ids}
        thread = (await act(service.here, anna, REPORT, **given))["incident"]["thread"]["id"]

        async def post(body: str) -> None:
            await act(service.here, anna, POST, threadId=thread, body=body, clientMessageId=body)

        async with follower(service.here, anna, thread) as heard:
            await post("een")
            assert [(await heard.next())["body"] for _ in range(2)] == ["", "een"]

            await service.here.kill()
            await service.here.start()
            await post("twee")
            await post("drie")

            assert await heard.next() == {"seq": 3, "body": "twee"}
            assert await heard.next() == {"seq": 4, "body": "drie"}
            await act(service.here, anna, SIGN_OUT)
            assert await heard.next() == {"ended": "UNAUTHENTICATED"}
