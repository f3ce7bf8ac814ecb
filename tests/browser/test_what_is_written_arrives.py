"""What somebody writes and picks on a telephone arrives, once, whatever the line and the browser do."""

import re

import pytest
from playwright.async_api import Locator, Page, Route, expect

from tests.browser.answers import cut_off, held
from tests.browser.conftest import Office, Visitor, photo
from tests.browser.device import files_kept
from tests.browser.walking import press, write

pytestmark = [pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="session")]


async def test_a_message_that_was_written_offline_arrives_once(office: Office, phone: Visitor) -> None:
    job = await office.give_job()
    page = await phone.open(job.link)

    await phone.context.set_offline(True)
    await write(page, "Geschreven in de kelder")
    await write(page, "En nog iets")
    await expect(page.locator(".message.pending")).to_have_count(2)
    await phone.context.set_offline(False)
    await expect(page.locator(".message.own:not(.pending)")).to_have_count(2)

    assert [message["body"] for message in await job.messages()] == ["Geschreven in de kelder", "En nog iets"]
    phone.forgive("ERR_INTERNET_DISCONNECTED")


async def test_a_message_that_was_written_offline_survives_a_reload(office: Office, phone: Visitor) -> None:
    job = await office.give_job()
    page = await phone.open(job.link)
    async with cut_off(page):
        await write(page, "Bewaard")
        await expect(page.locator(".message.pending")).to_have_count(1)
        await expect(page.locator("[aria-live] .pending")).to_have_count(0)  # or a reader would say it twice

    await page.reload()

    await expect(page.locator("[aria-live] .own:not(.pending)")).to_have_text(re.compile("Bewaard"))
    assert [message["body"] for message in await job.messages()] == ["Bewaard"]
    phone.forgive("ERR_FAILED")


async def test_photos_are_made_smaller_on_the_telephone_and_sent_together(office: Office, phone: Visitor) -> None:
    job = await office.give_job()
    page = await phone.open(job.link)

    await page.locator(".composer input[type=file]").set_input_files([photo("een.png"), photo("twee.png")])
    await expect(page.locator(".picked img")).to_have_count(2)
    await press(page, "Versturen")
    await expect(page.locator(".message.own:not(.pending) .attachments img")).to_have_count(2)

    [message] = await job.messages()
    assert [file["contentType"] for file in message["attachments"]] == ["image/jpeg", "image/jpeg"]
    assert max(message["attachments"][0]["width"], message["attachments"][0]["height"]) == 2048


async def test_a_message_whose_answer_got_lost_arrives_once(office: Office, phone: Visitor) -> None:
    job = await office.give_job()
    page = await phone.open(job.link)
    lost: list[str] = []

    async def lose_the_first_answer(route: Route) -> None:
        if lost or "postMessage" not in (route.request.post_data or ""):
            await route.fallback()
        else:
            lost.append((await route.fetch()).status_text)
            await route.abort()

    await page.route("**/graphql", lose_the_first_answer)
    await write(page, "Eén keer maar")

    await expect(page.locator(".message.own:not(.pending)")).to_have_text(re.compile("Eén keer maar"))
    await expect(page.locator(".message.pending")).to_have_count(0)
    assert lost
    assert [message["body"] for message in await job.messages()] == ["Eén keer maar"]
    phone.forgive("ERR_FAILED")


async def test_a_photo_that_got_stuck_on_the_way_is_sent_again(office: Office, phone: Visitor) -> None:
    job = await office.give_job()
    page = await phone.open(job.link)
    await page.route("**/uploads/*", lambda route: route.abort(), times=1)

    await page.locator(".composer input[type=file]").set_input_files([photo("een.png")])
    await expect(page.locator(".picked img")).to_have_count(1)
    await press(page, "Versturen")

    await expect(page.locator(".message.own:not(.pending) .attachments img")).to_have_count(1)
    [message] = await job.messages()
    assert len(message["attachments"]) == 1
    phone.forgive("ERR_FAILED")


async def test_what_was_picked_and_written_survives_a_reload(office: Office, phone: Visitor) -> None:
    job = await office.give_job()
    page = await phone.open(job.link)
    await page.locator(".composer input[type=file]").set_input_files([photo("een.png"), photo("twee.png")])
    await expect(page.locator(".picked img")).to_have_count(2)
    await page.get_by_label("Schrijf een bericht").fill("Zo ziet het eruit")
    await press(page, "Verwijderen: een.jpg")

    await page.reload()
    await expect(page.locator(".picked img")).to_have_count(1)
    await page.reload()
    await press(page, "Versturen")
    await expect(page.locator(".message.own:not(.pending) .attachments img")).to_have_count(1)

    [message] = await job.messages()
    assert (message["body"], len(message["attachments"])) == ("Zo ziet het eruit", 1)
    assert await files_kept(page) == 0
    await page.reload()
    await expect(page.locator(".message.own")).to_have_count(1)
    await expect(page.locator(".picked")).to_have_count(0)


async def test_a_photo_has_its_place_before_it_comes(office: Office, phone: Visitor) -> None:
    job = await office.give_job()
    page = await phone.open(job.link)
    async with held(page, path="**/files/**") as photos:
        await page.locator(".composer input[type=file]").set_input_files([photo("breed.png")])
        await expect(page.locator(".picked img")).to_have_count(1)
        await write(page, "Hier lekt het")
        sent = page.locator(".message.own:not(.pending) .attachments img")
        await photos.come()
        await expect(sent).to_be_in_viewport(ratio=1)
        stood = await sent.bounding_box()
        await photos.let_go()

    await expect(sent).to_have_js_property("complete", value=True)
    assert stood is not None
    assert stood["height"] > 90
    now = await sent.bounding_box()
    assert now is not None
    assert (now["width"], now["height"]) == pytest.approx((stood["width"], stood["height"]), abs=1)


async def begin_to_report(page: Page, report: str) -> Locator:
    """The window of a job that is done, with what was done in it."""
    await press(page, "Opdracht aannemen")
    await press(page, "Gereedmelden")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Wat hebt u gedaan?").fill(report)
    return dialog


async def test_a_report_of_work_that_is_half_filled_in_survives_a_reload(office: Office, phone: Visitor) -> None:
    job = await office.give_job()
    page = await phone.open(job.link)
    dialog = await begin_to_report(page, "Pen vervangen.")
    await dialog.locator("input[type=file]").set_input_files([photo("pen.png")])
    await expect(dialog.locator(".picked img")).to_have_count(1)

    await page.reload()
    await press(page, "Gereedmelden")
    await expect(dialog.get_by_label("Wat hebt u gedaan?")).to_have_value("Pen vervangen.")
    await expect(dialog.locator(".picked img")).to_have_count(1)
    await press(dialog, "Gereedmelden")
    await expect(page.locator(".status")).to_have_text("Gereedgemeld")

    assert (await job.stands())["report"] == "Pen vervangen."
    await expect(page.get_by_role("img", name=re.compile("Foto van Piet"))).to_be_visible()
    assert await files_kept(page) == 0


async def test_a_report_of_work_that_is_cancelled_leaves_nothing(office: Office, phone: Visitor) -> None:
    page = await phone.open((await office.give_job()).link)
    dialog = await begin_to_report(page, "Toch niet.")

    await press(dialog, "Annuleren")
    await press(page, "Gereedmelden")

    await expect(dialog.get_by_label("Wat hebt u gedaan?")).to_have_value("")
