"""Manners in a conversation: who is writing, who is there, who has read, and what came while nobody looked."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.conftest import DESK, Office, Visitor, visiting
from tests.browser.test_every_page import violations
from tests.journeys.scene import PASSWORD

pytestmark = [pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="session")]

PIET = "Piet Loods (Loods Installatie)"
LAPSES = 12_000  # ms: longer than somebody who writes no more is believed to write


@asynccontextmanager
async def bas_at_his_desk(browser: Browser, office: Office) -> AsyncIterator[Page]:
    """A colleague, who has the conversation with the plumber open."""
    async with visiting(browser, office.url, DESK) as visitor:
        page = visitor.page
        await page.goto(f"{office.url}/desk/incidents/{office.incident['reference']}")
        await page.get_by_label("E-mailadres").fill("bas@van-dam.example")
        await page.get_by_label("Wachtwoord").fill(PASSWORD)
        await page.get_by_role("button", name="Inloggen").click()
        await open_tab(page)
        yield page


async def open_tab(page: Page) -> None:
    """The conversation with the plumber."""
    await page.locator(".thread-tabs").get_by_role("link", name=re.compile("Piet Loods")).click()
    await page.locator(".side-panel").wait_for()
    await page.locator(".composer").wait_for()


async def show(page: Page, state: str) -> None:
    """Another tab comes before this one, or goes."""
    await page.evaluate(
        """state => {
          Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        state,
    )


async def test_the_desk_sees_that_the_plumber_writes_and_that_he_stops(
    office: Office, desk: Visitor, phone: Visitor
) -> None:
    job = await office.give_job()
    page = await phone.open(job.link)
    await open_tab(desk.page)
    await expect(desk.page.locator(".here")).to_have_text(f"{PIET} kijkt mee")
    composer = desk.page.locator(".composer")
    stood, typing = await composer.bounding_box(), desk.page.locator(".typing")

    await page.get_by_label("Schrijf een bericht").fill("Ik kom")
    await expect(typing).to_have_text(f"{PIET} schrijft…")
    await expect(desk.page.locator(".here")).to_have_count(0)
    assert await composer.bounding_box() == stood
    await page.get_by_label("Schrijf een bericht").fill("")
    await expect(typing).to_have_count(0)

    await page.get_by_label("Schrijf een bericht").fill("Ik kom morgen")
    await expect(typing).to_be_visible()
    await expect(typing).to_have_count(0, timeout=LAPSES)
    await page.get_by_label("Schrijf een bericht").fill("Ik kom overmorgen")
    await expect(typing).to_be_visible()
    await page.get_by_role("button", name="Versturen").click()
    await expect(desk.page.get_by_text("Ik kom overmorgen")).to_be_visible()
    await expect(typing).to_have_count(0)


async def test_that_somebody_writes_is_said_aloud_once_and_not_at_each_start(
    office: Office, desk: Visitor, phone: Visitor
) -> None:
    page = await phone.open((await office.give_job()).link)
    await open_tab(desk.page)
    await desk.page.evaluate(
        """() => {
          window.said = [];
          const status = document.querySelector(".company [role=status]");
          new MutationObserver(() => window.said.push(status.textContent)).observe(
            status, { childList: true, characterData: true, subtree: true });
        }"""
    )

    for text in ("Een", "Twee"):
        await page.get_by_label("Schrijf een bericht").fill(text)
        await expect(desk.page.locator(".typing")).to_be_visible()
        await page.get_by_label("Schrijf een bericht").fill("")
        await expect(desk.page.locator(".typing")).to_have_count(0)

    assert await desk.page.evaluate("window.said.filter(Boolean)") == [f"{PIET} schrijft…"]


async def test_the_plumber_never_sees_that_a_note_is_written(office: Office, desk: Visitor, phone: Visitor) -> None:
    job = await office.give_job()
    page = await phone.open(job.link)
    await open_tab(desk.page)
    await page.evaluate(
        """() => {
          window.seen = 0;
          new MutationObserver(() => { window.seen += document.querySelectorAll(".typing").length; }).observe(
            document.body, { childList: true, subtree: true });
        }"""
    )

    await desk.page.get_by_role("button", name="Notitie").click()
    async with desk.page.expect_response(lambda answer: "SetTyping" in (answer.request.post_data or "")):
        await desk.page.locator(".composer textarea").fill("Piet is duur.")
    await job.says("Kunt u vandaag?")
    await expect(page.get_by_text("Kunt u vandaag?")).to_be_visible()
    unseen = await page.evaluate("window.seen")
    await desk.page.get_by_role("button", name="Bericht", exact=True).click()
    await desk.page.locator(".composer textarea").fill("Kunt u morgen?")

    await expect(page.locator(".typing")).to_have_text("Anna schrijft…")
    assert unseen == 0


async def test_the_plumber_sees_a_colleague_only_when_he_takes_part(
    browser: Browser, office: Office, desk: Visitor, phone: Visitor
) -> None:
    job = await office.give_job()
    page = await phone.open(job.link)
    await open_tab(desk.page)
    await expect(page.locator(".here")).to_have_text("Anna kijkt mee")

    async with bas_at_his_desk(browser, office) as bas:
        await expect(bas.locator(".here")).to_have_text(f"{PIET} en Anna kijken mee")
        await expect(desk.page.locator(".here")).to_have_text(f"{PIET} en Bas kijken mee")
        await job.says("Bent u er al?")
        await expect(page.get_by_text("Bent u er al?")).to_be_visible()
        await expect(page.locator(".here")).to_have_text("Anna kijkt mee")

        await bas.locator(".composer textarea").fill("Hier Bas.")
        await bas.keyboard.press("Control+Enter")
        await expect(page.locator(".here")).to_have_text("Anna en Bas kijken mee")
        assert await violations(page) == []
    await expect(page.locator(".here")).to_have_text("Anna kijkt mee")


async def test_who_is_elsewhere_for_a_while_is_not_there_and_finds_all_when_it_comes_back(
    office: Office, desk: Visitor, phone: Visitor
) -> None:
    job = await office.give_job("Ketel F28")
    page = await phone.open(job.link)
    await open_tab(desk.page)
    await expect(desk.page.locator(".here")).to_have_text(f"{PIET} kijkt mee")

    await show(page, "hidden")
    await expect(desk.page.locator(".here")).to_have_count(0, timeout=20_000)
    await job.says("Bent u er?")
    await job.says("Hallo?")
    await expect(page).to_have_title("(2) Ketel F28")
    await show(page, "visible")

    await expect(page).to_have_title("Ketel F28")
    await expect(desk.page.locator(".here")).to_have_text(f"{PIET} kijkt mee")


async def test_each_reader_stands_at_the_newest_that_it_has_read(office: Office, desk: Visitor, phone: Visitor) -> None:
    job = await office.give_job()
    page = await phone.open(job.link)
    await open_tab(desk.page)
    rows = desk.page.locator(".message.own:not(.pending)")
    await job.says("Een")
    await expect(rows.filter(has_text="Een").locator(".read-by")).to_have_text(f"Gelezen door {PIET}")

    await show(page, "hidden")
    await job.says("Twee")
    await expect(page.get_by_text("Twee")).to_be_visible()
    await expect(rows.filter(has_text="Twee")).to_be_visible()
    await expect(rows.filter(has_text="Een").locator(".read-by")).to_have_text(f"Gelezen door {PIET}")
    await expect(rows.filter(has_text="Twee").locator(".read-by")).to_have_count(0)
    await show(page, "visible")

    await expect(rows.filter(has_text="Twee").locator(".read-by")).to_have_text(f"Gelezen door {PIET}")
    await expect(rows.filter(has_text="Een").locator(".read-by")).to_have_count(0)


async def test_without_a_connection_nothing_is_said_of_writing(office: Office, phone: Visitor) -> None:
    page = await phone.open((await office.give_job()).link)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.post_data or ""))

    await phone.context.set_offline(True)
    await page.get_by_label("Schrijf een bericht").fill("Geen bereik")
    await expect(page.get_by_label("Schrijf een bericht")).to_have_value("Geen bereik")
    offline = [body for body in asked if "SetTyping" in body]
    await phone.context.set_offline(False)

    assert offline == []


async def test_who_reads_something_else_stays_there_and_is_told_what_came(office: Office, phone: Visitor) -> None:
    job = await office.give_job()
    for number in range(12):
        await job.says(f"Eerder {number}")
    page = await phone.open(job.link)
    await expect(page.locator(".message.other")).to_have_count(12)
    for number in range(2):
        await job.says(f"Bericht {number}")
    newer = page.get_by_role("button", name="2 nieuwe berichten")
    await expect(newer).to_be_visible()

    assert await page.evaluate("scrollY") == 0
    above_the_composer = await newer.bounding_box()
    await page.set_viewport_size({"width": 390, "height": 420})
    await expect(newer).to_contain_class("away")
    at_the_edge = await newer.bounding_box()
    composer = await page.locator(".composer").bounding_box()
    assert above_the_composer is not None
    assert at_the_edge is not None
    assert composer is not None
    assert 844 > above_the_composer["y"] + above_the_composer["height"] > 600
    assert 400 < at_the_edge["y"] + at_the_edge["height"] <= 420 < composer["y"] + composer["height"]
    await newer.click()
    await expect(page.get_by_text("Bericht 1")).to_be_in_viewport()
    await expect(newer).to_have_count(0)
    await job.says("Nog een")
    await expect(page.get_by_text("Nog een")).to_be_in_viewport()


async def test_a_step_of_ones_own_leaves_one_where_the_next_step_is(office: Office, phone: Visitor) -> None:
    job = await office.give_job()
    for number in range(8):
        await job.says(f"Bericht {number}")
    page = await phone.open(job.link)

    await page.get_by_role("button", name="Opdracht aannemen").click()
    await expect(page.locator(".status")).to_have_text("Geaccepteerd")
    await expect(page.locator(".event").last).to_contain_text("Geaccepteerd")

    await expect(page.locator(".status")).to_be_in_viewport()
    await expect(page.locator(".status")).to_be_focused()
