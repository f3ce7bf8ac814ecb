"""Takes the pictures of the README from the demo: each page on a telephone and on a desk, in Dutch and in English.

python -m tests.browser.pictures docs/images [names of pages]
"""

import asyncio
import io
import re
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PIL import Image
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from demo.opening import PASSWORD
from demo.people import COLLEAGUES, ORGANISATION, OUTSIDERS
from tests.journeys.service import Server, environment

Theme = Literal["light", "dark"]
Seat = Literal["nobody", "staff", "admin", "contact"]

# As `new_context` takes them. The agent of the telephone names it in the list of sessions.
DEVICES: dict[str, dict[str, Any]] = {
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "user_agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Safari/604.1",
    },
    "desk": {"viewport": {"width": 1360, "height": 860}},
}
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}


@dataclass(frozen=True)
class House:
    """Where the demo is, the links that it printed, and its password."""

    url: str
    links: list[str]
    password: str


Scene = Callable[[Page, House], Awaitable[None]]


async def main(folder: Path, names: Collection[str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        async with demo(Path(place)) as house, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for device in DEVICES:
                seats: dict[Seat, Any] = {"nobody": None}
                for seat, enter in ENTER.items():
                    seats[seat] = await seated(browser, house, device, enter)
                for name in names:
                    await pictures(browser, house, folder, name, device, seats[PAGES[name][0]])
            await browser.close()


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[House]:
    server = Server(environment(folder), folder, [], "/readyz", command="demo")
    await server.start()
    links = re.findall(r"/l#hm_guest_\w+", server.log.read_text("utf-8"))
    password = (folder / PASSWORD).read_text("utf-8").strip()
    try:
        yield House(f"http://127.0.0.1:{server.port}", links, password)
    finally:
        await server.stop()


async def seated(browser: Browser, house: House, device: str, enter: Scene) -> Any:
    """What a browser keeps of somebody who signed in with it."""
    context = await browser.new_context(**DEVICES[device])
    await enter(await context.new_page(), house)
    kept = await context.storage_state()
    await context.close()
    return kept


async def pictures(browser: Browser, house: House, folder: Path, name: str, device: str, seat: Any) -> None:
    """A page on one device, in each language."""
    theme: Theme = "dark" if (name, device) in DARK else "light"
    for language, locale in LANGUAGES.items():
        context = await browser.new_context(
            **DEVICES[device], locale=locale, color_scheme=theme, reduced_motion="reduce", storage_state=seat
        )
        await context.add_init_script(f"localStorage.setItem('huismeester.language', '{language}')")
        await picture(context, house, PAGES[name][1], folder / f"{name}-{device}-{language}.png")
        await context.close()


async def picture(context: BrowserContext, house: House, scene: Scene, file: Path) -> None:
    page = await context.new_page()
    await scene(page, house)
    await page.wait_for_load_state("networkidle")
    # 256 colours show no difference here, and take a third of the room.
    Image.open(io.BytesIO(await page.screenshot())).convert("RGB").quantize(256).save(file, optimize=True)


def desk_of(colleague: str) -> Scene:
    async def scene(page: Page, house: House) -> None:
        await page.goto(f"{house.url}/desk")
        await page.locator("input[name=email]").fill(COLLEAGUES[colleague].email)
        await page.locator("input[name=password]").fill(house.password)
        await page.locator("form button").click()
        await page.locator(".row").first.wait_for()

    return scene


async def portal_of_an_owner(page: Page, house: House) -> None:
    await page.goto(f"{house.url}/sign-in/{ORGANISATION['slug']}")
    await page.locator("form button.link").click()
    await page.locator("input[name=email]").fill(OUTSIDERS["kuiper"].email)
    await page.locator("input[name=password]").fill(house.password)
    await page.locator("form button.main").click()
    await page.locator(".overview .row").first.wait_for()


ENTER: dict[Seat, Scene] = {"staff": desk_of("sanne"), "admin": desk_of("marieke"), "contact": portal_of_an_owner}


def at(address: str, shown: str) -> Scene:
    """A page that has an address of its own, when this is on it."""

    async def scene(page: Page, house: House) -> None:
        await page.goto(house.url + address)
        await page.locator(shown).first.wait_for()

    return scene


def link(number: int) -> Scene:
    """What stands behind a link of the demo."""

    async def scene(page: Page, house: House) -> None:
        await page.goto(house.url + house.links[number])
        await page.locator("button.main").click()
        await page.locator(".sheet").wait_for()

    return scene


def followed(before: Scene, row: str, shown: str) -> Scene:
    """What a list leads to."""

    async def scene(page: Page, house: House) -> None:
        await before(page, house)
        await page.locator(row).first.click()
        await page.locator(shown).first.wait_for()

    return scene


async def plumber_writes(page: Page, house: House) -> None:
    await link(0)(page, house)
    await page.locator(".composer textarea").scroll_into_view_if_needed()
    await page.evaluate("scrollTo(0, document.body.scrollHeight)")


async def desk(page: Page, house: House) -> None:
    await incident(page, house)
    await page.locator(".thread-tabs a").nth(1).click()
    await page.locator(".side-panel").first.wait_for(state="attached")


async def report(page: Page, house: House) -> None:
    await page.goto(f"{house.url}/report/{ORGANISATION['slug']}")
    await page.locator(".topic label").nth(1).click()


async def report_details(page: Page, house: House) -> None:
    await report(page, house)
    await page.locator(".help button").click()
    await page.locator("form.report").wait_for()


ROW = ".register-table tbody tr"
inbox = at("/desk", ".row")
incident = followed(inbox, ".row:has-text('F28')", ".composer textarea")
contacts = at("/desk/contacts", ROW)
properties = at("/desk/properties", ROW)
portal = at("/portal", ".overview .row")

PAGES: dict[str, tuple[Seat, Scene]] = {
    "plumber": ("nobody", link(0)),
    "plumber-writes": ("nobody", plumber_writes),
    "owner": ("nobody", link(1)),
    "report": ("nobody", report),
    "report-details": ("nobody", report_details),
    "sign-in": ("nobody", at(f"/sign-in/{ORGANISATION['slug']}", "input[name=email]")),
    "desk": ("staff", desk),
    "inbox": ("staff", inbox),
    "incident": ("staff", incident),
    "contacts": ("staff", contacts),
    "contact": ("admin", followed(contacts, f"{ROW}:has-text('Kuiper Vastgoed') a.stretched", ".card")),
    "properties": ("staff", properties),
    "property": ("staff", followed(properties, f"{ROW}:has-text('Lindengracht') a.stretched", ".entry")),
    "post": ("staff", at("/desk/post", ROW)),
    "settings": ("admin", at("/desk/settings", ".settings-part")),
    "categories": ("admin", at("/desk/settings/categories", ".entry")),
    "employees": ("admin", at("/desk/settings/employees", ROW)),
    "trail": ("admin", at("/desk/settings/trail", ROW)),
    "sessions": ("staff", at("/desk/sessions", ".sessions li")),
    "portal": ("contact", portal),
    "portal-subject": ("contact", followed(portal, ".overview .row", ".subject .sheet")),
    "portal-report": ("contact", at("/portal/report", ".topic")),
    "portal-preferences": ("contact", at("/portal/preferences", ".sessions li")),
}
DARK = {
    ("plumber-writes", "phone"),
    ("owner", "desk"),
    ("inbox", "desk"),
    ("contacts", "phone"),
    ("settings", "phone"),
    ("trail", "desk"),
    ("portal-subject", "phone"),
    ("portal-preferences", "desk"),
    ("report-details", "phone"),
}


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2:] or list(PAGES)))
