"""The public report form as somebody fills it in, and what the office has of it."""

from typing import Any

from playwright.async_api import Page

from tests.browser.conftest import Office, Visitor

FOUND = """query ($text: String!) { incidents(filter: { text: $text }) { nodes {
  reference title description address unit { label } category { name } reporter { name email phone locale }
  thread { messages(first: 5) { nodes { attachments { contentType } } } } } } }"""


async def begun(office: Office, visitor: Visitor) -> Page:
    """Past the first question."""
    page = visitor.page
    await page.goto(f"{office.url}/report/van-dam")
    await page.get_by_text("Verwarming").click()
    await page.get_by_role("button", name="Verder met melden").click()
    return page


async def fill_in(page: Page, description: str) -> None:
    await page.get_by_label("In een paar woorden").fill("Radiator lekt")
    await page.get_by_label("Beschrijving").fill(description)
    await page.get_by_label("Postcode").fill("1012 jm")
    await page.get_by_label("Huisnummer").fill("12")
    await page.get_by_label("Verdieping of woning").fill("2-hoog")
    await page.get_by_label("Naam", exact=True).fill("Tess de Boer")
    await page.get_by_label("E-mailadres").fill("tess@huurder.example")


async def press_send(page: Page) -> None:
    await page.get_by_role("button", name="Melding versturen").click()


async def found(office: Office, text: str) -> list[dict[str, Any]]:
    """What the office has of it."""
    return list((await office.anna.ask(FOUND, text=text))["incidents"]["nodes"])
