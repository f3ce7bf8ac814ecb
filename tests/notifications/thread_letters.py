"""A letter to write: a wording, its reader, how things stand by then, and what has to be in it."""

from dataclasses import dataclass

from models import Notice
from tests.notifications.full_scene import NAMES, Arrange

HOUSE = "Maasboulevard 12, 3011 AB Rotterdam, 3-hoog links"


@dataclass(frozen=True)
class ThreadLetter:
    """`dutch` and `english` are what its subject begins with; `says` is in it in both languages, capitals aside."""

    wording: str
    to: str
    about: str
    dutch: str
    english: str
    arrange: Arrange
    says: tuple[str, ...]

    @property
    def notice(self) -> Notice:
        return Notice(self.wording.partition(".")[0].upper())

    @property
    def is_to_contact(self) -> bool:
        return self.to in NAMES

    def __str__(self) -> str:
        return f"{self.wording}-{self.to}-{self.about}"
