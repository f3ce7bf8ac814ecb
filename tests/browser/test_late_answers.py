"""What comes late, twice or in between: an answer for what was open before, a second press, somebody else's change."""

import re

import pytest
from playwright.async_api import WebSocketRoute, expect

from tests.browser.answers import cut_off, held
from tests.browser.conftest import Office, Visitor, create_contact
from tests.browser.form import begun, fill_in
from tests.browser.portal import contact
from tests.browser.portal import enter as enter_portal
from tests.browser.test_sending_a_report import HOLD_PHOTOS, pictures
from tests.browser.walking import go, press
from tests.journeys import documents as do

pytestmark = [pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="session")]

UPDATE_INCIDENT = """mutation ($input: UpdateIncidentInput!) {
  updateIncident(input: $input) { errors { code message } } }"""
SAYS = "query ($id: ID!) { incident(id: $id) { title description priority } }"
STATUS = "query ($id: ID!) { incident(id: $id) { status version handler { displayName } } }"
FOLLOW = """path => {
  const link = Object.assign(document.createElement("a"), { href: path });
  document.body.append(link);
  link.click();
  link.remove();
}"""


async def test_an_incident_that_comes_late_does_not_take_the_place_of_what_is_open(
    office: Office, desk: Visitor
) -> None:
    slow = await office.report("Traag incident")
    page = desk.page
    row = page.locator(".row", has_text="Traag incident").first

    async with held(page, slow["reference"]) as answers:
        await row.click()
        await answers.come()
        await page.go_back()
        await expect(page.get_by_role("heading", name="Geen warm water", level=1)).to_be_visible()
        await answers.let_go()

    await expect(page.get_by_role("heading", name="Geen warm water", level=1)).to_be_visible()
    await expect(page.get_by_role("heading", name="Traag incident")).to_have_count(0)


async def test_people_who_were_found_late_are_not_offered_for_what_was_typed_since(
    office: Office, desk: Visitor
) -> None:
    await create_contact(office.anna, "Aad Traag", "EXTERNAL_PARTY")
    await create_contact(office.anna, "Zeger Snel", "EXTERNAL_PARTY")
    page, dialog = desk.page, desk.page.get_by_role("dialog")
    await press(page, "+ Sub-incident")
    options = dialog.get_by_role("option")

    async with held(page, "Aad Tr") as answers:
        await dialog.get_by_role("combobox").fill("Aad Tr")
        await answers.come()
        await dialog.get_by_role("combobox").fill("Zeger")
        await expect(options).to_have_text([re.compile("Zeger Snel")])
        await answers.let_go()

    await expect(options).to_have_text([re.compile("Zeger Snel")])


async def test_a_job_goes_to_nobody_who_was_chosen_before_and_is_not_in_the_field(
    office: Office, desk: Visitor
) -> None:
    await create_contact(office.anna, "Aad Eerder", "EXTERNAL_PARTY")
    page, dialog = desk.page, desk.page.get_by_role("dialog")
    await press(page, "+ Sub-incident")
    await dialog.get_by_role("combobox").fill("Aad Eerder")
    await dialog.get_by_role("option", name=re.compile("Aad Eerder")).click()
    await dialog.get_by_text("Eigenaar", exact=False).first.click()
    await dialog.get_by_text("Extern", exact=False).first.click()
    await dialog.get_by_role("combobox").fill("Iemand anders")
    await dialog.get_by_label("Titel").fill("Dakgoot")
    await dialog.get_by_label("Wat wordt er gevraagd?").fill("De goot lekt.")
    await press(dialog, "Versturen")

    await expect(dialog.get_by_role("combobox")).to_have_js_property("validity.customError", True)
    await expect(page.locator(".thread-tabs").get_by_role("link")).to_have_count(1)


async def test_who_sets_a_handler_leaves_the_status_as_others_set_it_meanwhile(office: Office, desk: Visitor) -> None:
    page, dialog = desk.page, desk.page.get_by_role("dialog")
    await press(page, "Status en behandelaar")
    await dialog.get_by_label("Behandelaar").select_option("Anna")
    for status in ("IN_PROGRESS", "RESOLVED"):
        now = (await office.anna.ask(STATUS, id=office.incident["id"]))["incident"]
        await office.anna.act(
            do.STATUS, incidentId=office.incident["id"], status=status, expectedVersion=now["version"]
        )
    await expect(page.locator(".incident-state .chip")).to_have_text("Opgelost")

    await press(dialog, "Opslaan")

    await expect(page.locator(".incident-state")).to_have_text(re.compile("Opgelost.*Anna"))
    assert (await office.anna.ask(STATUS, id=office.incident["id"]))["incident"]["status"] == "RESOLVED"


async def test_pressing_twice_sends_a_link_once(office: Office, desk: Visitor) -> None:
    await office.give_job()
    page = desk.page
    await page.locator(".thread-tabs").get_by_role("link", name=re.compile("Piet Loods")).click()
    await page.get_by_text("Links en verzending").click()
    again = page.get_by_role("button", name=re.compile("sms", re.IGNORECASE))

    async with held(page, "IssueLink") as answers:
        await again.dblclick()
        await answers.come()
        await answers.let_go()
        await expect(again).to_be_enabled()

    assert answers.count == 1


async def test_what_was_saved_of_one_contact_does_not_take_the_place_of_another(office: Office, desk: Visitor) -> None:
    one = await create_contact(office.anna, "Aad Eerst", "TENANT")
    other = await create_contact(office.anna, "Bea Daarna", "TENANT")
    page, dialog = desk.page, desk.page.get_by_role("dialog")
    for who in (other, one):
        await page.evaluate(FOLLOW, f"/desk/contacts/{who}")
        await page.get_by_role("heading", name="Aad Eerst" if who == one else "Bea Daarna").wait_for()

    async with held(page, "UpdateContact") as answers:
        await press(page, "Wijzigen")
        await dialog.get_by_label("Telefoonnummer").fill("0612345678")
        await press(dialog, "Opslaan")
        await answers.come()
        await page.go_back()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Bea Daarna")
        await answers.let_go()

    await expect(page.get_by_role("heading", level=1)).to_have_text("Bea Daarna")


async def test_a_conversation_that_did_not_come_is_asked_for_again(office: Office, desk: Visitor) -> None:
    await office.give_job()
    page = desk.page
    async with cut_off(page, "OpenThread"):
        await page.locator(".thread-tabs").get_by_role("link", name=re.compile("Piet Loods")).click()
        await expect(page.locator(".incident-scroll").get_by_role("alert")).to_be_visible()

    await press(page, "Opnieuw proberen")

    await expect(page.locator(".composer")).to_be_visible()
    desk.forgive("ERR_FAILED")


async def test_a_photo_that_is_still_being_made_smaller_goes_with_the_form_that_is_cleared(
    office: Office, phone: Visitor
) -> None:
    page = await begun(office, phone)
    await fill_in(page, "Lekt")
    await page.evaluate(HOLD_PHOTOS)
    await page.locator("input[type=file]").set_input_files(pictures("een"))
    await expect(page.locator(".preparing")).to_be_visible()

    await press(page, "Formulier leegmaken")
    await press(page, "Ja, wissen")
    await page.get_by_text("Verwarming").click()
    await press(page, "Verder met melden")
    await page.evaluate("dispatchEvent(new Event('let-go'))")
    await page.locator("input[type=file]").set_input_files(pictures("twee"))

    await expect(page.locator(".picked img")).to_have_attribute("alt", "twee.jpg")


async def test_what_is_typed_in_a_dialog_stays_when_there_is_nothing_left_to_do(office: Office, phone: Visitor) -> None:
    question = await office.ask_owner()
    page = await phone.open(question.link)
    await press(page, "Eerst iets vragen")
    await page.get_by_label("Uw vraag").fill("Hoe oud is de ketel?")

    await office.anna.act(
        do.MOVE,
        subIncidentId=question.id,
        status={"ownerConsultation": "APPROVED"},
        onBehalfOfParty=True,
        decidedBy="mevrouw Kuiper",
        reason="Aan de telefoon",
    )
    await expect(page.locator(".status")).to_have_text("Akkoord")

    await expect(page.get_by_label("Uw vraag")).to_have_value("Hoe oud is de ketel?")
    await page.get_by_role("dialog").get_by_role("button", name="Versturen").click()
    await expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()


async def test_more_of_what_has_ended_comes_once_however_often_it_is_pressed(office: Office, phone: Visitor) -> None:
    plumber, email = await contact(office, "Piet Loods", "EXTERNAL_PARTY")
    for number in range(22):
        job = await office.give_job(f"Klus {number}", to=plumber)
        await office.anna.act(do.MOVE, subIncidentId=job.id, status={"workOrder": "WITHDRAWN"})
    page = await enter_portal(office, phone, email)
    await press(page, "Afgerond")
    await expect(page.locator(".overview .row")).to_have_count(20)

    async with held(page, "Overview") as answers:
        await page.get_by_role("button", name="Meer laden").dblclick()
        await answers.come()
        await answers.let_go()

    await expect(page.locator(".overview .row")).to_have_count(22)
    titles = await page.locator(".overview .row-title").all_inner_texts()
    assert len(titles) == len(set(titles)) == 22


async def test_a_line_that_only_seems_open_is_mended_and_nothing_is_missed(office: Office, phone: Visitor) -> None:
    job = await office.give_job()
    page, lines, dead = phone.page, list[WebSocketRoute](), list[WebSocketRoute]()

    def between(line: WebSocketRoute) -> None:
        service = line.connect_to_server()
        line.on_message(lambda said: None if line in dead else service.send(said))
        service.on_message(lambda said: None if line in dead else line.send(said))
        lines.append(line)

    await page.clock.install()
    await page.route_web_socket("**/graphql", between)
    await phone.open(job.link)
    await job.says("Een")
    await expect(page.get_by_text("Een", exact=True)).to_be_visible()
    dead.extend(lines)
    await job.says("Twee")

    for passed in (21, 11, 2):  # seconds: until it asks, until no answer came, until it tries again
        await page.clock.fast_forward(passed * 1000)

    await expect(page.get_by_text("Twee", exact=True)).to_be_visible()
    await expect(page.locator(".bubble")).to_have_text(["Een", "Twee"])


async def test_a_refusal_that_comes_late_leaves_who_types_elsewhere_alone(desk: Visitor) -> None:
    page = desk.page
    await go(page, "Instellingen")
    phone, days = page.get_by_label("Telefoonnummer"), page.get_by_label("Een link werkt")
    await days.fill("400")

    async with held(page, "UpdateSettings") as answers:
        await press(page.get_by_role("region", name="Links zonder inloggen"), "Opslaan")
        await answers.come()
        await phone.press_sequentially("020 ")
        await answers.let_go()
    await expect(days).to_have_accessible_description(re.compile("1 tot en met 365"))
    await page.keyboard.type("123 45 67")

    await expect(phone).to_have_value("020 123 45 67")
    await expect(days).to_have_value("400")


async def test_what_came_while_nothing_could_be_said_counts_as_read_once_it_can(
    office: Office, desk: Visitor, phone: Visitor
) -> None:
    job, lines = await office.give_job(), list[WebSocketRoute]()

    def between(line: WebSocketRoute) -> None:
        line.connect_to_server()
        lines.append(line)

    await phone.page.route_web_socket("**/graphql", between)
    page = await phone.open(job.link)
    await desk.page.locator(".thread-tabs").get_by_role("link", name=re.compile("Piet Loods")).click()
    async with cut_off(page, "MarkThreadRead"), page.expect_event("requestfailed"):
        await job.says("Bent u er?")
    await expect(page.get_by_text("Bent u er?")).to_be_visible()

    await lines[-1].close(code=1012)

    await expect(desk.page.locator(".read-by")).to_have_text(re.compile("Gelezen door Piet"))
    phone.forgive("ERR_FAILED")


async def test_what_others_change_of_an_incident_meanwhile_is_not_undone(office: Office, desk: Visitor) -> None:
    page, dialog, incident = desk.page, desk.page.get_by_role("dialog"), office.incident["id"]
    save = dialog.get_by_role("button", name="Opslaan")
    await press(page, "Gegevens wijzigen")
    await dialog.get_by_label("Titel").fill("Koud water")
    await office.anna.act(UPDATE_INCIDENT, incidentId=incident, priority="URGENT", description="Sinds maandag.")
    await expect(page.locator(".row[aria-current] .priority")).to_have_text("Spoed")
    await save.click()
    await expect(page.get_by_role("heading", name="Koud water", level=1)).to_be_visible()
    now = (await office.anna.ask(SAYS, id=incident))["incident"]
    assert now == {"title": "Koud water", "description": "Sinds maandag.", "priority": "URGENT"}

    await press(page, "Gegevens wijzigen")
    await dialog.get_by_label("Titel").fill("IJskoud water")
    await office.anna.act(UPDATE_INCIDENT, incidentId=incident, title="Lauw water")
    await expect(page.get_by_role("heading", name="Lauw water", level=1)).to_be_attached()
    await save.click()
    await expect(dialog.get_by_role("alert")).to_be_visible()
    await expect(dialog.get_by_label("Titel")).to_have_value("IJskoud water")
    await save.click()
    await expect(page.get_by_role("heading", name="IJskoud water", level=1)).to_be_visible()

    await press(page, "Gegevens wijzigen")
    await save.click()
    await expect(dialog).to_have_count(0)
