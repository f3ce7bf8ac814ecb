"""Where somebody is signed in, and what was done: sessions that end, and the audit trail."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.browser.conftest import DESK, PHONE, Office, Visitor, create_contact, new_key, visiting
from tests.browser.portal import contact, sign_in_link
from tests.browser.portal import enter as enter_portal
from tests.browser.walking import enter, go, press

pytestmark = [pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="session")]

BAS = "bas@van-dam.example"
UPDATE_CONTACT = "mutation ($input: UpdateContactInput!) { updateContact(input: $input) { errors { code } } }"


async def test_an_employee_ends_a_session_elsewhere(browser: Browser, office: Office) -> None:
    async with visiting(browser, office.url, DESK) as here, visiting(browser, office.url, PHONE) as there:
        await enter(here.page, f"{office.url}/desk", BAS)
        await press(here.page, "Bas")
        await here.page.get_by_role("link", name="Waar ik ben ingelogd").click()
        rows = here.page.locator(".sessions li")
        await expect(rows.filter(has_text="Hier")).to_have_count(1)
        if await rows.count() > 1:  # from an earlier visit
            await press(here.page, "Overal elders uitloggen")
            await expect(rows).to_have_count(1)
        await enter(there.page, f"{office.url}/desk", BAS)
        await here.page.reload()
        await expect(rows.filter(has_text="Hier")).to_have_count(1)
        await expect(rows).to_have_count(2)

        there.will_say("400 (Bad Request)")  # what the page asks just then, nobody may ask
        await rows.get_by_role("button", name=re.compile("Uitloggen: Chrome")).click()

        await expect(here.page.get_by_text("U bent nergens anders ingelogd.")).to_be_visible()
        await expect(there.page.get_by_label("Wachtwoord")).to_be_visible()
        await here.page.reload()
        await expect(rows).to_have_count(1)


async def test_an_admin_signs_a_colleague_out_and_finds_it_in_the_trail(
    browser: Browser, office: Office, desk: Visitor
) -> None:
    page, dialog = desk.page, desk.page.get_by_role("dialog")
    async with visiting(browser, office.url, PHONE) as lost:
        await enter(lost.page, f"{office.url}/desk", BAS)
        await go(page, "Instellingen")
        await page.get_by_role("link", name="Medewerkers").click()
        await press(page, "Overal uitloggen: Bas")
        lost.will_say("400 (Bad Request)")
        await press(dialog, "Overal uitloggen")

        await expect(lost.page.get_by_label("Wachtwoord")).to_be_visible()
    await page.get_by_role("link", name="Logboek").click()
    await page.get_by_role("combobox", name="Wat").select_option("Medewerker overal uitgelogd")

    newest = page.get_by_role("row").filter(has=page.get_by_role("rowheader")).first
    await expect(newest).to_contain_text("Anna")
    await expect(newest).to_contain_text("127.0.0.1")
    await expect(newest.get_by_role("link", name="Bas", exact=True)).to_be_visible()


async def test_the_trail_leads_to_what_it_is_about_and_is_narrowed(office: Office, desk: Visitor) -> None:
    page = desk.page
    rows = page.get_by_role("row").filter(has=page.get_by_role("rowheader"))
    job = await office.give_job("Dakgoot")
    gerda = await create_contact(office.anna, "Gerda Goot", "TENANT")
    await office.anna.act(UPDATE_CONTACT, contactId=gerda, name="Gerda van der Goot", expectedVersion=1)
    await page.goto(f"{office.url}/desk/settings/trail")

    await rows.filter(has_text="Gerda van der Goot").first.get_by_role("button", name=re.compile("Alleen dit")).click()
    await expect(rows).to_have_count(2)
    await expect(rows.get_by_role("rowheader")).to_have_text(["Contact gewijzigd", "Contact toegevoegd"])
    await press(page, "Filter wissen: Waarmee")
    await page.get_by_label("Tot en met").fill("2020-01-01")
    await expect(page.get_by_text("Niets gevonden.")).to_be_visible()
    await page.get_by_label("Tot en met").fill("")
    await rows.get_by_role("link", name=re.compile(f"^{job.reference} Dakgoot")).first.click()

    await expect(page.get_by_role("heading", name="Dakgoot")).to_be_visible()


async def test_what_a_contact_did_is_one_press_away(browser: Browser, office: Office, desk: Visitor) -> None:
    tom, email = await contact(office, "Tom Terras", "TENANT")
    async with visiting(browser, office.url, PHONE, has_touch=True) as visitor:
        await enter_portal(office, visitor, email)
    page = desk.page
    rows = page.get_by_role("row").filter(has=page.get_by_role("rowheader"))
    await page.goto(f"{office.url}/desk/contacts/{tom}")

    await page.get_by_role("main").get_by_role("link", name="Logboek").click()

    await expect(rows.get_by_role("rowheader")).to_have_text(["Ingelogd met een link"])
    await expect(page.locator(".chosen")).to_contain_text("Tom Terras")
    await press(page, "Filter wissen: Contact")
    await page.get_by_role("combobox", name="Contact").fill("Tom Terras")
    await page.get_by_role("option", name=re.compile("Tom Terras")).click()
    await expect(rows).to_have_count(1)


async def test_a_contact_signs_out_everywhere_else(browser: Browser, office: Office, phone: Visitor) -> None:
    _, email = await contact(office, "Piet Loods", "EXTERNAL_PARTY")
    page = await enter_portal(office, phone, email)
    async with visiting(browser, office.url, DESK) as there:
        await there.page.goto(f"{office.url}/sign-in/van-dam")
        await there.page.get_by_label("E-mailadres").fill(email)
        await press(there.page, "Stuur mij een link")
        await there.page.goto(await sign_in_link(office, email, skip=1))
        await press(there.page, "Inloggen")
        await there.page.get_by_role("heading", name="Overzicht").wait_for()
        await page.goto(f"{office.url}/portal/preferences")
        await expect(page.locator(".sessions li")).to_have_count(2)

        await press(page, "Overal elders uitloggen")

        await expect(page.get_by_text("U bent nergens anders ingelogd.")).to_be_visible()
        await there.page.wait_for_url("**/sign-in/van-dam")
        there.forgive("400 (Bad Request)")


async def test_post_leads_to_the_conversation_that_it_tells_of(office: Office, desk: Visitor) -> None:
    page = desk.page
    tess = await create_contact(office.anna, "Tess Tegel", "EXTERNAL_PARTY", email=f"{new_key()}@example.org")
    job = await office.give_job("Tegels los", to=tess, notify_by=["EMAIL"])
    await go(page, "Post")

    await (
        page.get_by_role("row", name=re.compile("Tess Tegel"))
        .get_by_role("link", name=re.compile(job.reference))
        .click()
    )

    await expect(page.get_by_role("heading", name="Tegels los")).to_be_visible()
