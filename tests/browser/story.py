"""The whole story in four browsers at once: a tenant, Anna's desk, a plumber and an owner.

Each sees what it may, live. What must stay with some of them are sentences of their own, and every byte that the other
browsers received is searched for them.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Browser, Page, Response, ViewportSize, WebSocket, expect

from tests.browser.conftest import DESK, PHONE, Visitor, create_contact, new_key, photo, visiting
from tests.journeys import house_documents as house
from tests.journeys.scene import PASSWORD, Post, sign_in
from tests.journeys.service import Server, Service

HEAD = ("Boven de wieg lekt het", "Onze baby slaapt op zolder", "Wij gaan ermee aan de slag", "Hartelijk dank")
NOTE = "Niet te duur laten worden"
JOB = ("Ketel F28 nakijken", "Storing F28 sinds gisteren", "Voorrijkosten 85 euro", "Pakking vervangen")
QUESTION = ("Nieuwe ketel nodig", "Deze is uit 1998", "May I see a quote?", "Offerte volgt morgen")
EVERYTHING = {*HEAD, NOTE, *JOB, *QUESTION}


@dataclass
class Watched:
    """Somebody's browser, with all that it received."""

    visitor: Visitor
    address: str
    received: list[str] = field(default_factory=list)
    _reading: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def page(self) -> Page:
        return self.visitor.page

    def watch(self) -> None:
        self.page.on("response", self._read)
        self.page.on("websocket", self._listen)

    async def received_nothing_but(self, *allowed: str) -> None:
        await asyncio.gather(*self._reading)
        assert {secret for secret in EVERYTHING if any(secret in text for text in self.received)} == set(allowed)

    async def follow(self, letter: str) -> None:
        """Open the link in a letter, at the process that this browser talks to."""
        secret = re.findall(r"/l#(hm_guest_\w+)", letter)[0]
        await self.page.goto(f"{self.address}/l#{secret}")
        await self.page.locator(".welcome .main").click()
        await self.page.locator(".sheet").wait_for()

    async def says(self, body: str) -> None:
        await self.page.locator(".composer textarea").fill(body)
        await self.page.locator(".composer .send").click()
        await expect(self.page.locator(".message.own:not(.pending)", has_text=body)).to_be_visible()

    async def sees(self, *texts: str) -> None:
        for text in texts:
            await expect(self.page.get_by_text(text).first).to_be_visible()

    def _read(self, response: Response) -> None:
        task = asyncio.create_task(self._keep(response))
        self._reading.add(task)

    async def _keep(self, response: Response) -> None:
        if "json" in response.headers.get("content-type", ""):
            self.received.append(await response.text())

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.received.append(str(frame)))


@dataclass
class Four:
    """Everybody, each with a browser of their own."""

    tenant: Watched
    desk: Watched
    plumber: Watched
    owner: Watched


async def the_whole_story(browser: Browser, service: Service, post: Post, ids: dict[str, str]) -> None:
    """From the tenant's report to its end, with the plumber and the owner in between."""
    await _known_people(service.here, ids)
    async with _four_browsers(browser, service) as four:
        await _the_tenant_reports(four, post)
        await _the_plumber_gets_a_job(four, post)
        await _the_owner_is_asked(four, post)
        await _the_work_is_done(four)
        await _the_incident_is_closed(four)

        await four.desk.received_nothing_but(*EVERYTHING)
        await four.tenant.received_nothing_but(*HEAD)
        await four.plumber.received_nothing_but(*JOB)
        await four.owner.received_nothing_but(*QUESTION)


async def _known_people(server: Server, ids: dict[str, str]) -> None:
    anna = await sign_in(server)
    await create_contact(anna, "Piet Loods", "EXTERNAL_PARTY", email="piet@loods.example")
    owner = await create_contact(anna, "Hanna Kuiper", "OWNER", email="hanna@kuiper.example", locale="EN")
    given = {"ownerId": owner, "propertyId": ids["propertyId"], "fromOn": "2020-01-01", "idempotencyKey": new_key()}
    await anna.act(house.OWN, **given)


@asynccontextmanager
async def _four_browsers(browser: Browser, service: Service) -> AsyncIterator[Four]:
    """Anna and the plumber talk to one process, the tenant and the owner to another where there is one."""
    here, there = (f"http://127.0.0.1:{server.port}" for server in (service.here, service.there))
    async with AsyncExitStack() as stack:

        async def open_one(address: str, viewport: ViewportSize, locale: str = "nl-NL") -> Watched:
            has_touch = viewport is PHONE
            visiting_one = visiting(browser, address, viewport, has_touch=has_touch, locale=locale)
            watched = Watched(await stack.enter_async_context(visiting_one), address)
            watched.watch()
            return watched

        tenant, plumber = await open_one(there, PHONE), await open_one(here, PHONE)
        desk, owner = await open_one(here, DESK), await open_one(there, DESK, "en-GB")
        yield Four(tenant, desk, plumber, owner)


async def _the_tenant_reports(four: Four, post: Post) -> None:
    """By the public form, with a photo; at the desk it appears by itself, and the answer goes the other way."""
    desk, tenant = four.desk.page, four.tenant.page
    await desk.goto(f"{four.desk.address}/desk")
    await desk.get_by_label("E-mailadres").fill("anna@van-dam.example")
    await desk.get_by_label("Wachtwoord").fill(PASSWORD)
    await desk.get_by_role("button", name="Inloggen").click()
    await desk.locator(".inbox").wait_for()

    await tenant.goto(f"{four.tenant.address}/report/van-dam")
    await tenant.get_by_text("Verwarming").click()
    await tenant.get_by_role("button", name="Verder met melden").click()
    await tenant.get_by_label("In een paar woorden").fill("Boven de wieg lekt het")
    await tenant.get_by_label("Beschrijving").fill("Onze baby slaapt op zolder.")
    await tenant.locator("input[type=file]").set_input_files([photo("lek.png")])
    await tenant.get_by_label("Postcode").fill("1012 JM")
    await tenant.get_by_label("Huisnummer").fill("12")
    await tenant.get_by_label("Naam").fill("Tom Jansen")
    await tenant.get_by_label("E-mailadres").fill("tom@huurder.example")
    await tenant.get_by_role("button", name="Melding versturen").click()
    await four.tenant.sees("Uw melding is aangekomen")

    await desk.locator(".row", has_text="Boven de wieg lekt het").click()
    await expect(desk.locator(".attachments img")).to_have_count(1)
    await four.tenant.follow(await post.letter("Melding ontvangen"))
    await four.desk.says("Wij gaan ermee aan de slag.")
    await four.tenant.sees("Wij gaan ermee aan de slag.")
    await four.tenant.says("Hartelijk dank!")
    await four.desk.sees("Hartelijk dank!")
    await desk.get_by_role("button", name="Notitie").click()
    await four.desk.says(NOTE)


async def _the_plumber_gets_a_job(four: Four, post: Post) -> None:
    desk = four.desk.page
    await desk.get_by_role("button", name="+ Sub-incident").click()
    dialog = desk.get_by_role("dialog")
    await dialog.get_by_role("combobox").fill("Loods")
    await dialog.get_by_role("option", name=re.compile("Piet")).click()
    await dialog.get_by_label("Titel").fill("Ketel F28 nakijken")
    await dialog.get_by_label("Wat wordt er gevraagd?").fill("Storing F28 sinds gisteren.")
    await dialog.get_by_label("E-mail").check()
    await dialog.get_by_role("button", name="Versturen").click()
    await desk.get_by_role("heading", name="Ketel F28 nakijken").wait_for()

    await four.plumber.follow(await post.letter("Ketel F28 nakijken"))
    await four.plumber.page.get_by_role("button", name="Opdracht aannemen").click()
    await expect(desk.locator(".side-panel .chip")).to_have_text("Geaccepteerd")
    await four.plumber.says("Voorrijkosten 85 euro.")
    await four.desk.sees("Voorrijkosten 85 euro.")


async def _the_owner_is_asked(four: Four, post: Post) -> None:
    """In English; she asks back, and agrees."""
    desk, owner = four.desk.page, four.owner.page
    await desk.get_by_role("button", name="+ Sub-incident").click()
    dialog = desk.get_by_role("dialog")
    await dialog.get_by_text("Eigenaar: toestemming").click()
    await dialog.get_by_label("Titel").fill("Nieuwe ketel nodig")
    await dialog.get_by_label("Wat wordt er gevraagd?").fill("Deze is uit 1998.")
    await dialog.get_by_label(re.compile("Verwachte kosten")).fill("1.850")
    await dialog.get_by_label("E-mail").check()
    await dialog.get_by_role("button", name="Versturen").click()
    await desk.get_by_role("heading", name="Nieuwe ketel nodig").wait_for()

    await four.owner.follow(await post.letter("Nieuwe ketel nodig"))
    await four.owner.says("May I see a quote?")
    await four.desk.sees("May I see a quote?")
    await four.desk.says("Offerte volgt morgen.")
    await four.owner.sees("Offerte volgt morgen.")
    await owner.get_by_role("button", name="Agree", exact=True).click()
    await owner.get_by_role("button", name="Confirm").click()
    await expect(desk.locator(".side-panel .chip")).to_have_text("Akkoord")


async def _the_work_is_done(four: Four) -> None:
    """Without a connection at first, and with a photo."""
    plumber, desk = four.plumber.page, four.desk.page
    await desk.locator(".thread-tabs").get_by_role("link", name=re.compile("Piet Loods")).click()
    await desk.get_by_role("heading", name="Ketel F28 nakijken").wait_for()
    await four.plumber.visitor.context.set_offline(True)
    await plumber.locator(".composer textarea").fill("Pakking vervangen.")
    await plumber.locator(".composer input[type=file]").set_input_files([photo("pakking.png")])
    await plumber.locator(".picked img").wait_for()
    await plumber.locator(".composer .send").click()
    await plumber.locator(".message.pending").wait_for()
    await four.plumber.visitor.context.set_offline(False)
    await expect(desk.locator(".message.other .attachments img")).to_have_count(1)
    await four.desk.sees("Pakking vervangen.")

    await plumber.get_by_role("button", name="Gereedmelden").click()
    await plumber.get_by_role("dialog").get_by_label("Wat hebt u gedaan?").fill("Pakking vervangen.")
    await plumber.get_by_role("dialog").get_by_role("button", name="Gereedmelden").click()
    await expect(desk.locator(".side-panel .chip")).to_have_text("Gereedgemeld")
    four.plumber.visitor.forgive("ERR_INTERNET_DISCONNECTED")


async def _the_incident_is_closed(four: Four) -> None:
    """Which takes the job along that staff did not close themselves."""
    await _moves_to(four.desk.page, "Opgelost")
    await expect(four.tenant.page.locator(".status")).to_have_text("Opgelost")
    await _moves_to(four.desk.page, "Afgehandeld", withdrawing=True)

    await expect(four.tenant.page.locator(".status")).to_have_text("Afgehandeld")
    await expect(four.plumber.page.locator(".status")).to_have_text("Ingetrokken")


async def _moves_to(desk: Page, status: str, *, withdrawing: bool = False) -> None:
    await desk.get_by_role("button", name="Status en behandelaar").click()
    dialog = desk.get_by_role("dialog")
    await dialog.get_by_label("Status").select_option(status)
    if withdrawing:
        await dialog.get_by_label("Openstaande sub-incidenten intrekken").check()
    await dialog.get_by_role("button", name="Opslaan").click()
    await expect(desk.locator(".incident-state .chip")).to_have_text(status)
