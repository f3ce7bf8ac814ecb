"""A real browser on the real service, and an office whose links it opens."""

import io
import os
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiosqlite
import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    FilePayload,
    Page,
    Request,
    ViewportSize,
    async_playwright,
    expect,
)

from tests.journeys import documents as do
from tests.journeys import house_documents as house
from tests.journeys.clients import Person
from tests.journeys.scene import PASSWORD, settle_in, sign_in
from tests.journeys.service import Server, environment, run_command, serving

BUILT = Path(__file__).parents[2] / "web" / "dist" / "guest.html"
NAMES = ("chromium", "chromium-browser", "google-chrome")
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1360, "height": 860}
PATIENCE = 15_000  # milliseconds

expect.set_options(timeout=PATIENCE)


@dataclass
class Office:
    """Anna at her desk, by the API: she gives jobs and asks questions, and hands over the links to them."""

    server: Server
    anna: Person
    ids: dict[str, str]
    incident: dict[str, Any]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    async def report(self, title: str) -> dict[str, Any]:
        return await report(self.anna, self.ids, title)

    async def give_job(
        self, title: str = "Ketel F28", *, to: str | None = None, notify_by: Sequence[str] = (), **details: Any
    ) -> "Side":
        """A job for `to`, or for a plumber who is new here."""
        plumber = to or await create_contact(
            self.anna, "Piet Loods", "EXTERNAL_PARTY", company="Loods Installatie", phone="0612345678"
        )
        order = {"workOrder": {"contractorId": plumber, **details}}
        return await self._side(title, "Storing F28 sinds gisteren.", order, notify_by)

    async def ask_owner(self, owner: str | None = None) -> "Side":
        question = {"ownerConsultation": {"ownerId": owner or self.ids["ownerId"], "amount": {"cents": 48000}}}
        return await self._side("Nieuwe ketel", "Mogen wij de ketel vervangen?", question)

    async def let_links_expire(self, left: timedelta) -> None:
        """Shorten every link that there is; the service has no clock that a test may turn."""
        database = self.server.log.parent / "browser.sqlite3"
        async with aiosqlite.connect(database) as connection:
            await connection.execute("UPDATE guest_link SET expires_at = ?", [str(datetime.now(UTC) + left)])
            await connection.commit()

    async def _side(
        self, title: str, description: str, details: dict[str, Any], notify_by: Sequence[str] = ()
    ) -> "Side":
        made = await self.anna.act(
            do.GIVE,
            incidentId=self.incident["id"],
            title=title,
            description=description,
            notifyBy=list(notify_by),
            details=details,
            idempotencyKey=new_key(),
        )
        side = made["subIncident"]
        issued = await self.anna.act(do.ISSUE, threadId=side["thread"]["id"])
        link = f"{self.url}/l#{issued['url'].partition('#')[2]}"
        return Side(self, side["id"], side["reference"], side["thread"]["id"], link)


@dataclass
class Side:
    """One side thread, and the link to it."""

    office: Office
    id: str
    reference: str
    thread: str
    link: str

    async def says(self, body: str) -> None:
        await self.office.anna.act(do.POST, threadId=self.thread, body=body, clientMessageId=body)

    async def stands(self) -> dict[str, Any]:
        """The sub-incident as the office sees it."""
        return dict((await self.office.anna.ask(SIDE, id=self.id))["subIncident"])

    async def messages(self) -> list[dict[str, Any]]:
        """What was posted in the thread."""
        nodes = (await self.office.anna.ask(MESSAGES, id=self.thread))["thread"]["messages"]["nodes"]
        return [node for node in nodes if node["kind"] == "POST"]


SIDE = """query ($id: ID!) { subIncident(id: $id) { seenAt
  ... on WorkOrder { status declineReason report appointment { startsAt endsAt } }
  ... on OwnerConsultation { decision approvedAmount { cents } decisionReason } } }"""
MESSAGES = """query ($id: ID!) { thread(id: $id) { messages(first: 100) { nodes {
  kind body author { displayName } attachments { name contentType width height } } } } }"""


@pytest_asyncio.fixture(name="browser", scope="session", loop_scope="session")
async def browser_of_the_run() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The Chromium of this machine."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        (pytest.fail if os.environ.get("HUISMEESTER_REQUIRE_SERVICES") == "1" else pytest.skip)(
            "NOT TESTED in a browser: there is no Chromium on this machine"
        )
    assert BUILT.exists(), "The pages are not built: run make web."
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def open_house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Server, Person, dict[str, str]]]:
    """The real service, with Anna, a colleague and a house."""
    folder = tmp_path_factory.mktemp("browser")
    env = environment(
        folder,
        database_url=f"sqlite://{folder}/browser.sqlite3",
        files_url=f"file://{folder}/files",
        reports_per_sender=1000,
        reports_per_address=1000,
    )
    ids = await settle_in(env, folder)
    colleague = ["create-admin", "--organisation", "van-dam", "--email", "bas@van-dam.example", "--name", "Bas"]
    await run_command({**env, "HUISMEESTER_PASSWORD": PASSWORD}, folder, *colleague)
    async with serving(env, folder) as service:
        anna = await sign_in(service.here)
        owner = await create_contact(anna, "Hanna Kuiper", "OWNER")
        given = {"ownerId": owner, "propertyId": ids["propertyId"], "fromOn": "2020-01-01", "idempotencyKey": new_key()}
        await anna.act(house.OWN, **given)
        yield service.here, anna, {**ids, "ownerId": owner}


@pytest_asyncio.fixture(loop_scope="session")
async def office(open_house: tuple[Server, Person, dict[str, str]]) -> Office:
    """An incident of the test's own."""
    server, anna, ids = open_house
    return Office(server, anna, ids, await report(anna, ids, "Geen warm water"))


async def report(anna: Person, ids: dict[str, str], title: str) -> dict[str, Any]:
    given = {"title": title, "description": "Sinds gisteren.", "idempotencyKey": new_key()}
    place = {name: ids[name] for name in ("categoryId", "propertyId", "unitId")}
    incident: dict[str, Any] = (await anna.act(do.REPORT, **given, **place))["incident"]
    return incident


async def create_contact(anna: Person, name: str, kind: str, **more: Any) -> str:
    given = {"name": name, "type": kind, "email": f"{new_key()}@example.org", "idempotencyKey": new_key()}
    contact: str = (await anna.act(do.CREATE_CONTACT, **{**given, **more}))["contact"]["id"]
    return contact


def new_key() -> str:
    return uuid4().hex


def photo(name: str) -> FilePayload:
    """A picture larger than is sent."""
    buffer = io.BytesIO()
    Image.effect_noise((3000, 1200), 40).save(buffer, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": buffer.getvalue()}


class Visitor:
    """A browser of somebody's own, which notices what a page should never do."""

    def __init__(self, context: BrowserContext, page: Page, host: str) -> None:
        self.context = context
        self.page = page
        self.host = host
        self.wrong: list[str] = []
        self._meant: list[str] = []
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", self._hear)
        page.on("request", self._notice)

    def _notice(self, request: Request) -> None:
        if not request.url.startswith((self.host, "blob:", self.host.replace("http", "ws"))):
            self.wrong.append(f"left the host: {request.url}")

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error" and not any(meant in said.text for meant in self._meant):
            self.wrong.append(said.text)

    def will_say(self, said: str) -> None:
        """From here on the browser may say so, because of what somebody else is about to do."""
        self._meant.append(said)

    def forgive(self, said: str) -> None:
        """A line was broken on purpose; the browser may have said so."""
        self.wrong[:] = [wrong for wrong in self.wrong if said not in wrong]

    async def open(self, link: str) -> Page:
        """Follow the link and press its button."""
        await self.page.goto(link)
        await self.page.get_by_role("button", name="Openen").click()
        await self.page.locator(".sheet").wait_for()
        return self.page


@pytest_asyncio.fixture(loop_scope="session")
async def phone(browser: Browser, office: Office) -> AsyncIterator[Visitor]:
    """A Dutch telephone."""
    async with visiting(browser, office.url, PHONE, has_touch=True) as visitor:
        yield visitor


@pytest_asyncio.fixture(loop_scope="session")
async def desk(browser: Browser, office: Office) -> AsyncIterator[Visitor]:
    """Anna's browser, signed in, with the incident open."""
    async with visiting(browser, office.url, DESK) as visitor:
        page = visitor.page
        await page.goto(f"{office.url}/desk/incidents/{office.incident['reference']}")
        await page.get_by_label("E-mailadres").fill("anna@van-dam.example")
        await page.get_by_label("Wachtwoord").fill(PASSWORD)
        await page.get_by_role("button", name="Inloggen").click()
        await page.locator(".composer").wait_for()
        yield visitor


@asynccontextmanager
async def visiting(
    browser: Browser, url: str, viewport: ViewportSize, *, has_touch: bool = False, locale: str = "nl-NL"
) -> AsyncIterator[Visitor]:
    context = await browser.new_context(viewport=viewport, has_touch=has_touch, locale=locale)
    context.set_default_timeout(PATIENCE)
    visitor = Visitor(context, await context.new_page(), url)
    yield visitor
    await context.close()
    assert visitor.wrong == []
