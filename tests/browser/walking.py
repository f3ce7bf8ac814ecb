"""How somebody goes about on the pages."""

import re

from playwright.async_api import Locator, Page, expect

from tests.journeys.scene import PASSWORD


async def go(page: Page, place: str) -> None:
    """Through the navigation of the desk."""
    link = page.get_by_role("navigation", name="Onderdelen").get_by_role("link", name=place)
    await link.click()
    await expect(link).to_have_attribute("aria-current", "page")
    await expect(page.get_by_role("main").get_by_role("heading", name=place, exact=True)).to_be_visible()


async def press(within: Page | Locator, name: str) -> None:
    await within.get_by_role("button", name=name, exact=True).click()


async def write(page: Page, body: str) -> None:
    await page.get_by_label("Schrijf een bericht").fill(body)
    await press(page, "Versturen")


async def choose(dialog: Locator, name: str) -> None:
    await dialog.get_by_role("combobox").fill(name)
    await dialog.get_by_role("option", name=re.compile(name)).click()


async def enter(page: Page, url: str, email: str) -> None:
    """Open the desk at a place and sign in."""
    await page.goto(url)
    await page.get_by_label("E-mailadres").fill(email)
    await page.get_by_label("Wachtwoord").fill(PASSWORD)
    await press(page, "Inloggen")
    await page.locator(".desk-bar").wait_for()
