"""What is typed belongs to a conversation and to a person: it is never shown, kept or sent as another's."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.answers import cut_off
from tests.browser.conftest import DESK, Office, Side, Visitor, photo, visiting
from tests.browser.device import files_kept
from tests.browser.portal import contact
from tests.browser.portal import enter as enter_portal
from tests.browser.walking import enter, press
from tests.journeys.scene import PASSWORD

EMPLOYEES = "{ employees(first: 100) { nodes { id name } } }"
END_SESSIONS = """mutation ($input: EndEmployeeSessionsInput!) {
  endEmployeeSessions(input: $input) { errors { code } } }"""

pytestmark = [pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="session")]


async def to_plumber(page: Page) -> None:
    await page.locator(".thread-tabs").get_by_role("link", name=re.compile("Piet Loods")).click()
    await expect(page.locator(".thread-tabs [aria-current]")).to_have_text(re.compile("Piet Loods"))
    await page.locator(".composer").wait_for()


async def to_incident(page: Page) -> None:
    await page.get_by_role("link", name="Incident", exact=True).click()
    await expect(page.locator(".thread-tabs [aria-current]")).to_have_text(re.compile("^Incident"))
    await page.locator(".composer").wait_for()


async def sign_in_here(page: Page, email: str) -> None:
    await page.get_by_label("E-mailadres").fill(email)
    await page.get_by_label("Wachtwoord").fill(PASSWORD)
    await press(page, "Inloggen")
    await page.locator(".composer").wait_for()


async def sign_out(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name).click()
    await press(page, "Uitloggen")
    await page.get_by_label("Wachtwoord").wait_for()


async def told(office: Office, side: Side) -> list[tuple[str, str]]:
    return [(one["author"]["displayName"], one["body"]) for one in await side.messages()]


async def test_a_note_that_waits_stays_a_note(office: Office, desk: Visitor) -> None:
    job, page = await office.give_job(), desk.page
    field = page.locator(".composer textarea")
    await to_plumber(page)
    await press(page, "Notitie")
    await field.fill("Piet is duur.")

    await to_incident(page)
    await to_plumber(page)
    await expect(field).to_have_value("Piet is duur.")
    await expect(page.get_by_role("button", name="Notitie")).to_have_attribute("aria-pressed", "true")
    await page.reload()
    await expect(field).to_have_value("Piet is duur.")
    await field.press("Control+Enter")

    await expect(page.locator(".message.note:not(.pending)")).to_have_text(re.compile("Piet is duur."))
    assert await job.messages() == []


async def test_photos_that_were_picked_wait_in_their_conversation(office: Office, desk: Visitor) -> None:
    job, page = await office.give_job(), desk.page
    await to_plumber(page)
    await page.locator(".composer input[type=file]").set_input_files([photo("een.png")])
    await expect(page.locator(".picked img")).to_have_count(1)

    await to_incident(page)
    await expect(page.locator(".picked")).to_have_count(0)
    await to_plumber(page)
    await expect(page.locator(".picked img")).to_have_count(1)
    await page.locator(".composer .send").click()

    await expect(page.locator(".message.own:not(.pending) .attachments img")).to_have_count(1)
    [message] = await job.messages()
    assert len(message["attachments"]) == 1


async def test_a_draft_comes_under_what_was_typed_already(office: Office, desk: Visitor) -> None:
    job, page = await office.give_job(), desk.page
    field = page.locator(".composer textarea")
    await field.fill("De code is 4711.")
    await field.press("Control+Enter")
    await page.locator(".message:not(.pending)", has_text="De code is 4711.").hover()
    await press(page, "Delen")
    await page.get_by_role("dialog").get_by_text("Piet Loods").click()
    await press(page, "Concept maken")
    await page.get_by_role("button", name="In bericht zetten").wait_for()

    await field.fill("Dag Piet,")
    await press(page, "In bericht zetten")
    await expect(field).to_have_value("Dag Piet,\n\nDe code is 4711.")
    await field.press("Control+Enter")

    await expect(page.locator(".message.own:not(.pending)")).to_have_count(1)
    assert [message["body"] for message in await job.messages()] == ["Dag Piet,\n\nDe code is 4711."]


async def test_the_next_who_signs_in_finds_nothing_that_was_typed(office: Office, desk: Visitor) -> None:
    page, field = desk.page, desk.page.locator(".composer textarea")
    await field.fill("Van Anna")
    await page.locator(".composer input[type=file]").set_input_files([photo("een.png")])
    await expect(page.locator(".picked img")).to_have_count(1)
    assert await files_kept(page) == 1

    await sign_out(page, "Anna")
    assert await files_kept(page) == 0
    assert await page.evaluate("JSON.stringify({ ...sessionStorage, ...localStorage })") == await page.evaluate(
        "JSON.stringify({ ...sessionStorage, ...localStorage }).replaceAll('Van Anna', '')"
    )
    await sign_in_here(page, "bas@van-dam.example")

    await expect(field).to_have_value("")
    await expect(page.locator(".picked")).to_have_count(0)
    desk.forgive("400 (Bad Request)")  # that nobody types any more may be said as the session ends


async def test_what_one_could_not_send_is_never_sent_by_another(office: Office, desk: Visitor) -> None:
    job, page = await office.give_job(), desk.page
    await to_plumber(page)
    async with cut_off(page, "PostMessage"):
        await page.locator(".composer textarea").fill("Van Anna")
        await page.keyboard.press("Control+Enter")
        await expect(page.locator(".message.pending")).to_have_text(re.compile("Van Anna"))
        await desk.context.clear_cookies()
        await page.reload()
        await page.get_by_label("Wachtwoord").wait_for()

    await sign_in_here(page, "bas@van-dam.example")
    await page.locator(".composer textarea").fill("Van Bas")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".message.own:not(.pending)")).to_have_text(re.compile("Van Bas"))
    await expect(page.get_by_text("Van Anna")).to_have_count(0)
    assert await told(office, job) == [("Bas", "Van Bas")]

    await sign_out(page, "Bas")
    await sign_in_here(page, "anna@van-dam.example")
    await expect(page.locator(".message.own:not(.pending)")).to_have_text(re.compile("Van Anna"))
    assert await told(office, job) == [("Bas", "Van Bas"), ("Anna", "Van Anna")]
    desk.forgive("ERR_FAILED")
    desk.forgive("400 (Bad Request)")  # whose session was gone before the page knew


async def test_another_who_signs_in_beside_takes_the_other_window_too(
    browser: Browser, office: Office, desk: Visitor
) -> None:
    page, address = desk.page, desk.page.url
    await page.locator(".composer textarea").fill("Van Anna")
    beside = await desk.context.new_page()
    await sign_in_beside(beside, office, "bas@van-dam.example")

    await expect(page.locator(".desk-bar .me")).to_have_text(re.compile("Bas"))
    assert page.url == address
    await expect(page.locator(".composer textarea")).to_have_value("")


async def sign_in_beside(page: Page, office: Office, email: str) -> None:
    await page.goto(f"{office.url}/sign-in/van-dam")
    await press(page, "Inloggen met een wachtwoord")
    await page.get_by_label("E-mailadres").fill(email)
    await page.get_by_label("Wachtwoord").fill(PASSWORD)
    await press(page, "Inloggen")
    await page.locator(".desk-bar").wait_for()


async def test_a_second_link_in_the_same_tab_opens_and_leaves_the_first_alone(office: Office, phone: Visitor) -> None:
    one, other = await office.give_job("Ketel F28"), await office.give_job("Lek in de kelder")
    page = await phone.open(one.link)
    async with cut_off(page, "Over de ketel"):
        await page.get_by_label("Schrijf een bericht").fill("Over de ketel")
        await page.get_by_role("button", name="Versturen").click()
        await expect(page.locator(".message.pending")).to_have_text(re.compile("Over de ketel"))

        await phone.open(other.link)
        await expect(page.get_by_role("heading", name="Lek in de kelder")).to_be_visible()
        await page.get_by_label("Schrijf een bericht").fill("Over het lek")
        await page.get_by_role("button", name="Versturen").click()
        await expect(page.locator(".message.own:not(.pending)")).to_have_text(re.compile("Over het lek"))
        assert await one.messages() == []

    await phone.open(one.link)
    await expect(page.locator(".message.own:not(.pending)")).to_have_text(re.compile("Over de ketel"))
    assert [message["body"] for message in await one.messages()] == ["Over de ketel"]
    assert [message["body"] for message in await other.messages()] == ["Over het lek"]
    phone.forgive("ERR_FAILED")


async def test_a_note_of_staff_never_goes_by_a_link_in_their_browser(office: Office, desk: Visitor) -> None:
    job, page = await office.give_job(), desk.page
    await to_plumber(page)
    async with cut_off(page, "PostMessage"):
        await press(page, "Notitie")
        await page.locator(".composer textarea").fill("Piet is duur.")
        await page.keyboard.press("Control+Enter")
        await expect(page.locator(".message.pending")).to_have_text(re.compile("Piet is duur."))

        beside = await desk.context.new_page()
        await beside.goto(job.link)
        await press(beside, "Openen")
        await beside.locator(".composer").wait_for()
        await beside.get_by_label("Schrijf een bericht").fill("Van Piet")
        await press(beside, "Versturen")
        await expect(beside.locator(".message.own:not(.pending)")).to_have_text(re.compile("Van Piet"))
        await expect(beside.get_by_text("Piet is duur.")).to_have_count(0)

    assert [message["body"] for message in await job.messages()] == ["Van Piet"]
    desk.forgive("ERR_FAILED")


async def test_a_message_that_two_windows_know_of_is_sent_once_and_taken_back_once(
    office: Office, desk: Visitor
) -> None:
    job, page = await office.give_job(), desk.page
    await to_plumber(page)
    beside = await desk.context.new_page()
    async with cut_off(page, "PostMessage"), cut_off(beside, "PostMessage"):
        await page.locator(".composer input[type=file]").set_input_files([photo("een.png")])
        await expect(page.locator(".picked img")).to_have_count(1)
        await page.locator(".composer textarea").fill("Met foto")
        await page.keyboard.press("Control+Enter")
        await expect(page.locator(".message.pending")).to_have_text(re.compile("Met foto.*100"))
        await beside.goto(page.url)
        await expect(beside.locator(".message.pending")).to_have_text(re.compile("Met foto"))

    await expect(page.locator(".message.own:not(.pending)")).to_have_text(re.compile("Met foto"))
    for window in (page, beside):
        await expect(window.locator(".message.own:not(.pending) .attachments img")).to_have_count(1)
        await expect(window.locator(".message.pending")).to_have_count(0)
    assert [message["body"] for message in await job.messages()] == ["Met foto"]
    desk.forgive("ERR_FAILED")


async def test_who_signs_out_of_the_portal_leaves_nothing_that_was_written(office: Office, phone: Visitor) -> None:
    plumber, email = await contact(office, "Piet Loods", "EXTERNAL_PARTY")
    job = await office.give_job("Ketel F28", to=plumber)
    page = await enter_portal(office, phone, email)
    await page.locator(".overview .row", has_text="Ketel F28").click()
    await page.get_by_label("Schrijf een bericht").fill("Ik kom morgen")
    await expect(page.locator(".send")).to_be_enabled()

    async with cut_off(page, "SignOut"):
        await page.get_by_role("button", name="Piet Loods").click()
        await press(page, "Uitloggen")
        await expect(page.locator("#me").get_by_role("alert")).to_be_visible()
    phone.will_say("400 (Bad Request)")  # what the page asks just then, nobody may ask
    await press(page, "Uitloggen")
    await page.wait_for_url("**/sign-in/van-dam")

    assert "Ik kom morgen" not in await page.evaluate("JSON.stringify({ ...sessionStorage, ...localStorage })")
    assert await job.messages() == []
    phone.forgive("ERR_FAILED")


async def test_another_at_the_same_desk_sees_nothing_of_who_sat_there(browser: Browser, office: Office) -> None:
    async with visiting(browser, office.url, DESK) as desk:
        page = desk.page
        await enter(page, f"{office.url}/desk/incidents/{office.incident['reference']}", "bas@van-dam.example")
        await page.get_by_role("searchbox").fill("warm water")
        await expect(page.locator(".row").first).to_be_visible()
        [bas] = [one for one in (await office.anna.ask(EMPLOYEES))["employees"]["nodes"] if one["name"] == "Bas"]
        desk.will_say("400 (Bad Request)")  # what the page asks just then, nobody may ask
        await office.anna.act(END_SESSIONS, employeeId=bas["id"])
        await page.get_by_label("Wachtwoord").wait_for()

        await sign_in_here(page, "anna@van-dam.example")

        await expect(page.get_by_role("searchbox")).to_have_value("")
