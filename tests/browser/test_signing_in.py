"""Signing in: by a link from a letter, with a password, and back to what was asked for."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Office, Visitor
from tests.browser.portal import contact, enter, sign_in_link

pytestmark = [pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="session")]


async def test_a_link_from_a_letter_signs_in_once_and_only_when_the_button_is_pressed(
    office: Office, phone: Visitor
) -> None:
    _, email = await contact(office, "Piet Loods", "EXTERNAL_PARTY")
    page, invited = phone.page, await sign_in_link(office, email)
    for _ in range(2):
        await page.goto("about:blank")
        await page.goto(invited)
        await page.get_by_role("button", name="Inloggen").wait_for()

    await page.get_by_role("button", name="Inloggen").click()
    await expect(page.get_by_role("heading", name="Overzicht")).to_be_visible()
    assert page.url == f"{office.url}/portal"

    await page.goto(invited)
    await page.get_by_role("button", name="Inloggen").click()
    await expect(page.get_by_role("heading", name="Deze link werkt niet meer")).to_be_visible()
    assert "#" not in page.url


async def test_asking_for_a_link_says_the_same_to_everybody(office: Office, phone: Visitor) -> None:
    page, said = phone.page, []
    _, email = await contact(office, "Piet Loods", "EXTERNAL_PARTY")
    await sign_in_link(office, email)

    for address in (email, "niemand@example.org"):
        await page.goto(f"{office.url}/sign-in/van-dam")
        await page.get_by_label("E-mailadres").fill(address)
        await page.get_by_role("button", name="Stuur mij een link").click()
        await page.get_by_role("heading", name="Kijk in uw e-mail").wait_for()
        said.append((await page.locator("main").inner_text()).replace(address, ""))

    assert said[0] == said[1]
    await page.goto(await sign_in_link(office, email, skip=1))
    await page.get_by_role("button", name="Inloggen").click()
    await expect(page.get_by_role("heading", name="Overzicht")).to_be_visible()


async def test_a_password_may_be_chosen_and_signs_in_later(office: Office, phone: Visitor) -> None:
    _, email = await contact(office, "Piet Loods", "EXTERNAL_PARTY")
    page = phone.page
    await page.goto(await sign_in_link(office, email))
    await page.get_by_text("Ook een wachtwoord kiezen").click()
    password = page.get_by_label("Nieuw wachtwoord")
    await password.fill("te kort")
    await page.get_by_role("button", name="Inloggen").click()
    await expect(password).to_have_attribute("aria-invalid", "true")
    await expect(password).to_be_focused()

    await password.fill("heel lang genoeg")
    await page.get_by_role("button", name="Inloggen").click()
    await page.get_by_role("heading", name="Overzicht").wait_for()
    await page.get_by_role("button", name="Piet Loods").click()
    await page.get_by_role("button", name="Uitloggen").click()
    await page.get_by_role("button", name="Inloggen met een wachtwoord").click()
    await page.get_by_label("E-mailadres").fill(email)
    await page.get_by_label("Wachtwoord").fill("heel lang genoeg")
    await page.get_by_role("button", name="Inloggen", exact=True).click()

    await expect(page.get_by_role("heading", name="Overzicht")).to_be_visible()


async def test_somebody_who_is_not_signed_in_comes_back_to_what_they_asked_for(office: Office, phone: Visitor) -> None:
    plumber, email = await contact(office, "Piet Loods", "EXTERNAL_PARTY")
    job = await office.give_job("Lek in de kelder", to=plumber)
    page = phone.page
    await page.goto(f"{office.url}/portal/jobs/{job.reference}")
    await expect(page.get_by_text("U bent niet ingelogd")).to_be_visible()
    await enter(office, phone, email)
    await phone.context.clear_cookies()

    await page.goto(f"{office.url}/portal/jobs/{job.reference}")
    await page.wait_for_url("**/sign-in/van-dam")
    await page.goto(await link_anew(office, page, email))
    await page.get_by_role("button", name="Inloggen").click()

    await expect(page.get_by_role("heading", name="Lek in de kelder")).to_be_visible()


async def link_anew(office: Office, page: Page, email: str) -> str:
    await page.get_by_label("E-mailadres").fill(email)
    await page.get_by_role("button", name="Stuur mij een link").click()
    return await sign_in_link(office, email, skip=1)
