"""What holds for every page: nobody is shut out, it fits a small telephone, and it is small itself."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, ViewportSize, expect

from tests.browser.conftest import BUILT, Office, Visitor, photo
from tests.browser.pictures import Theme
from tests.browser.portal import contact, enter, owns, rents, report_for, row

pytestmark = [pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="session")]

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
SMALLEST: ViewportSize = {"width": 320, "height": 640}
BEYOND_THE_EDGE = """() => [...document.querySelectorAll("body *:not(.thread-tabs *)")]
  .filter((node) => node.checkVisibility() && node.getBoundingClientRect().right > innerWidth + 1)
  .map((node) => node.outerHTML.slice(0, 200))"""  # tabs are there to be pushed aside
TOUCH = 44  # CSS pixels, as the platforms ask for
# Of the first view of each page, gzipped: its scripts, and all of it. A telephone opens all but the desk.
LIMITS = {"guest": (40, 45), "public": (30, 36), "portal": (40, 48), "desk": (60, 68)}

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
    "settings/trail": None,
    "sessions": None,
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
        await fits(page, page.locator(".register table, .register .card, .register .nothing").first)
        if button:
            await page.get_by_role("button", name=button).first.click()
            await fits(page, page.get_by_role("dialog"))


async def test_the_page_behind_a_link_fits_the_smallest_telephone(office: Office, phone: Visitor) -> None:
    page = phone.page
    await page.set_viewport_size(SMALLEST)
    await phone.open((await office.give_job("Ketel met een heel erg langetitelzonderspatieserin")).link)

    await fits(page, page.locator(".composer"))


async def test_the_desk_fits_the_smallest_telephone(office: Office, desk: Visitor) -> None:
    page = desk.page
    await office.give_job("Ketel met een heel erg langetitelzonderspatieserin")
    await page.set_viewport_size(SMALLEST)

    await fits(page, page.locator(".composer"))
    await page.locator(".thread-tabs").get_by_role("link", name=re.compile("Piet Loods")).click()
    await page.locator(".known summary").first.click()
    await fits(page, page.locator(".side-panel"))
    await page.get_by_role("link", name="Terug").click()
    await page.get_by_text("Meer filters").click()
    await fits(page, page.locator(".row").first)


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_signing_in_shuts_nobody_out(office: Office, phone: Visitor, theme: Theme) -> None:
    page = await in_theme(phone, theme)
    for address in ("/sign-in/van-dam", "/sign-in", "/sign-in/nergens", "/portal"):
        await page.goto(f"{office.url}{address}")
        await page.get_by_role("heading").first.wait_for()
        assert await violations(page) == []

    await page.goto(f"{office.url}/sign-in/van-dam")
    await page.get_by_role("button", name="Inloggen met een wachtwoord").click()
    assert await violations(page) == []
    await page.goto(f"{office.url}/sign-in/van-dam#hm_signin_x")
    await page.reload()
    await page.get_by_text("Ook een wachtwoord kiezen").click()
    assert await violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_mijn_portaal_shuts_nobody_out(office: Office, phone: Visitor, theme: Theme) -> None:
    await in_theme(phone, theme)
    page = await tenant_and_owner_enters(office, phone)
    assert await violations(page) == []

    await mine(page).click()
    await page.locator(".composer").wait_for()
    assert await violations(page) == []
    await page.get_by_role("button", name="Hendrik Kuiper").click()
    await page.get_by_role("link", name="Voorkeuren").wait_for()
    assert await violations(page) == []
    await page.get_by_role("link", name="Voorkeuren").click()
    await page.get_by_text("In deze uren niet storen").click()
    assert await violations(page) == []
    await page.goto(f"{office.url}/portal/report")
    await through_the_report_form(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_report_form_shuts_nobody_out(office: Office, phone: Visitor, theme: Theme) -> None:
    page = await in_theme(phone, theme)
    await page.goto(f"{office.url}/report/van-dam")
    await through_the_report_form(page)


async def through_the_report_form(page: Page) -> None:
    """Each of its steps, and what it says when something is missing."""
    await page.get_by_text("Verwarming").click()
    assert await violations(page) == []
    await page.get_by_role("button", name="Verder met melden").click()
    await page.get_by_label("Foto toevoegen").set_input_files([photo("lek.png")])
    await page.locator(".picked img").wait_for()
    assert await violations(page) == []
    await page.get_by_role("button", name="Melding versturen").click()
    await page.get_by_text("Er klopt nog iets niet.").wait_for()
    assert await violations(page) == []


async def test_the_pages_for_contacts_fit_the_smallest_telephone(office: Office, phone: Visitor) -> None:
    page = phone.page
    await page.set_viewport_size(SMALLEST)
    await page.goto(f"{office.url}/sign-in/van-dam")
    await fits(page, page.get_by_role("button", name="Stuur mij een link"))
    await page.goto(f"{office.url}/report/van-dam")
    await page.get_by_text("Verwarming").click()
    await fits(page, page.get_by_role("button", name="Verder met melden"))
    await page.get_by_role("button", name="Verder met melden").click()
    await fits(page, page.get_by_label("Beschrijving"))

    await tenant_and_owner_enters(office, phone)
    await fits(page, mine(page))
    await mine(page).click()
    await fits(page, page.locator(".composer"))
    for address in ("preferences", "report"):
        await page.goto(f"{office.url}/portal/{address}")
        await fits(page, page.locator(".subject form"))


async def fits(page: Page, shown: Locator) -> None:
    await shown.wait_for()
    assert await page.evaluate(BEYOND_THE_EDGE) == []
    assert await too_small(page) == []


async def tenant_and_owner_enters(office: Office, visitor: Visitor) -> Page:
    """Somebody with something of every kind in the overview."""
    owner, email = await contact(office, "Hendrik Kuiper", "OWNER", phone="0612345621")
    tenant, _ = await contact(office, "Hendrik Kuiper", "TENANT", email=email)
    await rents(office, tenant)
    await owns(office, owner, seesIncidents=True)
    await report_for(office, tenant, "Bij mij lekt het")
    await office.ask_owner(owner)
    page = await enter(office, visitor, email)
    await mine(page).wait_for()
    return page


def mine(page: Page) -> Locator:
    """What they reported themselves; as owner they read along with others."""
    return row(page, "Bij mij lekt het").filter(has_text="Melding")


async def in_theme(visitor: Visitor, theme: Theme) -> Page:
    await visitor.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    return visitor.page


@pytest.mark.parametrize("name", LIMITS)
async def test_the_first_view_of_a_page_is_small(name: str) -> None:
    dist = BUILT.parent
    html = (dist / f"{name}.html").read_text("utf-8")
    assets = [dist / asset.removeprefix("/web/") for asset in re.findall(r"/web/assets/[^\"]+", html)]
    sizes = {asset.name: len(gzip.compress(asset.read_bytes())) for asset in assets}
    scripts = sum(size for asset, size in sizes.items() if asset.endswith(".js"))
    everything = sum(sizes.values()) + len(html)

    print(f"{name}: {scripts / 1024:.1f} kB of scripts, {everything / 1024:.1f} kB in all")  # noqa: T201
    assert scripts <= LIMITS[name][0] * 1024
    assert everything <= LIMITS[name][1] * 1024


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
