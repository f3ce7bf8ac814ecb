"""What anybody does with the public report form, on a telephone and without an account."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Request, expect

from tests.browser.conftest import DESK, Office, Visitor, new_key, visiting
from tests.browser.form import begun, fill_in, found, press_send
from tests.journeys.scene import PASSWORD
from tests.pictures import photo

pytestmark = [pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def anna(browser: Browser, office: Office) -> AsyncIterator[Page]:
    """Anna's inbox, in a browser of her own."""
    async with visiting(browser, office.url, DESK) as visitor:
        page = visitor.page
        await page.goto(f"{office.url}/desk")
        await page.get_by_label("E-mailadres").fill("anna@van-dam.example")
        await page.get_by_label("Wachtwoord").fill(PASSWORD)
        await page.get_by_role("button", name="Inloggen").click()
        await page.locator(".row").first.wait_for()
        yield page


async def test_a_report_arrives_and_the_office_sees_it_at_once(office: Office, phone: Visitor, anna: Page) -> None:
    page, mark = await begun(office, phone), new_key()
    await fill_in(page, f"Onder de knop, {mark}.")
    files = [{"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": photo(900, 700)} for name in ("een", "twee")]
    await page.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    await press_send(page)

    await expect(page.get_by_role("heading", name="Uw melding is aangekomen")).to_be_focused()
    await expect(page.get_by_text("U ontvangt een e-mail met een link.")).to_be_visible()
    reference = await page.locator("strong.reference").inner_text()
    await expect(anna.locator(f'.row[href$="{reference}"]')).to_contain_text("Radiator lekt")
    [made] = await found(office, mark)
    assert (made["reference"], made["title"], made["unit"]["label"]) == (reference, "Radiator lekt", "2-hoog")
    assert (made["reporter"]["email"], made["reporter"]["locale"]) == ("tess@huurder.example", "NL")
    assert [len(message["attachments"]) for message in made["thread"]["messages"]["nodes"]] == [2]


async def test_the_help_with_a_category_comes_before_anything_is_asked(office: Office, phone: Visitor) -> None:
    help_text = "Kijk eerst naar de waterdruk."
    await office.anna.act(
        "mutation ($input: CreateCategoryInput!) { createCategory(input: $input) { errors { code } } }",
        nameNl="Ketel",
        nameEn="Boiler",
        helpNl=help_text,
        helpEn="Look at the pressure first.",
        idempotencyKey=new_key(),
    )
    page = phone.page
    await page.goto(f"{office.url}/report/van-dam")
    await expect(page.locator("input:not([type=radio])")).to_have_count(0)

    await page.get_by_role("radio", name="Ketel").check()

    await expect(page.get_by_text(help_text)).to_be_visible()
    await expect(page.get_by_role("radio", name="Ketel")).to_have_accessible_description(re.compile(help_text))
    await page.get_by_role("button", name="In English").click()
    await expect(page.get_by_text("Look at the pressure first.")).to_be_visible()


async def test_what_is_not_right_is_said_beside_its_field_and_nothing_is_lost(office: Office, phone: Visitor) -> None:
    page, mark = await begun(office, phone), new_key()
    await press_send(page)
    await expect(page.get_by_label("Beschrijving")).to_be_focused()
    await expect(page.get_by_label("E-mailadres")).to_have_accessible_description(
        "Vul een e-mailadres of een telefoonnummer in."
    )

    await fill_in(page, mark)
    await page.get_by_label("E-mailadres").fill("tess@")
    await press_send(page)
    await expect(page.get_by_label("E-mailadres")).to_be_focused()
    await expect(page.get_by_label("E-mailadres")).to_have_attribute("aria-invalid", "true")
    await expect(page.get_by_label("Beschrijving")).to_have_value(mark)
    assert await found(office, mark) == []

    await page.get_by_label("E-mailadres").fill("")
    await page.get_by_label("Telefoonnummer").fill("06-12345699")
    await press_send(page)
    await expect(page.get_by_role("heading", name="Uw melding is aangekomen")).to_be_visible()
    [made] = await found(office, mark)
    assert made["reporter"]["phone"] == "+31612345699"


async def test_the_form_can_be_filled_in_with_a_keyboard_alone(office: Office, phone: Visitor) -> None:
    page, keys, mark = phone.page, phone.page.keyboard, new_key()
    await page.goto(f"{office.url}/report/van-dam")
    await page.get_by_role("radio").first.wait_for()
    await press_until(page, "input[type=radio]")
    await keys.press("Space")
    await press_until(page, ".help button")
    await keys.press("Enter")
    await page.get_by_label("Beschrijving").wait_for()
    typed = {
        "description": mark,
        "address.postcode": "1012JM",
        "address.houseNumber": "12",
        "sender.name": "Tess de Boer",
        "sender.email": "tess@huurder.example",
    }

    for name, text in typed.items():
        await press_until(page, f'[name="{name}"]')
        await keys.type(text)
    await press_until(page, ".form-end button")
    await keys.press("Enter")

    await expect(page.get_by_role("heading", name="Uw melding is aangekomen")).to_be_focused()
    assert len(await found(office, mark)) == 1


async def press_until(page: Page, wanted: str) -> None:
    """Tab on until the focus is there."""
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"The keyboard does not come to {wanted}.")


async def test_nobody_who_is_signed_in_here_is_the_sender(office: Office, anna: Page) -> None:
    page, mark, sent = anna, new_key(), []

    def note(request: Request) -> None:
        if "reportIncident" in (request.post_data or ""):
            sent.append(request)

    page.on("request", note)
    await page.goto(f"{office.url}/report/van-dam")
    await page.get_by_text("Verwarming").click()
    await page.get_by_role("button", name="Verder met melden").click()
    await fill_in(page, mark)
    await press_send(page)

    await expect(page.get_by_role("heading", name="Uw melding is aangekomen")).to_be_visible()
    assert "cookie" not in await sent[0].all_headers()
    [made] = await found(office, mark)
    assert made["reporter"]["name"] == "Tess de Boer"
    await page.goto(f"{office.url}/desk")
    await expect(page.locator(".row").first).to_be_visible()


async def test_the_form_speaks_english_and_answers_in_it(office: Office, phone: Visitor) -> None:
    page, mark = phone.page, new_key()
    await page.goto(f"{office.url}/report/van-dam")
    await page.get_by_role("button", name="In English").click()
    await page.get_by_text("Heating").click()
    await page.get_by_role("button", name="Go on reporting").click()
    await page.get_by_label("Description").fill(mark)
    await page.get_by_label("Postcode").fill("1012JM")
    await page.get_by_label("House number").fill("12")
    await page.get_by_label("Name", exact=True).fill("Li Chen")
    await page.get_by_label("E-mail address").fill("li@tenant.example")
    await page.get_by_role("button", name="Send the report").click()

    await expect(page.get_by_role("heading", name="Your report has arrived")).to_be_visible()
    [made] = await found(office, mark)
    assert made["reporter"]["locale"] == "EN"


async def test_an_address_of_nobody_says_so(office: Office, phone: Visitor) -> None:
    for address in ("/report/nergens", "/sign-in/nergens"):
        await phone.page.goto(f"{office.url}{address}")
        await expect(phone.page.get_by_role("heading", name="Deze pagina is er niet")).to_be_visible()
