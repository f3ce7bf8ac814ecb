"""What plumbers, owners and tenants do in Mijn Portaal."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import DESK, Office, Visitor, report
from tests.browser.portal import contact, enter, owns, rents, report_for, row
from tests.journeys import documents as do
from tests.pictures import photo

pytestmark = [pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="session")]

REPORTED = """query ($reference: String!) { incident(reference: $reference) { title description unit { label }
  reporter { name } thread { messages(first: 5) { nodes { attachments { contentType } } } } } }"""


async def test_a_plumber_sees_a_new_job_appear_and_takes_it(office: Office, phone: Visitor) -> None:
    plumber, email = await contact(office, "Piet Loods", "EXTERNAL_PARTY")
    page = await enter(office, phone, email)
    await expect(page.get_by_text("Er is niets waar u nu iets aan hoeft te doen.")).to_be_visible()
    await expect(page.get_by_role("link", name="Melding doen")).to_have_count(0)

    job = await office.give_job("Ketel lekt", to=plumber)
    await expect(page.get_by_role("heading", name="Wacht op u 1")).to_be_visible()
    await expect(row(page, "Ketel lekt")).to_contain_text("Wacht op uw antwoord")
    await expect(page).to_have_title(re.compile(r"^\(1\) "))

    await row(page, "Ketel lekt").click()
    await page.get_by_role("button", name="Opdracht aannemen").click()
    await expect(page.locator(".status")).to_have_text("Geaccepteerd")
    await job.says("Neem een ladder mee")
    await expect(page.locator(".bubble")).to_have_text("Neem een ladder mee")
    await expect(page).to_have_title("Mijn Portaal")
    await page.get_by_role("link", name="Overzicht").click()

    assert (await job.stands())["status"] == "ACCEPTED"
    await expect(row(page, "Ketel lekt")).to_contain_text("Anna: Neem een ladder mee")
    await expect(row(page, "Ketel lekt").locator(".count")).to_have_count(0)
    await expect(row(page, "Ketel lekt")).to_be_focused()


async def test_what_has_ended_moves_to_its_own_list_by_itself(office: Office, phone: Visitor) -> None:
    plumber, email = await contact(office, "Piet Loods", "EXTERNAL_PARTY")
    job = await office.give_job("Kraan vervangen", to=plumber)
    page = await enter(office, phone, email)
    await row(page, "Kraan vervangen").wait_for()

    await office.anna.act(do.MOVE, subIncidentId=job.id, status={"workOrder": "WITHDRAWN"})

    await expect(row(page, "Kraan vervangen")).to_have_count(0)
    await page.get_by_role("button", name="Afgerond").click()
    await expect(row(page, "Kraan vervangen")).to_contain_text("Ingetrokken")


async def test_an_owner_reads_along_with_what_it_owns_and_sees_nothing_else(office: Office, phone: Visitor) -> None:
    owner, email = await contact(office, "Wilma Vos", "OWNER")
    await owns(office, owner, seesIncidents=True)
    await office.give_job("Alleen voor de loodgieter")
    incident = await report(office.anna, office.ids, "Barst in de muur")
    question = await office.ask_owner(owner)
    page = await enter(office, phone, email)

    await expect(row(page, "Barst in de muur")).to_contain_text("Op uw pand")
    await expect(row(page, "Nieuwe ketel")).to_contain_text("Vraag")
    await expect(row(page, "Alleen voor de loodgieter")).to_have_count(0)
    await row(page, "Barst in de muur").click()
    await expect(page.get_by_text("U leest mee.", exact=False).first).to_be_visible()
    await expect(page.locator(".composer")).to_have_count(0)
    assert incident["reference"] in page.url

    await page.goto(f"{office.url}/portal/questions/{question.reference}")
    await page.get_by_role("button", name="Akkoord", exact=True).click()
    await page.get_by_role("button", name="Bevestigen").click()
    await expect(page.locator(".status")).to_have_text("Akkoord")


async def test_who_owns_and_rents_sees_all_of_it_and_which_is_which(office: Office, phone: Visitor) -> None:
    owner, email = await contact(office, "Hendrik Kuiper", "OWNER")
    tenant, _ = await contact(office, "Hendrik Kuiper", "TENANT", email=email)
    await rents(office, tenant)
    await owns(office, owner)
    await report_for(office, tenant, "Bij mij lekt het")
    await office.ask_owner(owner)
    page = await enter(office, phone, email)

    await expect(row(page, "Bij mij lekt het")).to_contain_text("Melding")
    await expect(row(page, "Nieuwe ketel")).to_contain_text("Vraag")


async def test_a_tenant_reports_with_photos_and_comes_to_the_report(office: Office, phone: Visitor) -> None:
    tenant, email = await contact(office, "Tom Jansen", "TENANT")
    await rents(office, tenant)
    page = await enter(office, phone, email)

    await page.get_by_role("link", name="Melding doen").click()
    await page.get_by_text("Verwarming").click()
    await page.get_by_role("button", name="Verder met melden").click()
    await page.get_by_role("button", name="Melding versturen").click()
    await expect(page.get_by_label("In een paar woorden")).to_be_focused()
    await page.get_by_label("In een paar woorden").fill("Radiator lekt")
    await page.get_by_label("Beschrijving").fill("In de woonkamer.")
    files = [{"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": photo(900, 700)} for name in ("een", "twee")]
    await page.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    await expect(page.get_by_text(re.compile("2 foto.s staan klaar"))).to_be_visible()
    await page.get_by_role("button", name="Melding versturen").click()
    await expect(page.get_by_role("heading", name="Uw melding is aangekomen")).to_be_focused()
    reference = await page.locator("strong.reference").inner_text()
    await page.get_by_role("link", name="Bekijk de melding").click()

    await expect(page.get_by_role("heading", name="Radiator lekt")).to_be_visible()
    await expect(page.locator(".attachments img")).to_have_count(2)
    made = (await office.anna.ask(REPORTED, reference=reference))["incident"]
    assert (made["reporter"]["name"], made["unit"]["label"]) == ("Tom Jansen", "2-hoog")
    assert [len(message["attachments"]) for message in made["thread"]["messages"]["nodes"]] == [2]


async def test_preferences_are_kept(office: Office, phone: Visitor) -> None:
    _, email = await contact(office, "Piet Loods", "EXTERNAL_PARTY", phone="0612345678")
    page = await enter(office, phone, email)
    await page.get_by_role("button", name="Piet Loods").click()
    await page.get_by_role("link", name="Voorkeuren").click()

    await page.get_by_text("Sms naar 06 12345678").click()
    await page.get_by_text("In deze uren niet storen").click()
    shown = await page.get_by_label("Tot", exact=True).bounding_box()
    assert shown is not None
    assert shown["width"] > 100  # there is room for a time
    await page.get_by_label("Tot", exact=True).fill("22:00")
    await page.get_by_role("button", name="Opslaan").click()
    await expect(page.get_by_text("Kies een ander einde dan het begin.")).to_be_visible()
    await page.get_by_label("Tot", exact=True).fill("06:30")
    await page.get_by_text("English", exact=True).click()
    await page.get_by_role("button", name="Opslaan").click()

    await expect(page.get_by_text("Saved")).to_be_visible()
    await page.reload()
    await expect(page.get_by_label("Text message to 06 12345678")).to_be_checked()
    await expect(page.get_by_label("Until", exact=True)).to_have_value("06:30")
    await expect(page.get_by_role("heading", name="Preferences")).to_be_visible()


async def test_on_a_desk_the_overview_stays_beside_what_is_open(office: Office, phone: Visitor) -> None:
    plumber, email = await contact(office, "Piet Loods", "EXTERNAL_PARTY")
    await office.give_job("Eerste klus", to=plumber)
    await office.give_job("Tweede klus", to=plumber)
    await phone.page.set_viewport_size(DESK)
    page = await enter(office, phone, email)

    await row(page, "Eerste klus").click()
    await expect(page.get_by_role("heading", name="Eerste klus")).to_be_visible()
    await row(page, "Tweede klus").click()
    await expect(page.get_by_role("heading", name="Tweede klus")).to_be_visible()

    await expect(row(page, "Tweede klus")).to_have_attribute("aria-current", "page")
    await expect(row(page, "Eerste klus")).to_be_visible()


async def test_who_is_let_out_of_the_portal_sees_nothing_any_more(office: Office, phone: Visitor) -> None:
    plumber, email = await contact(office, "Piet Loods", "EXTERNAL_PARTY")
    await office.give_job("Ketel lekt", to=plumber)
    page = await enter(office, phone, email)
    await row(page, "Ketel lekt").click()
    await page.locator(".composer").wait_for()

    phone.will_say("400 (Bad Request)")  # what the page asks just then, nobody may ask
    await office.anna.act(
        "mutation ($input: EndPortalAccessInput!) { endPortalAccess(input: $input) { errors { code } } }",
        contactId=plumber,
    )

    await page.wait_for_url("**/sign-in/van-dam")
    await expect(page.get_by_text("Ketel lekt")).to_have_count(0)
