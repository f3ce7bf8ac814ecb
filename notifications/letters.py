"""The form of a letter: html and plain text from one draft, and the headers that keep conversations together."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from css_inline import CSSInliner
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

import clock
from catalogue import say
from models import Organisation
from notifications.invitations import Invitation
from notifications.reading import Reading
from notifications.wording import Draft
from settings import Settings

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
INLINER = CSSInliner(keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False)
SUBJECT_LENGTH = 150
CALENDAR_NAME = "afspraak.ics"

Post = Reading | Invitation


def compose(draft: Draft, post: Post, *, link: str, settings: Settings) -> EmailMessage:
    """The letter as it goes over the line. The same delivery has the same Message-ID at every attempt."""

    def tell(name: str) -> str:
        return say(post.locale, f"notice.{draft.wording}.{name}", **draft.words)

    page = {"post": post, "draft": draft, "link": link, "tell": tell, "say": partial(say, post.locale)}
    letter = EmailMessage(policy=SMTP)
    letter.set_content(TEMPLATES.get_template("letter.txt.j2").render(page), cte="quoted-printable")
    html = INLINER.inline(TEMPLATES.get_template("letter.html.j2").render(page))
    letter.add_alternative(html, subtype="html", cte="quoted-printable")
    if draft.calendar is not None:
        letter.add_attachment(
            draft.calendar.decode(), subtype="calendar", params={"method": "PUBLISH"}, filename=CALENDAR_NAME
        )
    for name, value in _headers(post, tell("subject"), settings).items():
        letter[name] = value
    return letter


def _headers(post: Post, subject: str, settings: Settings) -> dict[str, str | Address]:
    domain = urlsplit(settings.base_url).hostname
    first = f"<{post.conversation}@{domain}>" if post.conversation else None
    return {
        "From": _sender(post.organisation, settings),
        "To": Address(one_line(post.recipient.name), addr_spec=_deliverable(post.address)),
        "Subject": one_line(subject)[:SUBJECT_LENGTH],
        "Date": format_datetime(clock.now()),
        "Message-ID": f"<{post.delivery.message_id}@{domain}>",
        **({"In-Reply-To": first, "References": first} if first else {}),
        "Auto-Submitted": "auto-generated",
        "Content-Language": post.locale.value,
    }


def _sender(organisation: Organisation, settings: Settings) -> Address:
    """The organisation under the name and address that it chose, or else its own name at the installation's address."""
    address = organisation.mail_address or parseaddr(settings.mail_from)[1]
    return Address(one_line(organisation.mail_name or organisation.name), addr_spec=_deliverable(address))


def _deliverable(address: str) -> str:
    """The address with its domain as the DNS knows it: `info@bücher.nl` goes to `xn--bcher-kva.nl`."""
    name, _, domain = address.rpartition("@")
    return f"{name}@{domain.encode('idna').decode()}"


def one_line(text: str) -> str:
    """Without line ends and control characters, by which a title could add headers of its own."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
