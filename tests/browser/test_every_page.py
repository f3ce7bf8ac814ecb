"""What holds for every page: nobody is shut out, it fits a small telephone, and it is small itself."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.browser.conftest import BUILT, Office, Visitor

pytestmark = [pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="session")]

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
SMALLEST: ViewportSize = {"width": 320, "height": 640}
TOUCH = 44  # CSS pixels, as the platforms ask for
SCRIPT_LIMIT, PAGE_LIMIT = 40 * 1024, 100 * 1024  # of the page behind a link, gzipped

# The registers of the desk, each with what opens a form there.
REGISTERS = {
    "contacts": "+ Contact toevoegen",
    "contacts/{ownerId}": "Wijzigen",
    "properties": "+ Object toevoegen",
    "properties/{propertyId}": "+ Eigenaar toevoegen",
    "post": None,
    "settings": None,
    "settings/categories": "+ Categorie toevoegen",
    "settings/employees": "+ Medewerker uitnodigen",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_page_behind_a_link_shuts_nobody_out(office: Office, phone: Visitor, theme: str) -> None:
    page = phone.page
    await page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
    job = await office.give_job(accessInstructions="Sleutel bij de buren", shareReporterContact=False)
    await page.goto(job.link)
    assert await violations(page) == []

    await phone.open(job.link)
    await job.says("Lukt het vandaag?")
    await expect(page.get_by_text("Lukt het vandaag?")).to_be_visible()
    assert await violations(page) == []
    await page.get_by_role("button", name="Afspraak plannen").click()
    assert await violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_desk_shuts_nobody_out(office: Office, desk: Visitor, theme: str) -> None:
    page = desk.page
    await office.give_job()
    await page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
    assert await violations(page) == []

    await page.locator(".thread-tabs").get_by_role("link", name=re.compile("Piet Loods")).click()
    await page.get_by_text("Links en verzending").click()
    assert await violations(page) == []
    for button in ("+ Sub-incident", "Status en behandelaar", "+ Nieuw incident"):
        await page.get_by_role("button", name=button).click()
        await page.get_by_role("dialog").wait_for()
        assert await violations(page) == []
        await page.keyboard.press("Escape")


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_registers_shut_nobody_out(office: Office, desk: Visitor, theme: str) -> None:
    page = desk.page
    await page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
    for place, button in REGISTERS.items():
        await page.goto(f"{office.url}/desk/{place.format(**office.ids)}")
        await page.locator(".register table, .register .card, .register .nothing").first.wait_for()
        assert await violations(page) == []
        if button:
            await page.get_by_role("button", name=button).first.click()
            await page.get_by_role("dialog").wait_for()
            assert await violations(page) == []


async def test_the_registers_fit_the_smallest_telephone(office: Office, desk: Visitor) -> None:
    page = desk.page
    await page.set_viewport_size(SMALLEST)
    for place, button in REGISTERS.items():
        await page.goto(f"{office.url}/desk/{place.format(**office.ids)}")
        await page.locator(".register table, .register .card, .register .nothing").first.wait_for()
        assert await page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]
        assert await too_small(page) == []
        if button:
            await page.get_by_role("button", name=button).first.click()
            dialog = page.get_by_role("dialog")
            assert await dialog.evaluate("node => node.scrollWidth") <= SMALLEST["width"]


async def test_the_page_behind_a_link_fits_the_smallest_telephone(office: Office, phone: Visitor) -> None:
    page = phone.page
    await page.set_viewport_size(SMALLEST)
    await phone.open((await office.give_job("Ketel met een heel erg langetitelzonderspatieserin")).link)

    assert await page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]
    assert await too_small(page) == []


async def test_the_desk_fits_the_smallest_telephone(office: Office, desk: Visitor) -> None:
    await desk.page.set_viewport_size(SMALLEST)

    assert await desk.page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]


async def test_the_page_behind_a_link_is_small() -> None:
    dist = BUILT.parent
    html = BUILT.read_text("utf-8")
    assets = [dist / name.removeprefix("/web/") for name in re.findall(r"/web/assets/[^\"]+", html)]
    sizes = {asset.name: len(gzip.compress(asset.read_bytes())) for asset in assets}

    print(sizes)  # noqa: T201
    assert sum(size for name, size in sizes.items() if name.endswith(".js")) <= SCRIPT_LIMIT
    assert sum(sizes.values()) + len(html) <= PAGE_LIMIT


async def violations(page: Page) -> list[str]:
    """What axe finds wrong, and where. The page's policy lets no script in, so it comes by the browser's own door."""
    await page.evaluate(AXE.read_text("utf-8"))
    found = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found["violations"]]


async def too_small(page: Page) -> list[str]:
    """What a finger would miss: links in a sentence may be as small as its letters."""
    buttons = await page.locator("button:visible, .photo-picker:visible, textarea:visible, .call:visible").all()
    boxes = [(await button.evaluate("node => node.outerHTML"), await button.bounding_box()) for button in buttons]
    return [html for html, box in boxes if box is not None and min(box["width"], box["height"]) < TOUCH]
