"""The page of a local run that shows what mail and SMS went out."""

from email.message import EmailMessage
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette

from notifications.texts import Text
from notifications.transports.file import FileMail, FileSms
from serving import outbox_page
from serving.request_log import RequestLog
from settings import Settings

LETTER = "delivery.0123456789abcdef0123456789abcdef"


@pytest.fixture
async def outbox(tmp_path: Path) -> Settings:
    """A folder with a letter and, after it, a text."""
    settings = Settings(outbox_path=str(tmp_path))
    letter = EmailMessage()
    letter["To"], letter["Subject"], letter["Message-ID"] = "piet@loods.example", "Werkbon <b>", f"<{LETTER}@here>"
    letter.set_content("Hallo Piet")
    letter.add_alternative(
        "<html><head></head><body><a href='http://x.example'>Hallo</a></body></html>", subtype="html"
    )
    async with FileMail(settings).opened() as carry:
        await carry(letter)
    async with FileSms(settings).opened() as carry_text:
        await carry_text(Text(to="+31612345631", body="<i>Klus</i>: http://127.0.0.1:8000/l#x", key="ab" * 16))
    return settings


def browser(settings: Settings, *, host: str = "127.0.0.1", peer: str = "127.0.0.1") -> httpx2.AsyncClient:
    app = RequestLog(Starlette(routes=outbox_page.routes(settings)))
    transport = httpx2.ASGITransport(app=app, client=(peer, 1234))
    return httpx2.AsyncClient(transport=transport, base_url=f"http://{host}:8000")


async def test_letters_and_texts_are_listed_and_no_text_becomes_markup(outbox: Settings) -> None:
    async with browser(outbox) as client:
        page = (await client.get("/outbox")).text

    assert "piet@loods.example" in page
    assert "Werkbon &lt;b&gt;" in page
    assert "&lt;i&gt;Klus&lt;/i&gt;" in page
    assert '<a href="http://127.0.0.1:8000/l#x"' in page
    assert "style=" not in page


async def test_a_letter_is_shown_with_its_styles_and_without_scripts(outbox: Settings) -> None:
    async with browser(outbox) as client:
        shown = await client.get(f"/outbox/{LETTER}.eml")

    policy = shown.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script" not in policy
    assert shown.headers["x-frame-options"] == "SAMEORIGIN"
    assert '<base target="_blank">' in shown.text


@pytest.mark.parametrize("name", ["..%2fsecret.eml", f".{LETTER}.eml.part", "delivery.zz.eml", f"{LETTER[:-1]}0.eml"])
async def test_nothing_but_a_letter_is_read_from_the_folder(outbox: Settings, name: str) -> None:
    async with browser(outbox) as client:
        assert (await client.get(f"/outbox/{name}")).status_code == 404


async def test_an_outbox_that_was_never_written_to_is_an_empty_page(tmp_path: Path) -> None:
    async with browser(Settings(outbox_path=str(tmp_path / "none"))) as client:
        assert "Nothing yet" in (await client.get("/outbox")).text


@pytest.mark.parametrize("elsewhere", [{"host": "evil.example"}, {"peer": "192.0.2.7"}])
async def test_the_page_is_for_this_machine_alone(outbox: Settings, elsewhere: dict[str, str]) -> None:
    async with browser(outbox, **elsewhere) as client:
        assert (await client.get("/outbox")).status_code == 404
        assert (await client.get(f"/outbox/{LETTER}.eml")).status_code == 404


def test_the_page_exists_in_no_other_installation() -> None:
    production = Settings(environment="production", base_url="https://portal.example")

    assert outbox_page.routes(production) == []
    assert outbox_page.routes(Settings(mail="smtp")) == []
