"""What a plumber and an owner do on a telephone, with nothing but a link."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import Office, Visitor, photo
from tests.browser.walking import press, write
from tests.journeys import documents as do

pytestmark = [pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="session")]


async def test_opening_the_page_changes_nothing_until_the_button_is_pressed(office: Office, phone: Visitor) -> None:
    job = await office.give_job()

    await phone.page.goto(job.link)
    await phone.page.get_by_role("button", name="Openen").wait_for()
    assert (await job.stands())["seenAt"] is None

    await phone.page.get_by_role("button", name="Openen").click()
    await expect(phone.page.get_by_role("heading", name="Ketel F28")).to_be_visible()
    assert "#" not in phone.page.url
    await phone.page.reload()
    await expect(phone.page.get_by_role("heading", name="Ketel F28")).to_be_visible()


async def test_a_plumber_does_the_whole_job(office: Office, phone: Visitor) -> None:
    job = await office.give_job(accessInstructions="Sleutel bij de buren")
    page = await phone.open(job.link)
    await expect(page.get_by_text("Damstraat 12")).to_be_visible()
    await expect(page.get_by_text("Sleutel bij de buren")).to_be_visible()

    await press(page, "Opdracht aannemen")
    await shows_status(page, "Geaccepteerd")
    await press(page, "Afspraak plannen")
    await page.get_by_label("Van").fill("13:00")
    await page.get_by_label("Tot").fill("12:00")
    await press(page, "Vastleggen")
    await expect(page.get_by_text("De eindtijd moet na de begintijd liggen.")).to_be_visible()
    await page.get_by_label("Tot").fill("15:00")
    await press(page, "Vastleggen")
    await shows_status(page, "Gepland")
    await press(page, "Beginnen")
    await shows_status(page, "In uitvoering")
    await press(page, "Onderbreken")
    await page.get_by_text("Wacht op materiaal").click()
    await page.get_by_role("dialog").get_by_role("button", name="Onderbreken").click()
    await shows_status(page, "Onderbroken")
    await press(page, "Verdergaan")
    await shows_status(page, "In uitvoering")
    await press(page, "Gereedmelden")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Wat hebt u gedaan?").fill("Pen vervangen.")
    await dialog.locator("input[type=file]").set_input_files([photo("ketel.png")])
    await dialog.get_by_role("button", name="Gereedmelden").click()
    await shows_status(page, "Gereedgemeld")

    stands = await job.stands()
    assert (stands["status"], stands["report"]) == ("REPORTED_DONE", "Pen vervangen.")
    await expect(page.get_by_role("img", name=re.compile("Foto van Piet"))).to_be_visible()


async def test_a_job_goes_on_paper_and_its_appointment_into_a_calendar(office: Office, phone: Visitor) -> None:
    page = await phone.open((await office.give_job()).link)
    paper = await page.get_by_role("link", name="Op papier (pdf)").get_attribute("href")
    await expect(page.get_by_role("link", name="In agenda")).to_have_count(0)

    await press(page, "Afspraak plannen")
    await press(page, "Vastleggen")
    calendar = await page.get_by_role("link", name="In agenda").get_attribute("href")

    for address, kind in ((paper, "application/pdf"), (calendar, "text/calendar")):
        answer = await page.request.get(f"{office.url}{address}")
        assert (answer.status, answer.headers["content-type"].partition(";")[0]) == (200, kind)


async def test_both_sides_see_each_others_messages_live(office: Office, phone: Visitor) -> None:
    job = await office.give_job()
    page = await phone.open(job.link)
    await expect(page.get_by_text("Wie leest dit: Van Dam")).to_be_visible()

    await job.says("Lukt het vandaag?")
    await expect(page.get_by_text("Lukt het vandaag?")).to_be_visible()
    await write(page, "Ja, om drie uur.")
    await expect(page.locator(".message.own:not(.pending)")).to_have_text(re.compile("Ja, om drie uur."))

    assert [message["body"] for message in await job.messages()] == ["Lukt het vandaag?", "Ja, om drie uur."]


async def test_what_moves_away_under_a_press_is_pressed_all_the_same(office: Office, phone: Visitor) -> None:
    job = await office.give_job()
    page = await phone.open(job.link)
    button, typed = page.get_by_role("button", name="Versturen"), page.get_by_label("Schrijf een bericht")
    await typed.fill("Tot zo.")

    async def let_go(*, elsewhere: bool) -> None:
        """While the page around it moves what was pressed away."""
        x, y = await middle(button)
        await page.mouse.move(x, y)
        await page.mouse.down()
        await page.locator(".composer").evaluate("composer => { composer.style.transform = 'translateY(-6rem)' }")
        await page.mouse.move(x, y - 50 if elsewhere else y)
        await page.mouse.up()
        await page.locator(".composer").evaluate("composer => { composer.style.transform = '' }")

    await let_go(elsewhere=True)
    await expect(typed).to_have_value("Tot zo.")
    await let_go(elsewhere=False)
    await expect(typed).to_have_value("")
    await expect(page.locator(".message.own:not(.pending)")).to_have_text(re.compile("Tot zo."))


async def test_an_owner_approves_up_to_an_amount(office: Office, phone: Visitor) -> None:
    question = await office.ask_owner()
    page = await phone.open(question.link)
    await expect(page.get_by_text("€ 480,00")).to_be_visible()

    await press(page, "Akkoord tot een bedrag")
    await page.get_by_label(re.compile("Tot en met")).fill("veel")
    await press(page, "Bevestigen")
    await expect(page.get_by_text("Vul een bedrag in")).to_be_visible()
    await page.get_by_label(re.compile("Tot en met")).fill("450,50")
    await press(page, "Bevestigen")
    await shows_status(page, "Akkoord tot een bedrag")

    stands = await question.stands()
    assert (stands["decision"], stands["approvedAmount"]) == ("APPROVED_UP_TO", {"cents": 45050})


async def test_an_owner_asks_something_first(office: Office, phone: Visitor) -> None:
    question = await office.ask_owner()
    page = await phone.open(question.link)

    await press(page, "Eerst iets vragen")
    await page.get_by_label("Uw vraag").fill("Hoe oud is de ketel?")
    await page.get_by_role("dialog").get_by_role("button", name="Versturen").click()

    await expect(page.get_by_text("Hoe oud is de ketel?")).to_be_visible()
    await shows_status(page, "U stelde een vraag")


async def test_a_link_that_is_withdrawn_closes_the_page_and_says_what_to_do(office: Office, phone: Visitor) -> None:
    job = await office.give_job()
    page = await phone.open(job.link)
    links = await office.anna.ask("query ($id: ID!) { subIncident(id: $id) { guestLinks { id } } }", id=job.id)

    for link in links["subIncident"]["guestLinks"]:
        await office.anna.act(do.REVOKE, guestLinkId=link["id"])

    await expect(page.get_by_role("heading", name="Deze link werkt niet meer")).to_be_visible()
    await page.goto(job.link)  # in the same tab, as from a second letter
    await press(page, "Openen")
    await expect(page.get_by_role("heading", name="Deze link werkt niet meer")).to_be_visible()
    await expect(page.get_by_text("Ketel F28")).to_have_count(0)


async def test_a_link_that_expires_closes_the_page_and_opens_nothing_any_more(office: Office, phone: Visitor) -> None:
    job = await office.give_job()
    await office.let_links_expire(timedelta(seconds=5))

    page = await phone.open(job.link)

    await expect(page.get_by_role("heading", name="Deze link werkt niet meer")).to_be_visible()
    await expect(page.get_by_text("Ketel F28")).to_have_count(0)
    await page.goto(job.link)
    await press(page, "Openen")
    await expect(page.get_by_role("heading", name="Deze link werkt niet meer")).to_be_visible()


async def test_a_plumber_without_a_pointer_does_it_all_with_keys(office: Office, phone: Visitor) -> None:
    page, keys = phone.page, phone.page.keyboard
    job = await office.give_job()
    await page.goto(job.link)

    await focus(page, "Openen")
    await keys.press("Enter")
    await page.locator(".sheet").wait_for()
    await focus(page, "Opdracht aannemen")
    await keys.press("Enter")
    await shows_status(page, "Geaccepteerd")
    await focus(page, "Gereedmelden")
    await keys.press("Enter")
    await expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
    await keys.type("Alles doet het weer.")
    await focus(page.get_by_role("dialog"), "Gereedmelden")
    await keys.press("Enter")
    await shows_status(page, "Gereedgemeld")
    await tab_to(page.get_by_label("Schrijf een bericht"))
    await keys.type("Tot ziens")
    await keys.press("Control+Enter")

    await expect(page.locator(".message.own:not(.pending)")).to_have_text(re.compile("Tot ziens"))
    assert (await job.stands())["report"] == "Alles doet het weer."


async def test_the_page_speaks_both_languages(office: Office, phone: Visitor) -> None:
    page = await phone.open((await office.give_job()).link)
    await expect(page.locator(".event").first).to_contain_text("De werkbon is aangemaakt")
    await page.get_by_label("Schrijf een bericht").fill("Ik kom er zo aan")

    await press(page, "In English")

    await expect(page.get_by_role("button", name="Accept the job")).to_be_visible()
    await expect(page.locator(".event").first).to_contain_text("The work order was created")
    await expect(page.get_by_label("Write a message")).to_have_value("Ik kom er zo aan")
    await page.get_by_role("button", name="Accept the job").click()
    await expect(page.locator(".event").last).to_contain_text("The status went from Sent to Accepted")
    assert await page.locator("html").get_attribute("lang") == "en"


async def middle(locator: Locator) -> tuple[float, float]:
    box = await locator.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


async def focus(where: Page | Locator, name: str) -> None:
    await tab_to(where.get_by_role("button", name=name, exact=True))


async def tab_to(wanted: Locator) -> None:
    """Press Tab until it has the focus, and can be seen to have it."""
    await wanted.wait_for()
    for _ in range(40):
        if await wanted.evaluate("node => node === document.activeElement"):
            assert await wanted.evaluate("node => getComputedStyle(node).outlineStyle") != "none"
            return
        await wanted.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {wanted}")


async def shows_status(page: Page, status: str) -> None:
    await expect(page.locator(".status")).to_have_text(status)
