"""What Anna does in the registers of the desk: contacts, properties and post."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.browser.answers import cut_off, unanswered
from tests.browser.conftest import DESK, Office, Visitor, create_contact, visiting
from tests.browser.walking import choose, enter, go, press
from tests.journeys.clients import Person
from tests.journeys.scene import settle_in, sign_in
from tests.journeys.service import environment, serving
from tests.notifications.peers import mail_server

pytestmark = [pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="session")]

INVITE = "mutation ($input: InviteToPortalInput!) { inviteToPortal(input: $input) { errors { code } } }"
CONTACTS = """query ($search: String) { contacts(filter: { search: $search }) {
  nodes { name type company trade email phone locale preferredChannels hasAccount isArchived version } } }"""
UPDATE_CONTACT = "mutation ($input: UpdateContactInput!) { updateContact(input: $input) { errors { code } } }"
PROPERTIES = """query ($search: String) { properties(search: $search) { nodes { address isManagedForOwner
  units { label tenancies { fromOn tenant { name } } } ownerships { fromOn seesIncidents owner { name } } } } }"""


async def test_a_contact_is_added_by_its_type_and_given_a_job(office: Office, desk: Visitor) -> None:
    page = desk.page
    await go(page, "Contacten")

    await page.get_by_role("button", name="+ Contact toevoegen").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("button", name="Toevoegen")).to_be_disabled()
    await dialog.get_by_text("Externe partij").click()
    await dialog.get_by_label("Naam").fill("Wim Waterman")
    await dialog.get_by_label("Vak").fill("loodgieter")
    await dialog.get_by_label("E-mailadres").fill("geen adres")
    await dialog.get_by_label("Sms").check()
    await press(dialog, "Toevoegen")
    await expect(dialog.get_by_label("E-mailadres")).to_be_focused()
    await expect(dialog.get_by_label("E-mailadres")).to_have_accessible_description(
        re.compile("geen geldig e-mailadres")
    )
    await dialog.get_by_label("E-mailadres").fill("wim@example.org")
    await dialog.get_by_label("Telefoonnummer").fill("06-12345678")
    await press(dialog, "Toevoegen")

    await expect(page.get_by_role("heading", name="Wim Waterman")).to_be_visible()
    await expect(page).to_have_title(re.compile("Wim Waterman"))
    await expect(page.get_by_role("link", name="06 12345678")).to_have_attribute("href", "tel:+31612345678")
    [wim] = (await office.anna.ask(CONTACTS, search="Wim Waterman"))["contacts"]["nodes"]
    assert (wim["type"], wim["trade"], wim["preferredChannels"]) == ("EXTERNAL_PARTY", "loodgieter", ["EMAIL", "SMS"])

    await page.goto(f"{office.url}/desk/incidents/{office.incident['reference']}")
    await page.get_by_role("button", name="+ Sub-incident").click()
    await dialog.get_by_role("combobox").fill("waterm")
    await dialog.get_by_role("option", name=re.compile("Wim Waterman")).click()
    await dialog.get_by_label("Titel").fill("Kraan")
    await dialog.get_by_label("Wat wordt er gevraagd?").fill("De kraan lekt.")
    await press(dialog, "Versturen")
    await expect(page.get_by_role("heading", name="Kraan")).to_be_visible()


async def test_contacts_are_found_as_one_types_narrowed_and_archived(office: Office, desk: Visitor) -> None:
    await create_contact(office.anna, "Karel Kwast", "EXTERNAL_PARTY", trade="schilder")
    await create_contact(office.anna, "Karla Kwast", "TENANT")
    page = desk.page
    await go(page, "Contacten")
    rows = page.get_by_role("row").filter(has=page.get_by_role("rowheader"))

    await page.keyboard.press("/")
    await page.keyboard.type("kwast")
    await expect(rows).to_have_count(2)
    await press(page, "Extern")
    await expect(rows).to_have_count(1)
    await page.get_by_role("link", name="Karel Kwast").press("Enter")
    await press(page, "Archiveren")
    await press(page.get_by_role("dialog"), "Archiveren")
    await expect(page.get_by_role("button", name="Terugzetten")).to_be_visible()
    await page.get_by_role("main").get_by_role("link", name="Contacten").click()
    await expect(page.get_by_text("Niets gevonden.")).to_be_visible()
    await press(page, "Gearchiveerd")
    await page.get_by_role("link", name="Karel Kwast").click()
    await press(page, "Terugzetten")
    await expect(page.get_by_role("button", name="Archiveren")).to_be_visible()

    [karel] = (await office.anna.ask(CONTACTS, search="Karel Kwast"))["contacts"]["nodes"]
    assert karel["isArchived"] is False


async def test_a_long_list_comes_in_pages(office: Office, desk: Visitor) -> None:
    for number in range(31):
        await create_contact(office.anna, f"Rij {number:02}", "TENANT")
    page = desk.page
    await go(page, "Contacten")
    rows = page.get_by_role("row").filter(has=page.get_by_role("rowheader"))

    await page.get_by_role("searchbox").fill("rij")
    await expect(rows.first).to_contain_text("Rij 00")
    await expect(rows).to_have_count(30)
    await press(page, "Meer laden")
    await expect(rows).to_have_count(31)

    await expect(page.get_by_role("button", name="Meer laden")).to_have_count(0)


async def test_a_contact_is_let_into_the_portal_and_out_of_it(office: Office, desk: Visitor) -> None:
    contact = await create_contact(office.anna, "Petra Portaal", "TENANT")
    page = desk.page
    await page.goto(f"{office.url}/desk/contacts/{contact}")

    await press(page, "Uitnodigen voor Mijn Portaal")
    await press(page.get_by_role("dialog"), "Uitnodigen voor Mijn Portaal")
    await expect(page.get_by_text("De uitnodiging is onderweg.")).to_be_visible()
    assert (await office.anna.ask(CONTACTS, search="Petra"))["contacts"]["nodes"][0]["hasAccount"] is True
    await press(page, "Toegang beëindigen")
    await press(page.get_by_role("dialog"), "Toegang beëindigen")
    await expect(page.get_by_text("Heeft geen toegang.")).to_be_visible()

    assert (await office.anna.ask(CONTACTS, search="Petra"))["contacts"]["nodes"][0]["hasAccount"] is False


async def test_a_contact_that_two_change_at_once_keeps_what_both_meant(office: Office, desk: Visitor) -> None:
    contact = await create_contact(office.anna, "Tineke Twee", "TENANT", email="tineke@example.org")
    page = desk.page
    await page.goto(f"{office.url}/desk/contacts/{contact}")
    await press(page, "Wijzigen")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Naam").fill("Tineke Twee-Drie")

    await office.anna.act(UPDATE_CONTACT, contactId=contact, phone="0612345699", name="Tineke de Twee")
    await press(dialog, "Opslaan")
    await expect(dialog.get_by_role("alert")).to_contain_text("Iemand anders heeft dit intussen gewijzigd")
    await expect(dialog.get_by_label("Naam")).to_have_value("Tineke Twee-Drie")
    await expect(dialog.get_by_label("Naam")).to_have_accessible_description("Intussen gewijzigd in: Tineke de Twee")
    await expect(dialog.get_by_label("Telefoonnummer")).to_have_value("06 12345699")
    await press(dialog, "Opslaan")

    await expect(page.get_by_role("heading", name="Tineke Twee-Drie")).to_be_visible()
    [tineke] = (await office.anna.ask(CONTACTS, search="Tineke"))["contacts"]["nodes"]
    assert (tineke["name"], tineke["phone"], tineke["email"]) == (
        "Tineke Twee-Drie",
        "+31612345699",
        "tineke@example.org",
    )


async def test_a_property_gets_a_unit_an_owner_with_insight_and_a_tenant(office: Office, desk: Visitor) -> None:
    await create_contact(office.anna, "Olga Ooms", "OWNER")
    await create_contact(office.anna, "Hugo Huur", "TENANT")
    page = desk.page
    dialog = page.get_by_role("dialog")
    await go(page, "Objecten")

    await page.get_by_role("button", name="+ Object toevoegen").click()
    await dialog.get_by_label("Straat").fill("Kerkweg")
    await dialog.get_by_label("Huisnummer").fill("8")
    await dialog.get_by_label("Postcode").fill("1234ab")
    await dialog.get_by_label("Plaats").fill("Hoorn")
    await press(dialog, "Toevoegen")
    await expect(page.get_by_role("heading", name="Kerkweg 8, 1234 AB Hoorn")).to_be_visible()
    await page.get_by_role("button", name="+ Eenheid toevoegen").click()
    await dialog.get_by_label("Naam van de eenheid").fill("8A")
    await press(dialog, "Toevoegen")
    await page.get_by_role("button", name="Huurder toevoegen aan 8A").click()
    await choose(dialog, "Hugo")
    await dialog.get_by_label("Vanaf").fill("2024-05-01")
    await press(dialog, "Toevoegen")
    await expect(page.get_by_text("sinds 1 mei 2024")).to_be_visible()
    await page.get_by_role("button", name="+ Eigenaar toevoegen").click()
    await choose(dialog, "Olga")
    await dialog.get_by_label("Vanaf").fill("2020-01-01")
    await dialog.get_by_label("Tot en met").fill("2019-01-01")
    await press(dialog, "Toevoegen")
    await expect(dialog.get_by_label("Tot en met")).to_have_accessible_description(re.compile("Deze periode kan niet"))
    await dialog.get_by_label("Tot en met").fill("")
    await press(dialog, "Toevoegen")
    await expect(page.get_by_text("Beheerd voor een eigenaar")).to_be_visible()
    insight = page.get_by_label("Inzicht in incidenten voor Olga Ooms")
    await insight.click()
    await expect(insight).to_be_enabled()

    [kerkweg] = (await office.anna.ask(PROPERTIES, search="Kerkweg"))["properties"]["nodes"]
    assert kerkweg == {
        "address": "Kerkweg 8, 1234 AB Hoorn",
        "isManagedForOwner": True,
        "units": [{"label": "8A", "tenancies": [{"fromOn": "2024-05-01", "tenant": {"name": "Hugo Huur"}}]}],
        "ownerships": [{"fromOn": "2020-01-01", "seesIncidents": True, "owner": {"name": "Olga Ooms"}}],
    }
    await page.get_by_role("link", name="Hugo Huur").click()
    await expect(page.get_by_role("link", name="Kerkweg 8, 1234 AB Hoorn, 8A")).to_be_visible()


async def test_a_property_leads_to_its_incidents(office: Office, desk: Visitor) -> None:
    page = desk.page
    await page.goto(f"{office.url}/desk/properties/{office.ids['propertyId']}")

    await page.get_by_role("main").get_by_role("link", name="Incidenten").click()

    await expect(
        page.get_by_role("navigation", name="Onderdelen").get_by_role("link", name="Incidenten")
    ).to_have_attribute("aria-current", "page")
    await expect(page.locator(".row").first).to_contain_text("Damstraat 12")


async def test_what_is_typed_survives_a_broken_line_and_is_sent_once(office: Office, desk: Visitor) -> None:
    page = desk.page
    await go(page, "Contacten")
    await page.get_by_role("button", name="+ Contact toevoegen").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_text("Eigenaar:").click()
    await dialog.get_by_label("Naam").fill("Ida Eenmaal")

    async with unanswered(page, "CreateContact"):
        await press(dialog, "Toevoegen")
        await expect(dialog.get_by_role("alert")).to_contain_text("Geen verbinding")
    await press(dialog, "Toevoegen")

    await expect(page.get_by_role("heading", name="Ida Eenmaal")).to_be_visible()
    assert len((await office.anna.ask(CONTACTS, search="Ida Eenmaal"))["contacts"]["nodes"]) == 1
    desk.forgive("ERR_FAILED")


async def test_a_form_that_was_filled_in_is_thrown_away_at_the_second_escape(desk: Visitor) -> None:
    page = desk.page
    await go(page, "Contacten")
    await page.get_by_role("button", name="+ Contact toevoegen").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_text("Eigenaar:").click()
    await dialog.get_by_label("Naam").fill("Bijna weg")

    await page.keyboard.press("Escape")
    await expect(dialog.get_by_role("alert")).to_contain_text("nog eens op Escape")
    await expect(dialog.get_by_label("Naam")).to_have_value("Bijna weg")
    await page.keyboard.press("Escape")

    await expect(dialog).to_have_count(0)


async def test_a_list_that_is_out_of_reach_says_so_and_comes_back(office: Office, desk: Visitor) -> None:
    page = desk.page
    await go(page, "Contacten")
    await page.get_by_role("table").wait_for()

    async with cut_off(page):
        await go(page, "Objecten")
        await expect(page.get_by_role("alert")).to_contain_text("Geen verbinding")
    await press(page, "Opnieuw proberen")

    await expect(page.get_by_role("link", name=re.compile("Damstraat 12"))).to_be_visible()
    desk.forgive("ERR_FAILED")


async def test_a_failed_delivery_is_sent_again(browser: Browser, tmp_path: Path) -> None:
    async with mail_server() as letters, house_with_mail(tmp_path, letters.port) as (url, anna):
        letters.refuse["piet@example.org"] = "550 5.1.1 no such user"
        piet = await create_contact(anna, "Piet Loods", "EXTERNAL_PARTY", email="piet@example.org")
        await anna.act(
            "mutation ($input: InviteToPortalInput!) { inviteToPortal(input: $input) { errors { code } } }",
            contactId=piet,
        )
        async with visiting(browser, url, DESK) as visitor:
            page = visitor.page
            await enter(page, f"{url}/desk/post", "anna@van-dam.example")
            row = page.get_by_role("row", name=re.compile("Piet Loods"))
            await expect(row).to_contain_text("Uitnodiging voor Mijn Portaal")
            await expect(row).to_contain_text("Mislukt")
            await expect(row).to_contain_text("550")

            del letters.refuse["piet@example.org"]
            await press(page, "Mislukt")
            await page.get_by_role(
                "button", name="Uitnodiging voor Mijn Portaal aan Piet Loods opnieuw versturen"
            ).click()
            await expect(page.get_by_text("Niets is mislukt.")).to_be_visible()
            await press(page, "Alles")
            await expect(row).to_contain_text("Verstuurd")

        assert [letter["To"].addresses[0].addr_spec for letter in letters.letters] == ["piet@example.org"]


async def test_the_registers_are_loaded_when_they_are_opened(office: Office, desk: Visitor) -> None:
    loaded: list[str] = []
    desk.page.on("request", lambda request: loaded.append(request.url))

    await desk.page.reload()
    await desk.page.locator(".composer").wait_for()
    assert not [url for url in loaded if re.search("registers|administration", url)]

    await go(desk.page, "Post")
    await expect(desk.page.get_by_role("heading", name="Post")).to_be_visible()
    assert [url for url in loaded if "registers" in url]


@asynccontextmanager
async def house_with_mail(folder: Path, port: int) -> AsyncIterator[tuple[str, Person]]:
    """A service of its own, whose letters go to a mail server."""
    env = environment(folder, database_url=f"sqlite://{folder}/post.sqlite3", mail="smtp", smtp_port=port)
    await settle_in(env, folder)
    async with serving(env, folder) as service:
        yield f"http://127.0.0.1:{service.here.port}", await sign_in(service.here)
