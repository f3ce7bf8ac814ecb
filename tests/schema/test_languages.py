"""In which language somebody is answered: the account's own, or the one that its client asks for."""

from contextlib import AsyncExitStack
from functools import partial

import pytest

from auth.viewer import Viewer
from models import Incident, Locale
from schema.context import House
from tests.asking import Heard, following
from tests.cast import Cast, at_desk, reported, says
from tests.schema.conftest import Portal
from tests.schema.service import socket_to

ME = "{ viewer { locale } }"
REFUSED = (
    'mutation { postMessage(input: { threadId: "thr_1", body: "", clientMessageId: "1" }) { errors { message } } }'
)
EVENTS = """subscription ($threadId: ID!) {
  messageAdded(threadId: $threadId) { message { event { type text } author { displayName } } } }"""


async def over_http(portal: Portal, document: str, **headers: str) -> str:
    given = {"authorization": f"Bearer {portal.anna}", **headers}
    return (await portal.client.post("/graphql", json={"query": document}, headers=given)).text


async def over_socket(portal: Portal, document: str, **payload: object) -> str:
    async with socket_to(portal.app) as wire:
        wire.send({"type": "connection_init", "payload": {"token": portal.anna, **payload}})
        assert (await wire.next())["type"] == "connection_ack"
        return str(await wire.ask(document))


@pytest.mark.parametrize("asked", [None, "EN", "NL", "en", "FR", "Locale.EN", ""])
async def test_a_client_chooses_among_the_languages_that_there_are(portal: Portal, asked: str | None) -> None:
    answers = [
        await over_http(portal, ME, **({"x-locale": asked} if asked is not None else {}), **{"accept-language": "en"}),
        await over_socket(portal, ME, **({"locale": asked} if asked is not None else {})),
    ]

    expected = "EN" if asked == "EN" else "NL"
    assert all(expected in answer for answer in answers), answers


@pytest.mark.parametrize("locale", [7, None, ["EN"], {"EN": 1}])
async def test_what_is_no_name_is_no_choice(portal: Portal, locale: object) -> None:
    assert "NL" in await over_socket(portal, ME, locale=locale)


async def test_refusals_are_told_in_it(portal: Portal) -> None:
    own = [await over_http(portal, REFUSED), await over_socket(portal, REFUSED)]
    chosen = [
        await over_http(portal, REFUSED, **{"x-locale": "EN"}),
        await over_socket(portal, REFUSED, locale="EN"),
    ]

    assert all("Dit bestaat niet" in answer for answer in own), own
    assert all("This does not exist" in answer for answer in chosen), chosen


async def test_who_asks_without_an_account_chooses_too(portal: Portal) -> None:
    headers = {"accept-language": "nl", "x-locale": "EN", "authorization": "Bearer nothing"}

    answer = await portal.client.post("/graphql", json={"query": ME}, headers=headers)

    assert answer.status_code == 401
    assert "sign in" in answer.text.lower()


async def told(house: House, incident: Incident, *viewers: Viewer) -> list[str]:
    """What each hears of the first reply: that the incident is in progress."""
    async with AsyncExitStack() as stack:
        follow = partial(following, house=house, document=EVENTS, threadId=f"thr_{incident.thread_id.hex}")
        all_heard = [await stack.enter_async_context(follow(viewer)) for viewer in viewers]
        await says(viewers[0], incident, "We kijken ernaar.")
        return [await next_event(heard) for heard in all_heard]


async def next_event(heard: Heard) -> str:
    while (event := (await heard.next())["messageAdded"]["message"]["event"]) is None:
        pass
    return str(event["text"])


async def test_each_is_told_of_what_happens_in_its_own(cast: Cast, house: House) -> None:
    anna = await at_desk(cast.anna)
    english = anna.answered_in(Locale.EN)

    [alone] = await told(house, await reported(cast), english)
    together = await told(
        house, await reported(cast, title="Nog een"), anna, english, anna.answered_in(Locale.NL), english
    )

    assert together[0] == together[2] != alone
    assert together[1] == together[3] == alone
