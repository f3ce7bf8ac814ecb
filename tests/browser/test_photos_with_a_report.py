"""Photos with a report at the desk: picked in its window, seen with the report, and shared with a plumber."""

import re

import pytest
from playwright.async_api import FilePayload, Locator, expect

from tests.browser.conftest import Office, Visitor, create_contact
from tests.pictures import HTML, photo

pytestmark = [pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="session")]


def picture(name: str, content: bytes | None = None) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": photo(800, 600) if content is None else content}


async def filled_in(desk: Visitor, title: str) -> Locator:
    """The window of a new report, with all but the photos in it."""
    await desk.page.get_by_role("button", name="Nieuw incident").click()
    dialog = desk.page.get_by_role("dialog")
    await dialog.get_by_role("combobox", name="Object").fill("Dam")
    await dialog.get_by_role("option").first.click()
    await dialog.get_by_label("Categorie").select_option(index=1)
    await dialog.get_by_label("Titel").fill(title)
    await dialog.get_by_label("Omschrijving").fill("Water in de kelder.")
    return dialog


async def test_photos_are_picked_and_stand_with_the_report(office: Office, desk: Visitor) -> None:
    page, dialog = desk.page, await filled_in(desk, "Kelder onder water")
    picker = dialog.get_by_label("Foto toevoegen")

    await picker.set_input_files([picture("een.jpg"), picture("twee.jpg"), picture("drie.jpg")])
    await expect(dialog.locator(".picked img")).to_have_count(3)
    await dialog.get_by_role("button", name="Verwijderen: twee.jpg").click()
    await dialog.get_by_role("button", name="Incident maken").click()

    await expect(page.get_by_role("heading", name="Kelder onder water")).to_be_visible()
    await expect(page.locator(".event .attachments img")).to_have_count(2)
    await expect(page.locator(".event .attachments img").first).to_have_js_property("naturalWidth", 480)


async def test_what_is_no_photo_keeps_the_report_here_until_it_is_taken_away(office: Office, desk: Visitor) -> None:
    page, dialog = desk.page, await filled_in(desk, "Met een pagina erbij")
    make = dialog.get_by_role("button", name="Incident maken")

    await dialog.get_by_label("Foto toevoegen").set_input_files([picture("pagina.jpg", HTML), picture("lek.jpg")])
    for _ in range(2):
        await make.click()
        await expect(dialog.get_by_role("alert").last).to_contain_text("pagina.jpg")
    await dialog.get_by_role("button", name="Verwijderen: pagina.jpg").click()
    await make.click()

    await expect(page.get_by_role("heading", name="Met een pagina erbij")).to_be_visible()
    await expect(page.locator(".event .attachments img")).to_have_count(1)
    desk.forgive("415")


async def test_a_photo_of_a_report_is_shared_with_a_plumber(office: Office, desk: Visitor) -> None:
    await create_contact(office.anna, "Karel Kelder", "EXTERNAL_PARTY")
    page, dialog = desk.page, await filled_in(desk, "Pomp in de kelder")
    await dialog.get_by_label("Foto toevoegen").set_input_files([picture("bij Jansen.jpg")])
    await dialog.get_by_role("button", name="Incident maken").click()
    await page.get_by_role("heading", name="Pomp in de kelder").wait_for()
    await page.get_by_role("button", name="+ Sub-incident").click()
    await dialog.get_by_role("combobox").fill("Karel")
    await dialog.get_by_role("option", name="Karel Kelder").click()
    await dialog.get_by_label("Titel").fill("Pomp nakijken")
    await dialog.get_by_label("Wat wordt er gevraagd?").fill("Hij bromt.")
    await dialog.get_by_role("button", name="Versturen").click()
    await page.get_by_role("heading", name="Pomp nakijken").wait_for()
    await page.get_by_role("link", name="Incident", exact=True).click()

    photos = page.locator(".event", has=page.locator("img"))
    await photos.hover()
    await photos.get_by_role("button", name="Delen").click()
    await dialog.get_by_text("Karel Kelder").click()
    await dialog.get_by_role("button", name="Concept maken").click()
    await page.get_by_role("button", name="In bericht zetten").click()
    await page.locator(".composer textarea").press("Control+Enter")

    shared = page.locator(".message.own:not(.pending) .attachments a")
    await expect(shared.locator("img")).to_be_visible()
    await expect(shared).to_have_attribute("href", re.compile(r"/foto-1\.jpg\?"))
