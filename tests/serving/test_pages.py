"""The pages that the service sends: the console, and those of the web client, which are the same for everybody."""

import re
from pathlib import Path

import httpx2
import pytest

from app import CONSOLE, create_app
from settings import Settings

WEB = Path(__file__).parents[2] / "web"
PAGES = [CONSOLE / "console.html", *sorted(WEB.glob("*.html"))]
ADDRESSES = ["/l", "/desk", "/portal", "/portal/jobs/x", "/sign-in", "/sign-in/van-dam", "/report/van-dam"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_holds_nothing_that_its_policy_forbids(page: Path) -> None:
    html = page.read_text("utf-8")

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html)
    assert not re.search(r"(src|href)=\"(?!/console/|/src/)", html)


def test_every_file_that_a_page_names_is_there() -> None:
    for file in CONSOLE.glob("*.html"):
        for name in re.findall(r"(?:src|href)=\"/console/([^\"]+)", file.read_text("utf-8")):
            assert (CONSOLE / name).is_file()
    for file in CONSOLE.glob("*.js"):
        for name in re.findall(r"from \"\./([^\"]+)\"", file.read_text("utf-8")):
            assert (CONSOLE / name).is_file()


@pytest.mark.parametrize("address", ADDRESSES)
async def test_a_page_is_the_same_for_everybody(tmp_path: Path, address: str) -> None:
    app = create_app(Settings(outbox_path=str(tmp_path)))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://127.0.0.1:8000") as client:
        page = await client.get(address)

    assert page.status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in page.headers


async def test_who_knows_but_the_name_of_the_house_may_sign_in(tmp_path: Path) -> None:
    app = create_app(Settings(outbox_path=str(tmp_path)))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://127.0.0.1:8000") as client:
        front = await client.get("/")
        page = await client.get(front.headers["location"])

    assert (front.status_code, front.headers["cache-control"], page.status_code) == (307, "no-cache", 200)
