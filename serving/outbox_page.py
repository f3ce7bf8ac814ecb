"""A page for local runs: what mail and SMS went out, read from the folder to which the file transports write."""

import email
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default as modern
from ipaddress import ip_address
from pathlib import Path

import orjson
from jinja2 import Environment
from markupsafe import Markup, escape
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from clock import AMSTERDAM
from settings import Settings

MOST_SHOWN = 100
LETTER = re.compile(r"delivery\.[0-9a-f]{32}\.eml")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}

# A letter may have its own styles and nothing else; shown in a frame of this page, it runs no script.
LETTER_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'self'; "
        "sandbox allow-popups allow-popups-to-escape-sandbox"
    ),
    "x-frame-options": "SAMEORIGIN",
    "cache-control": "no-store",
}

PAGE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Huismeester outbox</title>
<link rel="icon" href="/console/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/console/outbox.css">
</head>
<body>
<header>
<h1>Outbox</h1>
<p>Mail and SMS that went out from this run, newest first. Nothing here left the machine.
<a href="/outbox">Look again</a></p>
</header>
<main>
{% for item in items %}
{% if item.letter %}
<details class="letter"{% if loop.index == first_letter %} open{% endif %}>
<summary>
<span class="who">{{ item.to }}</span>
<time datetime="{{ item.at.isoformat() }}">{{ item.at.strftime("%d %b %H:%M") }}</time>
<span class="subject">{{ item.subject }}</span>
</summary>
<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" loading="lazy" src="/outbox/{{ item.letter }}"
 title="{{ item.subject }}"></iframe>
</details>
{% else %}
<article class="text">
<p class="who">{{ item.to }} <time datetime="{{ item.at.isoformat() }}">{{ item.at.strftime("%d %b %H:%M") }}</time></p>
<p class="bubble">{{ linked(item.body) }}</p>
</article>
{% endif %}
{% else %}
<p class="empty">Nothing yet. Give somebody a work order, or say something in a thread and wait a moment.</p>
{% endfor %}
</main>
</body>
</html>
""")


@dataclass(frozen=True)
class Carried:
    """A letter, by the name of its file, or a text with its words."""

    to: str
    at: datetime
    subject: str = ""
    letter: str = ""
    body: str = ""


def routes(settings: Settings) -> list[Route]:
    """The page's addresses; none unless this is a development run that writes its mail to files."""
    if settings.mail != "file" or settings.environment != "development":
        return []
    folder = Path(settings.outbox_path)

    def page(request: Request) -> Response:
        _refuse_strangers(request)
        items = _newest(folder)
        first_letter = next((place for place, item in enumerate(items, 1) if item.letter), 0)
        html = PAGE.render(items=items, first_letter=first_letter, linked=_linked)
        return HTMLResponse(html, headers={"cache-control": "no-store"})

    def letter(request: Request) -> Response:
        _refuse_strangers(request)
        name = request.path_params["name"]
        if not LETTER.fullmatch(name) or not (folder / name).is_file():
            raise HTTPException(404)
        return HTMLResponse(_html_of(folder / name), headers=LETTER_HEADERS)

    return [Route("/outbox", page), Route("/outbox/{name}", letter)]


def _refuse_strangers(request: Request) -> None:
    """The letters hold links that open threads: they are for whoever sits at this machine."""
    is_here = request.client is not None and ip_address(request.client.host).is_loopback
    if not is_here or request.url.hostname not in LOCAL_NAMES:
        raise HTTPException(404)


def _newest(folder: Path) -> list[Carried]:
    if not folder.is_dir():
        return []
    files = [file for file in folder.iterdir() if not file.name.startswith(".")]
    newest = sorted(files, key=lambda file: file.stat().st_mtime, reverse=True)
    return [_text(file) if file.suffix == ".json" else _letter(file) for file in newest[:MOST_SHOWN]]


def _letter(file: Path) -> Carried:
    parsed = _parse(file)
    return Carried(to=str(parsed["To"]), at=_written(file), subject=str(parsed["Subject"]), letter=file.name)


def _text(file: Path) -> Carried:
    content = orjson.loads(file.read_bytes())
    return Carried(to=content["to"], at=_written(file), body=content["body"])


def _written(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC).astimezone(AMSTERDAM)


def _html_of(file: Path) -> str:
    """The letter as it would be shown; its links open beside the page, not in the frame."""
    body = _parse(file).get_body(("html", "plain"))
    content = str(body.get_content()) if body else ""
    return content.replace("<head>", '<head><base target="_blank">', 1)


def _parse(file: Path) -> EmailMessage:
    return email.message_from_bytes(file.read_bytes(), EmailMessage, policy=modern)


def _linked(text: str) -> Markup:
    """The text with its addresses as links."""
    link = Markup('<a href="{0}" target="_blank" rel="noreferrer">{0}</a>')
    parts, end = Markup(""), 0
    for found in ADDRESS.finditer(text):
        parts += escape(text[end : found.start()]) + link.format(found.group())
        end = found.end()
    return parts + escape(text[end:])
