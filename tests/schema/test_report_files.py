"""Photos with a report over http: somebody without an account sends them, and whoever may read the report sees them."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from models import Incident, Message, ReportUpload
from models.tables import make_tables
from schema.ids import node_id
from tests.cast import make_cast, solved
from tests.pictures import opened, photo, photo_with_exif
from tests.schema.conftest import Portal
from tests.schema.service import client_of, serving, token_for

FORM = """
query ($slug: String!) { organisation(slug: $slug) { reportForm { categories { id } proof { challenge } } } }
"""
ASK = """
mutation ($input: CreateUploadInput!) { createUpload(input: $input) {
  attachmentId url expiresAt errors { code path } } }
"""
REPORT = """
mutation ($input: ReportIncidentInput!) { reportIncident(input: $input) { reference errors { code path } } }
"""
THREAD = """
query ($reference: String!) { incident(reference: $reference) { thread { messages(first: 10) { nodes {
  seq event { type } attachments { id name contentType width height url thumbnailUrl } } } } } }
"""
KEY = "0123456789abcdef" * 2


@pytest.fixture
async def portal(tmp_path: Path) -> AsyncIterator[Portal]:
    async with serving(outbox_path=str(tmp_path), files_url=str(tmp_path / "files")) as app, client_of(app) as client:
        await make_tables()
        cast = await make_cast()
        yield Portal(app, cast, client, await token_for(cast.anna))


async def asked(portal: Portal, document: str, token: str | None = None, **variables: Any) -> dict[str, Any]:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    body = {"query": document, "variables": variables}
    response = await portal.client.post("/graphql", json=body, headers=headers)
    return dict(response.json()["data"])


async def uploaded(portal: Portal, content: bytes, key: str = KEY) -> str:
    """The id of a photo that somebody without an account sent."""
    given = {"reportKey": key, "name": "lek.jpg", "size": len(content), "idempotencyKey": uuid4().hex}
    upload = (await asked(portal, ASK, input={"organisation": "van-dam", **given}))["createUpload"]
    put = await portal.client.put(upload["url"], content=content)
    assert (put.status_code, put.json()["id"]) == (201, upload["attachmentId"])
    return str(upload["attachmentId"])


async def filled_in(portal: Portal, **more: Any) -> dict[str, Any]:
    """The form of a report, with the work done."""
    form = (await asked(portal, FORM, slug="van-dam"))["organisation"]["reportForm"]
    challenge = form["proof"]["challenge"]
    return {
        "organisation": "van-dam",
        "categoryId": form["categories"][0]["id"],
        "description": "Water in de kelder.",
        "sender": {"name": "Tess de Boer", "email": "tess@huurder.example"},
        "address": {"postcode": "1012JM", "houseNumber": "12"},
        "proof": {"challenge": challenge, "nonce": solved(challenge)},
        **more,
    }


async def seen(portal: Portal, token: str, reference: str) -> list[dict[str, Any]]:
    """The files of the first message, as somebody sees them."""
    thread = (await asked(portal, THREAD, token, reference=reference))["incident"]["thread"]
    [message] = thread["messages"]["nodes"]
    assert (message["seq"], message["event"]["type"]) == (1, "INCIDENT_REPORTED")
    return list(message["attachments"])


async def test_a_visitor_sends_photos_and_the_desk_sees_them_with_the_report(portal: Portal) -> None:
    ids = [await uploaded(portal, content) for content in (photo(800, 600), photo_with_exif())]

    filled = await filled_in(portal, attachmentIds=ids, reportKey=KEY)
    done = (await asked(portal, REPORT, input=filled))["reportIncident"]
    again = (await asked(portal, REPORT, input=filled))["reportIncident"]

    assert done["errors"] == []
    assert again == done
    attachments = await seen(portal, portal.anna, done["reference"])
    whole, small = [await portal.client.get(attachments[0][name]) for name in ("url", "thumbnailUrl")]
    assert [row["id"] for row in attachments] == ids
    assert (attachments[0]["width"], attachments[0]["height"]) == (800, 600)
    assert (whole.status_code, small.status_code) == (200, 200)
    assert opened(whole.content).size == (800, 600)
    assert opened(small.content).size == (480, 360)


async def test_before_a_report_has_it_no_address_opens_a_photo(portal: Portal) -> None:
    attachment_id = await uploaded(portal, photo())

    missing = await portal.client.get(f"/files/att_{uuid4().hex}/lek.jpg")
    for headers in ({}, {"authorization": f"Bearer {portal.anna}"}):
        refused = await portal.client.get(f"/files/{attachment_id}/lek.jpg", headers=headers)
        assert (refused.status_code, refused.content) == (404, missing.content)
    node = await asked(portal, "query ($id: ID!) { node(id: $id) { id } }", portal.anna, id=attachment_id)
    assert node == {"node": None}


async def test_who_knows_the_id_but_not_the_secret_gets_nothing(portal: Portal) -> None:
    attachment_id = await uploaded(portal, photo())
    thief = {"attachmentIds": [attachment_id], "reportKey": uuid4().hex}

    done = (await asked(portal, REPORT, input=await filled_in(portal, **thief)))["reportIncident"]

    assert done == {"reference": None, "errors": [{"code": "NOT_FOUND", "path": ["input", "attachmentIds"]}]}
    assert not await Incident.exists()
    assert not await Message.exists()
    assert await ReportUpload.all().count() == 1


async def test_the_desk_sends_photos_for_somebody_who_calls(portal: Portal) -> None:
    given = {"name": "lek.jpg", "size": 1000, "idempotencyKey": "photo"}
    upload = (await asked(portal, ASK, portal.anna, input=given))["createUpload"]
    await portal.client.put(upload["url"], content=photo(800, 600))
    told = {"title": "Lek", "description": "Keuken.", "idempotencyKey": "report"}
    place = {"categoryId": node_id(portal.cast.heating), "propertyId": node_id(portal.cast.dam)}

    done = await asked(portal, REPORT, portal.anna, input={**told, **place, "attachmentIds": [upload["attachmentId"]]})

    [attachment] = await seen(portal, portal.anna, done["reportIncident"]["reference"])
    assert attachment["id"] == upload["attachmentId"]
    assert (await portal.client.get(attachment["url"])).status_code == 200


async def test_a_log_holds_neither_the_secret_of_a_report_nor_that_of_an_address(
    portal: Portal, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()

    await uploaded(portal, photo())

    assert "/uploads/" in caplog.text
    assert "hm_upload_" not in caplog.text
    assert KEY not in caplog.text
