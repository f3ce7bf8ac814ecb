"""A report on its way: a broken line, a lost answer, a reload, and photos that are refused. It arrives, and once."""

import pytest
from playwright.async_api import FilePayload, expect

from tests.browser.answers import cut_off, unanswered
from tests.browser.conftest import Office, Visitor, new_key
from tests.browser.form import begun, fill_in, found, press_send
from tests.pictures import HTML, photo

pytestmark = [pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="session")]

SPOIL_THE_PROOF = """() => {
  const kept = JSON.parse(localStorage["huismeester.report.van-dam"]);
  kept.attempt.report.proof.nonce = "x";
  localStorage["huismeester.report.van-dam"] = JSON.stringify(kept);
  location.reload();
}"""

# A telephone that takes its time over making photos smaller: each waits until it is let go.
HOLD_PHOTOS = """() => {
  const toBlob = HTMLCanvasElement.prototype.toBlob;
  window.letGo = new Promise((done) => addEventListener("let-go", done));
  HTMLCanvasElement.prototype.toBlob = function (...given) { window.letGo.then(() => toBlob.apply(this, given)); };
}"""

# As for a page that was closed before what it had begun to keep was kept.
KEEP_NOTHING_MORE = "() => { IDBObjectStore.prototype.put = () => { throw new Error(); }; }"

NO_PHOTOS_ARE_KEPT = """() => new Promise((done, failed) => {
  const opening = indexedDB.open("huismeester-photos");
  opening.onerror = failed;
  opening.onsuccess = () => {
    const asked = opening.result.transaction("photos").objectStore("photos").getAll();
    asked.onerror = failed;
    asked.onsuccess = () => { opening.result.close(); done(asked.result.flat().length === 0); };
  };
})"""


def pictures(*names: str) -> list[FilePayload]:
    return [{"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": photo(900, 700)} for name in names]


async def photos_of(office: Office, mark: str) -> list[int]:
    """How many photos the office has with each message of the report that was made."""
    [made] = await found(office, mark)
    return [len(message["attachments"]) for message in made["thread"]["messages"]["nodes"]]


async def test_a_report_waits_for_the_photos_that_are_being_made_smaller(office: Office, phone: Visitor) -> None:
    page, mark = await begun(office, phone), new_key()
    await fill_in(page, mark)
    await page.evaluate(HOLD_PHOTOS)
    await page.locator("input[type=file]").set_input_files(pictures("een", "twee"))
    await expect(page.get_by_text("Verkleinen")).to_be_visible()

    await press_send(page)
    await expect(page.locator("form.report")).to_have_attribute("inert", "")
    await page.evaluate("dispatchEvent(new Event('let-go'))")

    await expect(page.get_by_role("heading", name="Uw melding is aangekomen")).to_be_visible()
    assert await photos_of(office, mark) == [2]


async def test_a_report_that_goes_on_after_a_reload_takes_its_photos_along(office: Office, phone: Visitor) -> None:
    page, mark = await begun(office, phone), new_key()
    await fill_in(page, mark)
    async with cut_off(page, path="**/uploads/*"):
        await page.locator("input[type=file]").set_input_files(pictures("een", "twee"))
        await expect(page.locator(".picked img")).to_have_count(2)
        await press_send(page)
        await expect(page.get_by_role("heading", name="Er is geen verbinding")).to_be_visible()

    await page.reload()

    await expect(page.get_by_role("heading", name="Uw melding is aangekomen")).to_be_visible()
    assert await photos_of(office, mark) == [2]
    phone.forgive("ERR_FAILED")


async def test_a_form_that_is_half_filled_in_survives_a_reload_with_its_photos(office: Office, phone: Visitor) -> None:
    page, mark = await begun(office, phone), new_key()
    await fill_in(page, mark)
    await page.locator("input[type=file]").set_input_files(
        {"name": "lek.jpg", "mimeType": "image/jpeg", "buffer": photo(900, 700)}
    )
    await expect(page.get_by_text("De foto staat klaar.")).to_be_visible()

    await page.reload()

    await expect(page.get_by_label("Beschrijving")).to_have_value(mark)
    await expect(page.locator(".picked img")).to_have_count(1)
    await press_send(page)
    await expect(page.get_by_role("heading", name="Uw melding is aangekomen")).to_be_visible()
    [made] = await found(office, mark)
    assert [len(message["attachments"]) for message in made["thread"]["messages"]["nodes"]] == [1]
    await page.reload()
    await expect(page.get_by_role("heading", name="Uw melding is aangekomen")).to_be_visible()


async def test_a_report_that_was_sent_offline_arrives_by_itself(office: Office, phone: Visitor) -> None:
    page, mark = await begun(office, phone), new_key()
    await fill_in(page, mark)
    await phone.context.set_offline(True)
    await press_send(page)
    await expect(page.get_by_role("heading", name="Er is geen verbinding")).to_be_visible()
    await expect(page.get_by_text(mark)).to_be_visible()

    await phone.context.set_offline(False)

    await expect(page.get_by_role("heading", name="Uw melding is aangekomen")).to_be_visible()
    assert len(await found(office, mark)) == 1
    phone.forgive("ERR_INTERNET_DISCONNECTED")


async def test_a_report_whose_answer_was_lost_is_there_once(office: Office, phone: Visitor) -> None:
    page, mark = await begun(office, phone), new_key()
    await fill_in(page, mark)

    async with unanswered(page, "reportIncident"):
        await press_send(page)
        await expect(page.get_by_role("heading", name="Er is geen verbinding")).to_be_visible()
    await page.reload()

    await expect(page.get_by_role("heading", name="Uw melding is aangekomen")).to_be_visible()
    [made] = await found(office, mark)
    assert await page.locator("strong.reference").inner_text() == made["reference"]
    phone.forgive("ERR_FAILED")


async def test_a_form_is_cleared_by_hand_and_stays_so(office: Office, phone: Visitor) -> None:
    page, mark = await begun(office, phone), new_key()
    await fill_in(page, mark)
    await page.locator("input[type=file]").set_input_files(pictures("een"))
    await expect(page.get_by_text("De foto staat klaar.")).to_be_visible()

    await page.get_by_role("button", name="Formulier leegmaken").click()
    await page.get_by_role("button", name="Annuleren").click()
    await expect(page.get_by_label("Beschrijving")).to_have_value(mark)
    await page.get_by_role("button", name="Formulier leegmaken").click()
    await page.get_by_role("button", name="Ja, wissen").click()
    await expect(page.get_by_role("radio").first).to_be_visible()

    await begun(office, phone)
    await expect(page.get_by_label("Beschrijving")).to_have_value("")
    await expect(page.get_by_label("Naam", exact=True)).to_have_value("")
    await expect(page.locator(".picked")).to_have_count(0)


async def test_photos_of_a_cleared_form_are_gone_when_the_page_closes_at_once(office: Office, phone: Visitor) -> None:
    page, mark = await begun(office, phone), new_key()
    await fill_in(page, mark)
    await page.locator("input[type=file]").set_input_files(pictures("een"))
    await expect(page.get_by_text("De foto staat klaar.")).to_be_visible()

    await page.evaluate(KEEP_NOTHING_MORE)
    await page.get_by_role("button", name="Formulier leegmaken").click()
    await page.get_by_role("button", name="Ja, wissen").click()
    await expect(page.get_by_role("radio").first).to_be_visible()

    await begun(office, phone)
    await expect(page.locator("input[type=file]")).to_be_attached()
    await expect(page.locator(".picked")).to_have_count(0)
    await page.wait_for_function(NO_PHOTOS_ARE_KEPT)


async def test_a_photo_that_is_none_can_be_taken_away(office: Office, phone: Visitor) -> None:
    page, mark = await begun(office, phone), new_key()
    await fill_in(page, mark)
    await page.locator("input[type=file]").set_input_files(
        {"name": "pagina.jpg", "mimeType": "image/jpeg", "buffer": HTML}
    )
    await expect(page.get_by_role("alert")).to_contain_text("pagina.jpg")
    await press_send(page)
    await expect(page.get_by_role("button", name="Melding versturen")).to_be_enabled()
    assert await found(office, mark) == []

    await page.get_by_role("button", name="Verwijderen: pagina.jpg").click()
    await press_send(page)

    await expect(page.get_by_role("heading", name="Uw melding is aangekomen")).to_be_visible()
    phone.forgive("415")


async def test_a_report_that_waited_until_its_proof_was_over_gets_another(office: Office, phone: Visitor) -> None:
    page, mark = await begun(office, phone), new_key()
    await fill_in(page, mark)

    async with cut_off(page, "reportIncident"):
        await press_send(page)
        await expect(page.get_by_role("heading", name="Er is geen verbinding")).to_be_visible()
        await page.evaluate(SPOIL_THE_PROOF)
        await expect(page.get_by_role("heading", name="Er is geen verbinding")).to_be_visible()

    await expect(page.get_by_role("heading", name="Uw melding is aangekomen")).to_be_visible(timeout=15_000)
    assert len(await found(office, mark)) == 1
    phone.forgive("ERR_FAILED")
