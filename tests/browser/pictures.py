"""Takes the pictures of the README from the demo: each page on a telephone and on a desk, in Dutch and in English.

python -m tests.browser.pictures docs/images
"""

import asyncio
import re
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from demo.opening import PASSWORD
from demo.people import COLLEAGUES, ORGANISATION, OUTSIDERS
from tests.journeys.service import Server, environment

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1360, "height": 860}

Theme = Literal["light", "dark"]


async def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        async with demo(Path(place)) as house, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for language in ("nl", "en"):
                for name, (theme, viewport, scene) in SCENES.items():
                    await picture(browser, house, folder / f"{name}-{language}.png", language, theme, viewport, scene)
            await browser.close()


class House:
    """Where the demo is, and what it printed."""

    def __init__(self, url: str, printed: str, password: str) -> None:
        self.url = url
        self.links = re.findall(r"/l#hm_guest_\w+", printed)
        self.password = password


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[House]:
    server = Server(environment(folder), folder, [], "/readyz", command="demo")
    await server.start()
    password = (folder / PASSWORD).read_text("utf-8").strip()
    try:
        yield House(f"http://127.0.0.1:{server.port}", server.log.read_text("utf-8"), password)
    finally:
        await server.stop()


async def picture(
    browser: Browser,
    house: House,
    file: Path,
    language: str,
    theme: Theme,
    viewport: ViewportSize,
    scene: Callable[[Page, House], Awaitable[None]],
) -> None:
    locale = {"nl": "nl-NL", "en": "en-GB"}[language]
    context = await browser.new_context(viewport=viewport, locale=locale, color_scheme=theme)
    await context.add_init_script(f"localStorage.setItem('huismeester.language', '{language}')")
    page = await context.new_page()
    await scene(page, house)
    await page.wait_for_load_state("networkidle")
    await page.screenshot(path=file)
    await context.close()


async def plumber(page: Page, house: House) -> None:
    await follow(page, house.url + house.links[0])


async def plumber_writes(page: Page, house: House) -> None:
    await plumber(page, house)
    await page.locator(".composer textarea").scroll_into_view_if_needed()
    await page.evaluate("scrollTo(0, document.body.scrollHeight)")


async def owner(page: Page, house: House) -> None:
    await follow(page, house.url + house.links[1])


async def desk(page: Page, house: House) -> None:
    await sign_in(page, house)
    await page.locator(".row", has_text="F28").click()
    await page.locator(".composer textarea").wait_for()
    await page.locator(".thread-tabs a").nth(1).click()
    await page.locator(".side-panel").wait_for()


async def inbox(page: Page, house: House) -> None:
    await sign_in(page, house)
    await page.locator(".row").first.wait_for()


async def incident(page: Page, house: House) -> None:
    await inbox(page, house)
    await page.locator(".row", has_text="F28").click()
    await page.locator(".composer textarea").wait_for()


async def contacts(page: Page, house: House) -> None:
    await inbox(page, house)
    await page.locator(".navigation a[href='/desk/contacts']").click()
    await page.locator(".register-table tbody tr").first.wait_for()


async def building(page: Page, house: House) -> None:
    await inbox(page, house)
    await page.locator(".navigation a[href='/desk/properties']").click()
    await page.locator(".register-table tbody tr", has_text="Lindengracht").locator("a").first.click()
    await page.locator(".entry").first.wait_for()


async def portal(page: Page, house: House) -> None:
    await page.goto(f"{house.url}/sign-in/{ORGANISATION['slug']}")
    await page.locator("form button.link").click()
    await page.locator("input[name=email]").fill(OUTSIDERS["kuiper"].email)
    await page.locator("input[name=password]").fill(house.password)
    await page.locator("form button.main").click()
    await page.locator(".overview .row").first.wait_for()


async def portal_question(page: Page, house: House) -> None:
    await portal(page, house)
    await page.locator(".overview .row").first.click()
    await page.locator(".subject .sheet").wait_for()


async def report(page: Page, house: House) -> None:
    await page.goto(f"{house.url}/report/{ORGANISATION['slug']}")
    await page.locator(".topic label").nth(1).click()


async def follow(page: Page, link: str) -> None:
    await page.goto(link)
    await page.locator("button.main").click()
    await page.locator(".sheet").wait_for()


async def sign_in(page: Page, house: House) -> None:
    await page.goto(f"{house.url}/desk")
    await page.locator("input[name=email]").fill(COLLEAGUES["sanne"].email)
    await page.locator("input[name=password]").fill(house.password)
    await page.locator("form button").click()


SCENES: dict[str, tuple[Theme, ViewportSize, Callable[[Page, House], Awaitable[None]]]] = {
    "plumber-phone": ("light", PHONE, plumber),
    "plumber-writes-phone": ("dark", PHONE, plumber_writes),
    "plumber-desk": ("light", DESK, plumber),
    "owner-phone": ("light", PHONE, owner),
    "owner-desk": ("dark", DESK, owner),
    "desk": ("light", DESK, desk),
    "desk-phone": ("light", PHONE, inbox),
    "inbox-dark": ("dark", DESK, inbox),
    "incident-phone": ("light", PHONE, incident),
    "contacts-desk": ("light", DESK, contacts),
    "contacts-phone": ("dark", PHONE, contacts),
    "property-desk": ("light", DESK, building),
    "portal-phone": ("light", PHONE, portal),
    "portal-desk": ("light", DESK, portal_question),
    "portal-desk-dark": ("dark", DESK, portal_question),
    "report-phone": ("light", PHONE, report),
}


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
