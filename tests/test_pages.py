"""The pages that the service sends by itself: the console, and the plain page behind a guest link."""

import re
from pathlib import Path

import httpx2
import pytest

from app import CONSOLE, create_app
from settings import Settings

PAGES = ["console.html", "sign-in.html"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_holds_nothing_that_its_policy_forbids(page: str) -> None:
    html = (CONSOLE / page).read_text("utf-8")

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html)
    assert not re.search(r"(src|href)=\"(?!/console/)", html)


def test_every_file_that_a_page_names_is_there() -> None:
    for file in CONSOLE.glob("*.html"):
        for name in re.findall(r"(?:src|href)=\"/console/([^\"]+)", file.read_text("utf-8")):
            assert (CONSOLE / name).is_file()
    for file in CONSOLE.glob("*.js"):
        for name in re.findall(r"from \"\./([^\"]+)\"", file.read_text("utf-8")):
            assert (CONSOLE / name).is_file()


@pytest.mark.parametrize("address", ["/l", "/sign-in/van-dam"])
async def test_the_page_behind_a_link_is_the_same_for_everybody(tmp_path: Path, address: str) -> None:
    app = create_app(Settings(outbox_path=str(tmp_path)))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://127.0.0.1:8000") as client:
        page = await client.get(address)

    assert page.status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in page.headers
