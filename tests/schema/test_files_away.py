"""The folder or bucket of files is away: sending and opening photos fails with 503, all else works, nothing is lost."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

import clock
from files.store import FileStore, StoreAway
from models import Attachment, SubIncident
from models.tables import make_tables
from resolvers.housekeeping import tidy_up
from schema.ids import node_id
from tests.cast import given_to, make_cast, reported
from tests.pictures import photo
from tests.schema.bucket import bucket
from tests.schema.conftest import Portal
from tests.schema.photos import POST, address, asked, posted, token_of_link
from tests.schema.service import client_of, serving, token_for

PAPER = "query ($id: ID!) { subIncident(id: $id) { ... on WorkOrder { title pdfUrl } } }"


@dataclass
class Place:
    """Where files lie, and how that goes away and comes back."""

    url: str
    go: Callable[[], Awaitable[object]]
    come: Callable[[], Awaitable[object]]


@pytest.fixture(params=["a folder", "a folder with something in its place", "a bucket"])
async def place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Place]:
    if request.param != "a bucket":
        yield folder_in(tmp_path, is_replaced=request.param != "a folder")
        return
    async with bucket() as made:
        settings = {"ENDPOINT": made.endpoint, "ALLOW_HTTP": "true", "REGION": "eu-west-1"}
        for name, value in {**settings, "ACCESS_KEY_ID": "sleutel", "SECRET_ACCESS_KEY": "geheim"}.items():
            monkeypatch.setenv(f"AWS_{name}", value)
        yield Place("s3://foto/huis", made.go, made.come)


def folder_in(parent: Path, *, is_replaced: bool) -> Place:
    here, elsewhere = parent / "files", parent / "elsewhere"

    async def go() -> None:
        here.rename(elsewhere)
        if is_replaced:
            here.touch()

    async def come() -> None:
        here.unlink(missing_ok=True)
        elsewhere.rename(here)

    return Place(str(here), go, come)


@asynccontextmanager
async def portal_on(files_url: str, tmp_path: Path) -> AsyncIterator[tuple[Portal, SubIncident, str]]:
    """The application, a job of Piet's, and his session."""
    async with serving(outbox_path=str(tmp_path), files_url=files_url) as app, client_of(app) as client:
        await make_tables()
        cast = await make_cast()
        portal = Portal(app, cast, client, await token_for(cast.anna))
        order = await given_to(cast, cast.piet, await reported(cast))
        yield portal, order, await token_of_link(portal, order)


async def test_photos_fail_with_503_and_all_else_works(place: Place, tmp_path: Path) -> None:
    async with portal_on(place.url, tmp_path) as (portal, order, piet):
        attachment = await posted(portal, piet, order, photo())
        await place.go()

        refused = await put(portal, (await address(portal, piet, order))["url"])
        unseen = [await portal.client.get(attachment[name]) for name in ("url", "thumbnailUrl")]
        said = await asked(portal, piet, POST, threadId=thread_of(order), body="Foto volgt", clientMessageId="c")
        paper = await portal.client.get((await read(portal, piet, order))["pdfUrl"])

        assert [answer.status_code for answer in (refused, *unseen)] == [503, 503, 503]
        assert (said["message"]["body"], said["errors"]) == ("Foto volgt", [])
        assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")


async def test_when_it_is_back_photos_open_and_the_same_address_takes_one(place: Place, tmp_path: Path) -> None:
    async with portal_on(place.url, tmp_path) as (portal, order, piet):
        attachment = await posted(portal, piet, order, photo())
        upload = await address(portal, piet, order)
        await place.go()
        refused = await put(portal, upload["url"])
        await place.come()

        taken = await put(portal, upload["url"])
        given = {"threadId": thread_of(order), "body": "", "clientMessageId": "c"}
        said = await asked(portal, piet, POST, attachmentIds=[upload["attachmentId"]], **given)
        [second] = said["message"]["attachments"]
        opened = [await portal.client.get(each["url"]) for each in (attachment, second)]

        assert (refused.status_code, taken.status_code) == (503, 201)
        assert [answer.status_code for answer in opened] == [200, 200]


async def test_a_folder_that_cannot_be_made_is_away_too(tmp_path: Path) -> None:
    (tmp_path / "door").touch()

    async with portal_on(str(tmp_path / "door" / "files"), tmp_path) as (portal, order, piet):
        refused = await put(portal, (await address(portal, piet, order))["url"])

    assert refused.status_code == 503


async def test_a_file_that_must_go_is_not_forgotten_while_its_bytes_are_away(tmp_path: Path) -> None:
    place = folder_in(tmp_path, is_replaced=False)
    async with portal_on(place.url, tmp_path) as (portal, order, piet):
        await put(portal, (await address(portal, piet, order))["url"])
        await Attachment.all().update(discarded_at=clock.now())
        store = FileStore(place.url)
        await store.delete("never/written")
        await place.go()

        with pytest.raises(StoreAway):
            await tidy_up(store)
        kept = await Attachment.all().count()
        await place.come()
        await tidy_up(store)

        assert (kept, await Attachment.all().count()) == (1, 0)
        assert [file for file in (tmp_path / "files").rglob("*") if file.is_file()] == []


async def put(portal: Portal, url: str) -> httpx2.Response:
    return await portal.client.put(url, content=photo())


async def read(portal: Portal, token: str, order: SubIncident) -> dict[str, str]:
    body = {"query": PAPER, "variables": {"id": node_id(order)}}
    answer = await portal.client.post("/graphql", json=body, headers={"authorization": f"Bearer {token}"})
    return dict(answer.json()["data"]["subIncident"])


def thread_of(order: SubIncident) -> str:
    return f"thr_{order.thread_id.hex}"
