"""The words of a text that somebody typed into a search field."""

import re

from models.search import Word
from resolvers.searching import sought

MOST_WORDS = 10
PHONE_DIGITS = 9

# Those that PostgreSQL's Dutch dictionary leaves out of its index, and so can never find.
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een eens en er ge
    geen geweest haar had heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kon kunnen maar
    me meer men met mij mijn moet na naar niet niets nog nu of om omdat onder ons ook op over reeds te tegen toch
    toen tot u uit uw van veel voor want waren was wat werd wezen wie wil worden wordt zal ze zelf zich zij zijn
    zo zonder zou
""",
    )
)


def words_of(text: str) -> list[Word]:
    """At most ten words; the last is taken for a beginning. What has no letter or digit is no word.

    Words such as "de" and "van" count only when there are no others: somebody may be called that.
    """
    words = [word for word in _typed(text) if re.search(r"[^\W_]", word)][:MOST_WORDS]
    telling = [word for word in words if word.lower() not in STOP_WORDS] or words
    return [Word(word, is_beginning=word is words[-1]) for word in telling]


def _typed(text: str) -> list[str]:
    """The words as typed; a phone number that was written in groups is one."""
    return _phone_in_one(sought(text)).split()


def _phone_in_one(text: str) -> str:
    return re.sub(r"(?<!\S)(?:\+|0)[\d().\- ]+(?!\S)", _closed_up, text)


def _closed_up(found: re.Match[str]) -> str:
    is_phone = len(re.findall(r"\d", found[0])) >= PHONE_DIGITS
    return re.sub(r"\s", "", found[0]) if is_phone else found[0]
