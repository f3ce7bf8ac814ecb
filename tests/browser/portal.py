"""People with an account in Mijn Portaal: how they get one, and come in by a link from a letter."""

import asyncio
import re
from email import message_from_bytes
from email.policy import default as modern

from playwright.async_api import Locator, Page

import clock
from tests.browser.conftest import Office, Visitor, create_contact, new_key
from tests.journeys import documents as do
from tests.journeys import house_documents as house


async def contact(office: Office, name: str, kind: str, **more: str) -> tuple[str, str]:
    """Somebody with an account; the id and the address."""
    email = more.pop("email", f"{new_key()}@example.org")
    made = await create_contact(office.anna, name, kind, email=email, **more)
    await office.anna.act(house.INVITE_TO_PORTAL, contactId=made)
    return made, email


async def rents(office: Office, tenant: str) -> None:
    given = {"tenantId": tenant, "unitId": office.ids["unitId"], "fromOn": clock.today().isoformat()}
    await office.anna.act(house.RENT, **given, idempotencyKey=new_key())


async def owns(office: Office, owner: str, **more: bool) -> None:
    given = {"ownerId": owner, "propertyId": office.ids["propertyId"], "fromOn": "2020-01-01"}
    await office.anna.act(house.OWN, **given, **more, idempotencyKey=new_key())


async def report_for(office: Office, tenant: str, title: str) -> None:
    """Anna writes down what a tenant says on the telephone."""
    place = {name: office.ids[name] for name in ("categoryId", "propertyId", "unitId")}
    given = {"title": title, "description": "Sinds gisteren.", "reporterId": tenant, "idempotencyKey": new_key()}
    await office.anna.act(do.REPORT, **given, **place)


async def sign_in_link(office: Office, email: str, *, skip: int = 0) -> str:
    """The link of the last letter to somebody about signing in, when it has arrived; `skip` arrived before."""
    async with asyncio.timeout(20):
        while len(found := _secrets_for(office, email)) <= skip:
            await asyncio.sleep(0.05)
    return f"{office.url}/sign-in/van-dam#{found[-1]}"


def _secrets_for(office: Office, email: str) -> list[str]:
    outbox = office.server.log.parent / "outbox"
    files = sorted(outbox.glob("*.eml"), key=lambda file: file.stat().st_mtime)
    letters = [message_from_bytes(file.read_bytes(), policy=modern) for file in files]
    bodies = [letter.get_body(("plain",)) for letter in letters if email in str(letter["To"])]
    texts = [str(body.get_content()) for body in bodies if body is not None]
    return [secret for text in texts for secret in re.findall(r"/sign-in/van-dam#(hm_signin_\w+)", text)]


async def enter(office: Office, visitor: Visitor, email: str) -> Page:
    """By the link of the invitation."""
    await visitor.page.goto(await sign_in_link(office, email))
    await visitor.page.get_by_role("button", name="Inloggen").click()
    await visitor.page.get_by_role("heading", name="Overzicht").wait_for()
    return visitor.page


def row(page: Page, title: str) -> Locator:
    """What has this title in the overview."""
    return page.locator(".overview .row", has_text=title)
