"""What Anna does at her desk, while a plumber has his telephone open."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Office, Visitor, create_contact, visiting

pytestmark = [pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="session")]


async def test_a_job_is_given_and_talked_about_live(browser: Browser, office: Office, desk: Visitor) -> None:
    await create_contact(office.anna, "Dirk Dakdekker", "EXTERNAL_PARTY")
    page = desk.page

    await page.get_by_role("button", name="+ Sub-incident").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("combobox").fill("Dakd")
    await dialog.get_by_role("option", name=re.compile("Dirk")).click()
    await dialog.get_by_label("Titel").fill("Dakgoot")
    await dialog.get_by_label("Wat wordt er gevraagd?").fill("De goot lekt.")
    await dialog.get_by_role("button", name="Versturen").click()
    await expect(page.get_by_role("heading", name="Dakgoot")).to_be_visible()
    await page.get_by_text("Links en verzending").click()
    await page.get_by_role("button", name="Nieuwe link maken").click()
    link = await page.get_by_label("Nieuwe link maken").input_value()

    async with visiting(browser, office.url, PHONE, has_touch=True) as plumber:
        await plumber.open(f"{office.url}/l#{link.partition('#')[2]}")
        await plumber.page.get_by_role("button", name="Opdracht aannemen").click()
        await expect(page.locator(".side-panel .chip")).to_have_text("Geaccepteerd")
        await page.locator(".composer textarea").fill("Er staat een ladder klaar.")
        await page.keyboard.press("Control+Enter")
        await expect(plumber.page.get_by_text("Er staat een ladder klaar.")).to_be_visible()
        await plumber.page.get_by_label("Schrijf een bericht").fill("Mooi, tot morgen.")
        await plumber.page.get_by_role("button", name="Versturen").click()
        await expect(page.get_by_text("Mooi, tot morgen.")).to_be_visible()

        await page.get_by_role("button", name="Intrekken").first.click()  # the newest
        await expect(plumber.page.get_by_role("heading", name="Deze link werkt niet meer")).to_be_visible()


async def test_a_note_stays_among_colleagues(office: Office, desk: Visitor, phone: Visitor) -> None:
    job = await office.give_job()
    page = await phone.open(job.link)
    await desk.page.locator(".thread-tabs").get_by_role("link", name=re.compile("Piet Loods")).click()
    await desk.page.locator(".side-panel").wait_for()

    await desk.page.get_by_role("button", name="Notitie").click()
    await expect(desk.page.get_by_text(re.compile("lezen deze notitie"))).to_be_visible()
    await desk.page.locator(".composer textarea").fill("Piet is duur.")
    await desk.page.keyboard.press("Control+Enter")
    await expect(desk.page.locator(".message.note")).to_have_text(re.compile("Notitie.*Piet is duur."))
    await job.says("Kunt u vandaag?")

    await expect(page.get_by_text("Kunt u vandaag?")).to_be_visible()
    await expect(page.get_by_text("Piet is duur.")).to_have_count(0)


async def test_what_is_typed_stays_with_its_conversation(office: Office, desk: Visitor) -> None:
    await office.give_job()
    page = desk.page
    await page.locator(".composer textarea").fill("Voor de melder")

    await page.locator(".thread-tabs").get_by_role("link", name=re.compile("Piet Loods")).click()
    await page.locator(".side-panel").wait_for()
    await expect(page.locator(".composer textarea")).to_have_value("")
    await page.get_by_role("link", name="Incident", exact=True).click()

    await expect(page.locator(".composer textarea")).to_have_value("Voor de melder")


async def put_into_a_message(page: Page) -> None:
    """Something said at the head, shared with the plumber: a draft that stands in the message to him."""
    await page.locator(".composer textarea").fill("De code is 4711.")
    await page.keyboard.press("Control+Enter")
    await page.locator(".message", has_text="De code is 4711.").hover()

    await page.get_by_role("button", name="Delen").click()
    await page.get_by_role("dialog").get_by_text("Piet Loods").click()
    await page.get_by_role("button", name="Concept maken").click()
    await page.get_by_role("button", name="In bericht zetten").click()


async def test_a_message_is_shared_as_a_draft_that_is_read_first(office: Office, desk: Visitor, phone: Visitor) -> None:
    job = await office.give_job()
    page = desk.page
    await put_into_a_message(page)
    await page.locator(".composer textarea").press("Control+Enter")

    await expect(page.locator(".message.own:not(.pending)")).to_have_text(re.compile("De code is 4711."))
    assert [message["body"] for message in await job.messages()] == ["De code is 4711."]


async def test_a_draft_in_use_stays_in_its_conversation_and_is_posted_once(office: Office, desk: Visitor) -> None:
    job = await office.give_job()
    page, field = desk.page, desk.page.locator(".composer textarea")
    await put_into_a_message(page)
    await expect(field).to_have_value("De code is 4711.")

    await page.get_by_role("link", name="Incident", exact=True).click()
    await expect(page.locator(".message", has_text="De code is 4711.")).to_be_visible()
    await expect(field).to_have_value("")
    await page.locator(".thread-tabs").get_by_role("link", name=re.compile("Piet Loods")).click()
    await expect(field).to_have_value("De code is 4711.")
    await expect(page.locator(".draft")).to_have_count(0)
    await field.press("Control+Enter")
    await field.fill("En de sleutel hangt in de hal.")
    await field.press("Control+Enter")

    await expect(page.locator(".message.own:not(.pending)")).to_have_count(2)
    posted = [message["body"] for message in await job.messages()]
    assert posted == ["De code is 4711.", "En de sleutel hangt in de hal."]


async def test_status_and_handler_change_in_one_step(office: Office, desk: Visitor) -> None:
    page = desk.page

    await page.get_by_role("button", name="Status en behandelaar").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Status").select_option("In behandeling")
    await dialog.get_by_label("Behandelaar").select_option("Anna")
    await dialog.get_by_role("button", name="Opslaan").click()

    await expect(page.locator(".incident-state")).to_have_text(re.compile("In behandeling.*Anna"))
    await expect(page.locator(".row[aria-current] .chip")).to_have_text("In behandeling")


async def test_everything_of_the_day_goes_by_keyboard(office: Office, desk: Visitor) -> None:
    page = desk.page
    rows = page.locator(".row")
    await office.report("Lamp kapot op de trap")
    await expect(rows.first).to_have_text(re.compile("Lamp kapot op de trap"))
    await expect(rows.nth(1)).to_have_attribute("aria-current", "page")

    await page.keyboard.press("k")
    await expect(rows.first).to_have_attribute("aria-current", "page")
    await page.keyboard.press("j")
    await expect(rows.nth(1)).to_have_attribute("aria-current", "page")
    await page.locator(".composer").wait_for()
    await page.keyboard.press("r")
    await page.keyboard.type("Met de toetsen")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".message.own:not(.pending)", has_text="Met de toetsen")).to_be_visible()
    await page.keyboard.press("Tab")
    await page.locator(".desk-bar .me").click()
    await page.keyboard.press("/")
    await page.keyboard.type("bestaat niet")
    await expect(page.get_by_text("Niets gevonden.")).to_be_visible()
    await page.locator("#search").blur()
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="Toetsen")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_an_incident_that_others_report_appears_in_the_inbox(office: Office, desk: Visitor) -> None:
    await office.report("Lamp kapot in de hal")

    await expect(desk.page.locator(".row", has_text="Lamp kapot in de hal")).to_be_visible()


async def test_the_inbox_narrows_to_what_is_asked_for(office: Office, desk: Visitor) -> None:
    page = desk.page
    await office.report("Kapotte bel")
    mine, other = page.locator(".row", has_text="Geen warm water"), page.locator(".row", has_text="Kapotte bel")
    await page.get_by_role("button", name="Status en behandelaar").click()
    await page.get_by_role("dialog").get_by_label("Status").select_option("In behandeling")
    await page.get_by_role("dialog").get_by_label("Behandelaar").select_option("Anna")
    await page.get_by_role("button", name="Opslaan").click()
    await expect(mine.first).to_be_visible()

    await page.get_by_label("Toon").select_option("Gemeld")
    await expect(other).to_be_visible()
    await expect(page.locator(".row[aria-current]")).to_have_count(0)
    await page.get_by_label("Toon").select_option("Open")
    await page.get_by_text("Meer filters").click()
    await page.get_by_label("Behandelaar").select_option("Anna")
    await expect(other).to_have_count(0)
    await expect(page.locator(".row[aria-current]")).to_be_visible()
    await page.get_by_role("button", name="Filters wissen").click()
    await expect(other).to_be_visible()
    await page.get_by_role("combobox", name="Object").fill("Damstraat")
    await page.get_by_role("option", name=re.compile("Damstraat 12")).click()

    await expect(page.locator(".chosen")).to_have_text(re.compile("Damstraat 12"))
    await expect(other).to_be_visible()


async def test_a_register_leads_to_the_incidents_on_a_property(office: Office, desk: Visitor) -> None:
    await desk.page.goto(f"{office.url}/desk?property={office.ids['propertyId']}")

    await desk.page.get_by_text("Meer filters").click()
    await expect(desk.page.locator(".chosen")).to_have_text(re.compile("Damstraat 12"))
    assert desk.page.url == f"{office.url}/desk"


async def test_what_an_incident_says_is_changed(office: Office, desk: Visitor) -> None:
    page = desk.page

    await page.get_by_role("button", name="Gegevens wijzigen").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Titel").fill("Geen warm water in de hele straat")
    await dialog.get_by_label("Urgentie").select_option("Spoed")
    await dialog.get_by_role("button", name="Opslaan").click()

    await expect(page.get_by_role("heading", name="Geen warm water in de hele straat")).to_be_visible()
    await expect(page.locator(".row[aria-current] .priority")).to_have_text("Spoed")
    await page.get_by_text("Verloop").click()
    await expect(page.locator(".history li").first).to_have_text(re.compile("Anna"))


async def test_a_job_is_changed_and_goes_to_another_before_there_is_an_answer(office: Office, desk: Visitor) -> None:
    page = desk.page
    await office.give_job("Ketel F28")
    await create_contact(office.anna, "Wim Warmte", "EXTERNAL_PARTY")
    await page.locator(".thread-tabs").get_by_role("link", name=re.compile("Piet Loods")).click()

    await page.locator(".side-panel").get_by_role("button", name="Gegevens wijzigen").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Titel").fill("Ketel F28, spoed")
    await dialog.get_by_label("Vakman").fill("Wim")
    await dialog.get_by_role("option", name="Wim Warmte").click()
    await dialog.get_by_role("button", name="Opslaan").click()

    await expect(page.get_by_role("heading", name="Ketel F28, spoed")).to_be_visible()
    await expect(page.locator(".thread-tabs a[aria-current]")).to_have_text(re.compile("Wim Warmte"))
