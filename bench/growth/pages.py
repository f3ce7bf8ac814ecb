"""What is asked: the web client's own documents, by whoever asks them."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bench.growth.filling import LONG, SHORT, made
from models import Incident
from resolvers.incidents import RECENT_FIRST
from resolvers.pages import cursor_of
from tests.conformance.web_documents import web_documents

Variables = dict[str, Any]


class Asker(StrEnum):
    """Who asks. The newcomer is an employee who has read nothing yet."""

    READER = "reader"
    NEWCOMER = "newcomer"
    TENANT = "tenant"
    CONTRACTOR = "contractor"
    SHORT_GUEST = "guest of the short thread"
    LONG_GUEST = "guest of the long thread"


@dataclass(frozen=True)
class Page:
    """One question."""

    name: str
    document: str
    asker: Asker = Asker.READER
    variables: Variables = field(default_factory=dict)


DOCUMENTS = {(folder, text.split("(")[0].split("{")[0].split()[1]): text for folder, _, text in web_documents()}
INBOX, THREAD, EARLIER = (
    DOCUMENTS["desk", "Inbox"],
    DOCUMENTS["desk", "OpenThread"],
    DOCUMENTS["thread", "EarlierMessages"],
)
ME, OPEN, HISTORY = DOCUMENTS["desk", "Me"], DOCUMENTS["desk", "OpenIncident"], DOCUMENTS["desk", "History"]
OWN, OVERVIEW, HEAD = DOCUMENTS["portal", "Me"], DOCUMENTS["portal", "Overview"], DOCUMENTS["portal", "OpenHead"]
GUEST = DOCUMENTS["guest", "Guest"]
DESK_CHANGED, PORTAL_CHANGED = DOCUMENTS["desk", "InboxChanged"], DOCUMENTS["portal", "InboxChanged"]
CONTACTS, PLACES = DOCUMENTS["desk", "FindContacts"], DOCUMENTS["desk", "FindProperties"]

CATEGORY, COLLEAGUE, BUILDING = f"cat_{made(3, 1, 4).hex}", f"emp_{made(2, 1, 5).hex}", f"prp_{made(4, 7).hex}"
FILTERS: dict[str, Variables] = {
    "open": {"isOpen": True},
    "ended": {"isOpen": False},
    "one status": {"statuses": ["DEFERRED"]},
    "mine": {"isMine": True, "isOpen": True},
    "unassigned": {"isUnassigned": True, "isOpen": True},
    "unread": {"isUnread": True, "isOpen": True},
    "unread or ended": {"isUnread": True},
    "a handler": {"handlerId": COLLEAGUE, "isOpen": True},
    "a category": {"categoryId": CATEGORY, "isOpen": True},
    "a property": {"propertyId": BUILDING},
    "waiting on a task": {"waitingOn": ["INTERNAL_TASK"], "isOpen": True},
    "waiting on a contractor": {"waitingOn": ["WORK_ORDER"], "isOpen": True},
}
TEXTS = {
    "common word": "afspraak",
    "less common word": "badkamer",
    "word of titles": "ketel",
    "rare word": "glasbreuk",
    "two words": "ketel damstraat",
    "reference": "2023-0000",
    "name": "bakkersma",
    "two names": "lotte bakkersma",
    "phone": "06-10000079",
    "no hit": "zxqwy",
}


def pages(later: str, open_reference: str, deep: dict[int, str], own: str) -> list[Page]:
    """All of them; `later` is a cursor in the middle of the inbox, `deep` cursors in the middle of the two threads."""
    return [
        Page("first page", INBOX, variables=_inbox()),
        Page("first page, newcomer", INBOX, Asker.NEWCOMER, _inbox()),
        Page("later page", INBOX, variables=_inbox(after=later)),
        *(
            Page(f"order {order}", INBOX, variables=_inbox({"isOpen": True}, order))
            for order in ("NEWEST", "OLDEST", "URGENT")
        ),
        *(Page(name, INBOX, variables=_inbox(wanted)) for name, wanted in FILTERS.items()),
        Page("unread, newcomer", INBOX, Asker.NEWCOMER, _inbox({"isUnread": True, "isOpen": True})),
        *(
            Page(f"search: {name}", INBOX, variables=_inbox({"text": text, "isOpen": True}))
            for name, text in TEXTS.items()
        ),
        *(Page(f"search all: {name}", INBOX, variables=_inbox({"text": text})) for name, text in TEXTS.items()),
        Page("unread count", ME),
        Page("unread count, newcomer", ME, Asker.NEWCOMER),
        Page("inboxChanged", DESK_CHANGED),
        Page("incident", OPEN, variables={"reference": open_reference}),
        Page("short thread", THREAD, variables={"id": _thread(SHORT)}),
        Page("long thread", THREAD, variables={"id": _thread(LONG)}),
        Page("short thread, earlier", EARLIER, variables={"threadId": _thread(SHORT), "before": deep[SHORT]}),
        Page(
            "long thread, earlier",
            EARLIER,
            variables={"threadId": _thread(LONG), "before": deep[LONG]},
        ),
        Page("short history", HISTORY, variables={"id": f"inc_{made(9, SHORT).hex}"}),
        Page("long history", HISTORY, variables={"id": f"inc_{made(9, LONG).hex}"}),
        Page("guest, short thread", GUEST, Asker.SHORT_GUEST),
        Page("guest, long thread", GUEST, Asker.LONG_GUEST),
        *_portal(Asker.TENANT),
        *_portal(Asker.CONTRACTOR),
        Page("tenant, own report", HEAD, Asker.TENANT, {"reference": own}),
        Page("finding a contact", CONTACTS, variables={"filter": {"search": "bakkersma"}}),
        Page("finding a property", PLACES, variables={"search": "damstraat 12"}),
    ]


def _portal(asker: Asker) -> list[Page]:
    return [
        Page(f"{asker}, overview", OVERVIEW, asker, {"isOpen": True, "first": 20}),
        Page(f"{asker}, what ended", OVERVIEW, asker, {"isOpen": False, "first": 20}),
        Page(f"{asker}, unread count", OWN, asker),
        Page(f"{asker}, inboxChanged", PORTAL_CHANGED, asker),
    ]


def _inbox(wanted: Variables | None = None, order: str = "RECENT_ACTIVITY", after: str | None = None) -> Variables:
    return {"filter": wanted, "orderBy": order, "first": 30, "after": after}


def _thread(number: int) -> str:
    return f"thr_{made(7, number).hex}"


def cursor(incident: Incident) -> str:
    return cursor_of(incident, RECENT_FIRST)
