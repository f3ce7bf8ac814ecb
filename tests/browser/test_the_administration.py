"""What an admin has at the desk besides: settings, categories and employees."""

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import aiosqlite
import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.conftest import PHONE, Office, Visitor, create_contact, new_key, visiting
from tests.browser.walking import enter, go, press
from tests.journeys import house_documents as house
from tests.journeys.clients import Person

pytestmark = [pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="session")]

FORM = """{ organisation(slug: "van-dam") { reportForm { categories { name(locale: NL) helpText(locale: NL) } } } }"""
STAFF = "query ($search: String) { employees(search: $search) { nodes { id } } }"
SETTINGS = "{ settings { name phone guestLinkDays ownerReminderDays firstResponderBecomesHandler } }"
SET = "mutation ($input: UpdateSettingsInput!) { updateSettings(input: $input) { errors { code } } }"
KEEPING = "{ settings { deliveryDays } }"
CONTACT = "query ($id: ID!) { contact(id: $id) { name email phone } }"
ASSIGN = "mutation ($input: AssignHandlerInput!) { assignHandler(input: $input) { errors { code } } }"


@pytest_asyncio.fixture(loop_scope="session")
async def settings(office: Office) -> AsyncIterator[dict[str, Any]]:
    """The settings as they are, and will be again: the house is everybody's."""
    before: dict[str, Any] = (await office.anna.ask(SETTINGS))["settings"]
    yield before
    await office.anna.act(SET, **before)


async def test_a_category_with_its_help_is_in_the_public_form(office: Office, desk: Visitor) -> None:
    page = desk.page
    dialog = page.get_by_role("dialog")
    await go(page, "Instellingen")
    await page.get_by_role("link", name="Categorieën").click()

    await page.get_by_role("button", name="+ Categorie toevoegen").click()
    await dialog.get_by_label("Naam (Nederlands)").fill("Lift")
    await dialog.get_by_label("Naam (Engels)").fill("Elevator")
    await dialog.get_by_label("Uitleg vooraf (Nederlands)").fill("Zit er iemand vast? Bel 112.")
    await press(dialog, "Toevoegen")
    await page.get_by_role("button", name="Lift omhoog").click()
    await expect(page.get_by_role("listitem").first).to_contain_text("Lift")

    categories = await public_categories(office)
    assert categories[0] == {"name": "Lift", "helpText": "Zit er iemand vast? Bel 112."}
    await page.get_by_role("button", name="Lift wijzigen").click()
    await dialog.get_by_label("Gearchiveerd").check()
    await press(dialog, "Opslaan")
    await expect(page.get_by_text("Zit er iemand vast?")).to_have_count(0)
    assert "Lift" not in [category["name"] for category in await public_categories(office)]


async def test_a_contact_is_handed_what_is_kept_and_forgotten(office: Office, desk: Visitor) -> None:
    contact = await create_contact(office.anna, "Gerda Vertrokken", "TENANT")
    page = desk.page
    await page.goto(f"{office.url}/desk/contacts/{contact}")

    async with page.expect_download() as handed:
        await press(page, "Gegevens downloaden")
    kept = await (await handed.value).path()
    await press(page, "Wissen")
    await press(page.get_by_role("dialog"), "Wissen")

    await expect(page.get_by_role("heading", name="Gewiste persoon")).to_be_visible()
    assert json.loads(kept.read_bytes())["contact"]["name"] == "Gerda Vertrokken"
    assert "Gerda" not in json.dumps(await office.anna.ask(CONTACT, id=contact))


async def test_what_is_kept_ends_by_the_settings(office: Office, desk: Visitor) -> None:
    page = desk.page
    await go(page, "Instellingen")
    part = page.get_by_role("region", name="Bewaren")

    await part.get_by_label("Verstuurde post vergeten na (dagen)").fill("10")
    await press(part, "Opslaan")
    await expect(part.get_by_label("Verstuurde post vergeten na (dagen)")).to_have_attribute("aria-invalid", "true")
    await part.get_by_label("Verstuurde post vergeten na (dagen)").fill("400")
    await press(part, "Opslaan")

    await expect(part.get_by_text("Opgeslagen")).to_be_visible()
    assert (await office.anna.ask(KEEPING))["settings"]["deliveryDays"] == 400


async def test_an_employee_is_invited_and_leaves_open_work(office: Office, desk: Visitor) -> None:
    page = desk.page
    dialog = page.get_by_role("dialog")
    await go(page, "Instellingen")
    await page.get_by_role("link", name="Medewerkers").click()

    await page.get_by_role("button", name="+ Medewerker uitnodigen").click()
    await dialog.get_by_label("Naam").fill("Bas Bakker")
    await dialog.get_by_label("E-mailadres").fill("anna@van-dam.example")
    await press(dialog, "Uitnodigen")
    await expect(dialog.get_by_label("E-mailadres")).to_have_accessible_description(re.compile("al in gebruik"))
    await dialog.get_by_label("E-mailadres").fill("bas.bakker@van-dam.example")
    await press(dialog, "Uitnodigen")
    await expect(page.get_by_text("Bas Bakker is uitgenodigd.")).to_be_visible()
    [bas] = (await office.anna.ask(STAFF, search="Bas Bakker"))["employees"]["nodes"]
    await office.anna.act(ASSIGN, incidentId=office.incident["id"], handlerId=bas["id"])
    await page.get_by_role("button", name="Toegang stoppen: Bas Bakker").click()
    await press(dialog, "Toegang stoppen")

    await expect(page.get_by_role("heading", name="Openstaand werk van Bas Bakker")).to_be_visible()
    await page.get_by_role("link", name="Geen warm water").click()
    await expect(page).to_have_url(re.compile(office.incident["reference"]))
    await page.go_back()
    await press(page, "Zonder toegang")
    await page.get_by_role("button", name="Weer toegang geven: Bas Bakker").click()
    await expect(page.get_by_role("heading", name="Openstaand werk van Bas Bakker")).to_have_count(0)
    assert (await office.anna.ask(STAFF, search="Bas Bakker"))["employees"]["nodes"] == [bas]


async def test_settings_are_saved_and_a_conflict_keeps_what_was_typed(
    office: Office, desk: Visitor, settings: dict[str, Any]
) -> None:
    page = desk.page
    await go(page, "Instellingen")
    terms = page.get_by_role("region", name="Termijnen en herinneringen")
    about = page.get_by_role("region", name="Organisatie")
    links = page.get_by_role("region", name="Links zonder inloggen")

    await terms.get_by_label("Eigenaar herinneren na").fill("5")
    await press(terms, "Opslaan")
    await expect(terms.get_by_text("Opgeslagen")).to_be_visible()
    await links.get_by_label("Een link werkt").fill("400")
    await press(links, "Opslaan")
    await expect(links.get_by_label("Een link werkt")).to_have_accessible_description(re.compile("1 tot en met 365"))
    await about.get_by_label("Telefoonnummer").fill("020 123 45 67")
    await office.anna.act(SET, phone="0201112233", name="Van Dam Beheer", firstResponderBecomesHandler=False)
    await press(about, "Opslaan")

    await expect(about.get_by_role("alert")).to_contain_text("Iemand anders heeft dit intussen gewijzigd")
    await expect(about.get_by_label("Telefoonnummer")).to_have_value("020 123 45 67")
    await expect(about.get_by_label("Telefoonnummer")).to_have_accessible_description(
        "Intussen gewijzigd in: 020 1112233"
    )
    await expect(about.get_by_label("Naam")).to_have_value("Van Dam Beheer")
    await expect(page.get_by_label("Wie als eerste antwoordt, wordt behandelaar")).not_to_be_checked()
    await expect(links.get_by_label("Een link werkt")).to_have_value("400")
    await about.get_by_label("Naam").fill("Van Dam")
    await press(about, "Opslaan")
    await expect(about.get_by_text("Opgeslagen")).to_be_visible()
    now = (await office.anna.ask(SETTINGS))["settings"]
    assert (now["name"], now["phone"], now["ownerReminderDays"]) == ("Van Dam", "+31201234567", 5)
    assert now["guestLinkDays"] == settings["guestLinkDays"]


async def test_what_is_not_saved_of_the_settings_waits_until_it_is_undone(
    office: Office, desk: Visitor, settings: dict[str, Any]
) -> None:
    page = desk.page
    await go(page, "Instellingen")
    about, links = (page.get_by_role("region", name=name) for name in ("Organisatie", "Links zonder inloggen"))
    await about.get_by_label("Telefoonnummer").fill("020 765 43 21")
    await links.get_by_label("Een link werkt").fill("77")
    await go(page, "Contacten")
    await office.anna.act(SET, name="Van Dam en dochters")

    await go(page, "Instellingen")
    await expect(about.get_by_label("Telefoonnummer")).to_have_value("020 765 43 21")
    await press(about, "Opslaan")
    await expect(about.get_by_text("Opgeslagen", exact=True)).to_be_visible()
    await expect(links.get_by_text("Nog niet opgeslagen")).to_be_visible()
    await press(links, "Ongedaan maken")

    await expect(links.get_by_label("Een link werkt")).to_have_value(str(settings["guestLinkDays"]))
    await expect(links.get_by_text("Nog niet opgeslagen")).to_have_count(0)
    now = (await office.anna.ask(SETTINGS))["settings"]
    assert (now["name"], now["phone"]) == ("Van Dam en dochters", "+31207654321")
    assert now["guestLinkDays"] == settings["guestLinkDays"]


async def test_who_is_no_admin_sees_no_settings(browser: Browser, office: Office) -> None:
    await office.anna.act(house.INVITE_EMPLOYEE, name="Agnes", email="agnes@van-dam.example", idempotencyKey=new_key())
    await give_password_of_anna(office, "agnes@van-dam.example")

    async with visiting(browser, office.url, PHONE, has_touch=True) as visitor:
        page = visitor.page
        await enter(page, f"{office.url}/desk/settings", "agnes@van-dam.example")
        await expect(page.get_by_role("heading", name="Incidenten")).to_be_visible()
        await expect(page.get_by_role("link", name="Instellingen")).to_have_count(0)
        await go(page, "Contacten")
        await expect(page.get_by_role("table")).to_be_visible()
        await go(page, "Objecten")
        await page.get_by_role("link", name=re.compile("Damstraat 12")).click()
        await expect(page.get_by_role("heading", name="Eenheden")).to_be_visible()


async def public_categories(office: Office) -> list[dict[str, Any]]:
    return list((await Person(office.server).ask(FORM))["organisation"]["reportForm"]["categories"])


async def give_password_of_anna(office: Office, email: str) -> None:
    async with aiosqlite.connect(office.server.log.parent / "browser.sqlite3") as connection:
        anna = "(SELECT password_hash FROM employee WHERE email = 'anna@van-dam.example')"
        await connection.execute(f"UPDATE employee SET password_hash = {anna} WHERE email = ?", [email])
        await connection.commit()
