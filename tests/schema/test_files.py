"""Files over http: from asking for an address to looking at the picture, and everybody who may not."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
import time_machine

import clock
from auth.attempts import Attempts
from models import Attachment, GuestLink, Session, SubIncident
from models.tables import make_tables
from schema.ids import node_id
from settings import Settings
from tests.cast import given_to, make_cast, reported
from tests.pictures import HTML, PDF, opened, photo
from tests.schema.conftest import Portal
from tests.schema.photos import POST, address, asked, posted, token_of_link
from tests.schema.service import client_of, serving, token_for
from tests.schema.test_request_rates import check_refused


@pytest.fixture
async def portal(tmp_path: Path) -> AsyncIterator[Portal]:
    async with serving(outbox_path=str(tmp_path), files_url=str(tmp_path / "files")) as app, client_of(app) as client:
        await make_tables()
        cast = await make_cast()
        yield Portal(app, cast, client, await token_for(cast.anna))


@pytest.fixture
async def order(portal: Portal) -> SubIncident:
    return await given_to(portal.cast, portal.cast.piet, await reported(portal.cast))


@pytest.fixture
async def piet(portal: Portal, order: SubIncident) -> str:
    return await token_of_link(portal, order)


async def test_a_plumber_sends_a_photo_and_looks_at_it(portal: Portal, piet: str, order: SubIncident) -> None:
    upload = await address(portal, piet, order)

    put = await portal.client.put(upload["url"], content=photo(800, 600))
    given = {"threadId": f"thr_{order.thread_id.hex}", "body": "", "clientMessageId": "c"}
    payload = await asked(portal, piet, POST, attachmentIds=[upload["attachmentId"]], **given)
    [attachment] = payload["message"]["attachments"]
    whole, small = [await portal.client.get(attachment[name]) for name in ("url", "thumbnailUrl")]

    assert put.status_code == 201
    assert put.json()["id"] == upload["attachmentId"] == attachment["id"]
    assert (attachment["name"], attachment["contentType"]) == ("lek.jpg", "image/jpeg")
    assert (attachment["width"], attachment["height"]) == (800, 600)
    assert (whole.status_code, small.status_code) == (200, 200)
    assert opened(whole.content).size == (800, 600)
    assert opened(small.content).size == (480, 360)
    assert len(whole.content) == attachment["size"] == int(whole.headers["content-length"])


async def test_a_file_comes_with_headers_that_keep_it_quiet(portal: Portal, piet: str, order: SubIncident) -> None:
    attachment = await posted(portal, piet, order, PDF, 'offerte "één".pdf')

    shown = await portal.client.get(attachment["url"])
    again = await portal.client.get(attachment["url"], headers={"if-none-match": shown.headers["etag"]})

    assert shown.content == PDF
    assert shown.headers["content-type"] == "application/pdf"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert shown.headers["cache-control"].startswith("private")
    assert shown.headers["content-disposition"] == (
        "inline; filename=\"offerte ___n_.pdf\"; filename*=UTF-8''offerte%20%22%C3%A9%C3%A9n%22.pdf"
    )
    assert (again.status_code, again.content) == (304, b"")


async def test_a_header_or_a_cookie_opens_it_as_well(portal: Portal, piet: str, order: SubIncident) -> None:
    plain = (await posted(portal, piet, order, photo()))["url"].partition("?")[0]

    by_header = await portal.client.get(plain, headers={"authorization": f"Bearer {portal.anna}"})
    by_cookie = await portal.client.get(plain, headers={"cookie": f"hm_session={piet}"})
    by_nothing = await portal.client.get(plain)

    assert (by_header.status_code, by_cookie.status_code, by_nothing.status_code) == (200, 200, 404)


async def test_an_address_stays_the_same_for_an_hour_and_ends_within_two(
    portal: Portal, piet: str, order: SubIncident
) -> None:
    start = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    with time_machine.travel(start, tick=False) as moment:
        url = (await posted(portal, piet, order, photo()))["url"]
        seen = []
        for minutes in (0, 59, 60, 119, 120):
            moment.move_to(start + timedelta(minutes=minutes))
            seen.append((await portal.client.get(url)).status_code)
        moment.move_to(start + timedelta(minutes=59))
        same = await address_of(portal, piet, url)
        moment.move_to(start + timedelta(minutes=60))
        another = await address_of(portal, piet, url)

    assert seen == [200, 200, 200, 200, 404]
    assert same == url != another


async def test_a_page_that_was_left_open_still_opens_its_files_for_whose_browser_it_is(
    portal: Portal, piet: str, order: SubIncident
) -> None:
    url = (await posted(portal, piet, order, photo()))["url"]

    with time_machine.travel(clock.now() + timedelta(hours=3)):
        own = await portal.client.get(url, headers={"cookie": f"hm_session={piet}"})
        passed_on = await portal.client.get(url)
        portal.client.cookies.clear()

    assert (own.status_code, passed_on.status_code) == (200, 404)


async def address_of(portal: Portal, token: str, url: str) -> str:
    attachment_id = url.split("/")[2]
    query = "query ($id: ID!) { node(id: $id) { ... on Attachment { url } } }"
    response = await portal.client.post(
        "/graphql",
        json={"query": query, "variables": {"id": attachment_id}},
        headers={"authorization": f"Bearer {token}"},
    )
    return str(response.json()["data"]["node"]["url"])


async def end_the_session(order: SubIncident) -> None:
    await Session.filter(guest_link__thread_id=order.thread_id).update(ended_at=clock.now())


async def forget_the_session(order: SubIncident) -> None:
    link_ids = await GuestLink.filter(thread_id=order.thread_id).values_list("id", flat=True)
    await Session.filter(guest_link_id__in=link_ids).delete()


async def revoke_the_link(order: SubIncident) -> None:
    await GuestLink.filter(thread_id=order.thread_id).update(revoked_at=clock.now())


async def let_the_link_expire(order: SubIncident) -> None:
    await GuestLink.filter(thread_id=order.thread_id).update(expires_at=clock.now())


async def take_it_from_the_plumber(order: SubIncident) -> None:
    await SubIncident.filter(id=order.id).update(party_id=None)


async def lose_the_bytes(order: SubIncident) -> None:
    await Attachment.filter(thread_id=order.thread_id).update(object_key="never/written")


@pytest.mark.parametrize(
    "happened",
    [
        end_the_session,
        forget_the_session,
        revoke_the_link,
        let_the_link_expire,
        take_it_from_the_plumber,
        lose_the_bytes,
    ],
)
async def test_who_lost_the_right_gets_what_a_stranger_gets(
    happened: Any, portal: Portal, piet: str, order: SubIncident
) -> None:
    attachment = await posted(portal, piet, order, photo())
    addresses = [attachment["url"], attachment["thumbnailUrl"]]
    assert [(await portal.client.get(url)).status_code for url in addresses] == [200, 200]

    await happened(order)

    missing = await portal.client.get(f"/files/att_{uuid4().hex}/lek.jpg")
    for url in addresses:
        refused = await portal.client.get(url)
        assert (refused.status_code, refused.content) == (404, missing.content)


async def test_a_signature_opens_one_thing_for_one_session(portal: Portal, piet: str, order: SubIncident) -> None:
    one, other = [await posted(portal, piet, order, photo()) for _ in range(2)]
    path, _, query = one["url"].partition("?")
    signed = dict(httpx2.QueryParams(query))
    anna = await Session.get(employee=portal.cast.anna)
    wrong = [
        f"{other['url'].partition('?')[0]}?{query}",
        f"{path}?size=thumbnail&{query}",
        *(
            f"{path}?{httpx2.QueryParams({**signed, **change})}"
            for change in (
                {"session": anna.id.hex},
                {"session": "x"},
                {"session": ""},
                {"expires": str(int(signed["expires"]) + 3600)},
                {"expires": "9" * 5000},
                {"expires": "-1"},
                {"expires": "٣"},
                {"signature": ""},
                {"signature": "é"},
                {"signature": signed["signature"][:-1]},
            )
        ),
    ]

    for url in wrong:
        with_cookie = await portal.client.get(url, headers={"cookie": f"hm_session={piet}"})
        assert with_cookie.status_code == 404, url


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (HTML, 415, "FILE_TYPE_NOT_ALLOWED"),
        (photo(400, 400)[:600], 422, "FILE_UNREADABLE"),
        (photo() + b"\0" * 10 * 1024 * 1024, 413, "FILE_TOO_BIG"),
    ],
    ids=["a page", "half a photo", "eleven mebibytes"],
)
async def test_what_is_not_taken_in_is_refused_with_a_code(
    content: bytes, status: int, code: str, portal: Portal, piet: str, order: SubIncident
) -> None:
    async def in_pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(content), 65536):
            yield content[start : start + 65536]

    at_once, piecewise = [
        await portal.client.put((await address(portal, piet, order))["url"], content=body)
        for body in (content, in_pieces())
    ]

    for refused in (at_once, piecewise):
        assert refused.status_code == status
        [error] = refused.json()["errors"]
        assert error["code"] == code
        assert error["message"]


async def test_a_file_of_nine_mebibytes_is_taken_in_while_the_api_takes_one(
    portal: Portal, piet: str, order: SubIncident
) -> None:
    large = b"%PDF-1.4\n" + b"%" * 9 * 1024 * 1024 + b"\n%%EOF\n"
    url = (await address(portal, piet, order))["url"]

    taken_in = await portal.client.put(url, content=large)
    refused = await portal.client.post("/graphql", content=large, headers={"content-type": "application/json"})

    assert (taken_in.status_code, refused.status_code) == (201, 413)


async def test_an_address_takes_one_file(portal: Portal, piet: str, order: SubIncident) -> None:
    url = (await address(portal, piet, order))["url"]

    statuses = [(await portal.client.put(url, content=photo())).status_code for _ in range(2)]
    made_up = await portal.client.put("/uploads/hm_upload_made_up", content=photo())

    assert (statuses, made_up.status_code) == ([201, 404], 404)
    assert made_up.json()["errors"][0]["code"] == "NOT_FOUND"


async def test_a_log_holds_neither_the_secret_nor_the_name_of_a_file(
    portal: Portal, piet: str, order: SubIncident, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()
    attachment = await posted(portal, piet, order, photo(), "lek bij Jansen.jpg")
    await portal.client.get(attachment["url"])

    logged = caplog.text

    assert node_id(await Attachment.get()) in logged
    assert "hm_upload_" not in logged
    assert "Jansen" not in logged
    assert "signature" not in logged


PAPERS = "query ($id: ID!) { subIncident(id: $id) { ... on WorkOrder { pdfUrl calendarUrl } } }"


async def test_a_work_order_is_had_on_paper_and_for_a_calendar(portal: Portal, piet: str, order: SubIncident) -> None:
    await SubIncident.filter(id=order.id).update(
        appointment_starts_at=clock.now(), appointment_ends_at=clock.now() + timedelta(hours=2)
    )
    response = await portal.client.post(
        "/graphql",
        json={"query": PAPERS, "variables": {"id": node_id(order)}},
        headers={"authorization": f"Bearer {piet}"},
    )
    addresses = response.json()["data"]["subIncident"]

    paper, calendar = [await portal.client.get(addresses[name]) for name in ("pdfUrl", "calendarUrl")]
    mixed = await portal.client.get(addresses["pdfUrl"].replace(".pdf", ".ics"))
    await revoke_the_link(order)
    refused = [await portal.client.get(address) for address in addresses.values()]

    assert (paper.status_code, paper.headers["content-type"]) == (200, "application/pdf")
    assert paper.content.startswith(b"%PDF-")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT" in calendar.content
    for answer in (paper, calendar):
        assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert answer.headers["cache-control"].startswith("private")
    assert [each.status_code for each in (mixed, *refused)] == [404, 404, 404]


async def test_who_asks_for_files_too_often_waits_and_may_still_ask_other_things(
    portal: Portal, piet: str, order: SubIncident
) -> None:
    attachment = await posted(portal, piet, order, PDF, "offerte.pdf")
    upload = await address(portal, piet, order)
    portal.app.state.house.attempts = Attempts(Settings(requests_per_address=2))

    shown = [await portal.client.get(attachment["url"]) for _ in range(2)]
    refused = [await portal.client.get(attachment["url"]), await portal.client.put(upload["url"], content=photo())]
    asked_on = await portal.client.post("/graphql", json={"query": "{ viewer { displayName } }"})

    assert [answer.status_code for answer in shown] == [200, 200]
    for answer in refused:
        check_refused(answer)
    assert asked_on.status_code == 200
