"""What everybody is asked: four pages of the web client, and by whom."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from bench.town import BUSY_INCIDENT, BUSY_SIDE


class Asker(StrEnum):
    """Who asks: an employee at the desk, a contractor behind a link, a tenant in Mijn Portaal."""

    EMPLOYEE = "employee"
    GUEST = "guest"
    TENANT = "tenant"


@dataclass(frozen=True)
class Page:
    """One question: who asks it, and about which thing, by the prefix of its kind; of a list about none."""

    name: str
    asker: Asker
    about: tuple[str, UUID] | None = None


PAGES = (
    Page("incident", Asker.EMPLOYEE, ("inc", BUSY_INCIDENT)),
    Page("inbox", Asker.EMPLOYEE),
    Page("guest", Asker.GUEST, ("sub", BUSY_SIDE)),
    Page("portal", Asker.TENANT),
)
